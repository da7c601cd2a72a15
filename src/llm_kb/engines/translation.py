"""Translates statements that are written for SQLite into the dialects of other engines, with sqlglot."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from llm_kb.derive.names import SEARCH_TABLES
from llm_kb.errors import KnowledgeBaseError, in_one_line
from llm_kb.queries.rendering import ALL_ROWS

DIALECTS = {"duckdb": "duckdb", "postgresql": "postgres", "spark": "spark"}
"""The name of each engine's dialect at sqlglot."""
WRITES = (exp.DML, exp.DDL, exp.Command, exp.Into)
"""Kinds of expressions that change something."""


@dataclass(frozen=True)
class Translation:
    """A statement in the dialect of an engine."""

    sql: str
    parameters: tuple[str, ...]
    """The names of its parameters, each once."""


@lru_cache(maxsize=1024)
def translated(sql: str, engine: str) -> Translation:
    """A SELECT for SQLite as an engine's driver takes it, with its parameters.

    Raises KnowledgeBaseError for anything but one SELECT, for one on the full-text search, and for a parameter
    that is not written as `:name`.
    """
    tree = _tree(sql, engine)
    parameters = dict.fromkeys(placeholder.name for placeholder in tree.find_all(exp.Placeholder))
    if not all(name.isidentifier() for name in parameters) or tree.find(exp.Parameter):
        message = "A parameter of the query is not written as ':name'"
        raise KnowledgeBaseError(f"{message}: write it so, and set it with '-p name VALUE'.")
    if engine == "postgresql":
        _escape_percent_signs(tree)
    return Translation(tree.sql(dialect=DIALECTS[engine], comments=False), tuple(parameters))


def formatted(sql: str, engine: str) -> str:
    """A SELECT for SQLite in the dialect of an engine, on several lines, for people; raises what `translated` does."""
    return _tree(sql, engine).sql(dialect=DIALECTS[engine], pretty=True)


def _tree(sql: str, engine: str) -> exp.Query:
    """The syntax tree of one SELECT, less what the engine does not know."""
    try:
        trees = [tree for tree in sqlglot.parse(sql, dialect="sqlite") if tree is not None]
    except SqlglotError as error:
        message = f"The query fails ({in_one_line(error)})"
        raise KnowledgeBaseError(f"{message}: 'llm-kb query NAME --sql' prints statements that work.") from error
    if len(trees) != 1:
        raise KnowledgeBaseError("There are several statements, or none: run one statement at a time.")
    (tree,) = trees
    if not isinstance(tree, exp.Query) or tree.find(*WRITES):
        raise KnowledgeBaseError("The statement returns no rows: write a SELECT, since the database is read-only.")
    if searched := {table.name for table in tree.find_all(exp.Table)} & {*SEARCH_TABLES}:
        message = f"{min(searched)!r} belongs to the full-text search, which only SQLite has"
        raise KnowledgeBaseError(f"{message}: run the query without --engine.")
    _order_texts(tree)
    if engine == "spark":
        _distinct_after_recursion(tree)
        _write_out_windows(tree)
        _drop_needless_limits(tree)
    return tree


def _distinct_after_recursion(tree: exp.Query) -> None:
    """Leave out doubled rows after a recursion that leaves them out at each step, which Spark cannot.

    On a circle Spark ends such a recursion with an error, at its limit of steps.
    """
    recursive = {
        cte.alias: cte
        for cte in tree.find_all(exp.CTE)
        if isinstance(cte.this, exp.Union) and cte.this.args["distinct"] and _reads(cte.this, cte.alias)
    }
    for table in list(tree.find_all(exp.Table)):
        cte = recursive.get(table.name)
        if cte and table.find_ancestor(exp.CTE) is not cte:
            rows = exp.select("*").distinct().from_(exp.to_table(table.name))
            table.replace(rows.subquery(table.alias or table.name))
    for cte in recursive.values():
        cte.this.set("distinct", False)


def _write_out_windows(tree: exp.Query) -> None:
    """Write out windows that others go on from, as in `OVER (cell ORDER BY place)`, which Spark does not know."""
    for select in tree.find_all(exp.Select):
        named = {window.name: window for window in select.args.get("windows") or []}
        for window in select.find_all(exp.Window):
            base = named.get(window.alias) if window.args.get("order") else None
            if base:
                window.set("partition_by", [key.copy() for key in base.args.get("partition_by") or []])
                window.set("alias", None)


def _drop_needless_limits(tree: exp.Query) -> None:
    """Drop the LIMIT that SQLite requires before an OFFSET, for which Spark would reserve memory."""
    for limit in list(tree.find_all(exp.Limit)):
        if f"LIMIT {limit.expression.name}" == ALL_ROWS:
            limit.pop()


def _reads(query: exp.Expression, name: str) -> bool:
    return any(table.name == name for table in query.find_all(exp.Table))


def _escape_percent_signs(tree: exp.Query) -> None:
    """Write for psycopg, which takes percent signs for parameters: doubled in texts, and `mod` for `%`."""
    for literal in tree.find_all(exp.Literal):
        literal.set("this", literal.name.replace("%", "%%"))
    for modulo in list(tree.find_all(exp.Mod)):
        modulo.replace(exp.Anonymous(this="mod", expressions=[modulo.this, modulo.expression]))


def _order_texts(tree: exp.Query) -> None:
    """Write the order of joined texts into each `group_concat`.

    SQLite joins them in the order of the subselect that they come from; in standard SQL the aggregate has to say so.
    """
    named = {cte.alias: cte.this for cte in tree.find_all(exp.CTE)}
    for concat in list(tree.find_all(exp.GroupConcat)):
        select = concat.find_ancestor(exp.Select)
        come_from = select.args["from_"].this if select else None
        source = named.get(come_from.name) if isinstance(come_from, exp.Table) else getattr(come_from, "this", None)
        keys = list(_keys_outside(source)) if isinstance(source, exp.Query) else []
        if keys and all(keys):
            concat.set("this", exp.Order(this=concat.this, expressions=keys))


def _keys_outside(source: exp.Query) -> Iterator[exp.Expression | None]:
    """What a subselect is ordered by, as the statement around it calls these columns; None for one that it lacks."""
    order = source.args.get("order")
    for key in order.expressions if order else []:
        names = [
            column.output_name
            for column in source.selects
            if key.this in (column.unalias(), exp.column(column.output_name))
        ]
        outside = key.copy() if names else None
        if outside:
            outside.set("this", exp.column(names[0]))
        yield outside
