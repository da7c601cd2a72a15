"""Runs the statements of named queries on SQLite and, translated by sqlglot, on PostgreSQL and on DuckDB."""

import json
import sqlite3
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Protocol

import duckdb
import sqlalchemy as sa
import sqlglot
from sqlglot import exp

from llm_kb.queries import RenderedStatement

Answer = tuple[list[str], list[tuple[Any, ...]]]
"""Columns and rows."""


class Engine(Protocol):
    """A database that answers statements written for SQLite."""

    def answer(self, statement: RenderedStatement) -> Answer:
        """The columns and rows of a statement."""


class OnSqlite:
    """The knowledge base as it is built."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def answer(self, statement: RenderedStatement) -> Answer:
        cursor = self.connection.execute(statement.sql, statement.values)
        return [column[0] for column in cursor.description], plain(cursor.fetchall())


class OnPostgresql:
    """The knowledge base as the same revisions make it on a server."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def answer(self, statement: RenderedStatement) -> Answer:
        sql = translated(statement.sql, "postgres")
        try:
            found = self.connection.exec_driver_sql(sql, dict(statement.values))
        except sa.exc.DBAPIError:
            self.connection.rollback()
            raise
        return list(found.keys()), plain(found.fetchall())


class OnDuckdb:
    """The Parquet files that `llm-kb export parquet` writes, each as a view."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def answer(self, statement: RenderedStatement) -> Answer:
        found = self.connection.execute(translated(statement.sql, "duckdb"), dict(statement.values))
        return [column[0] for column in found.description], plain(found.fetchall())


def translated(sql: str, dialect: str) -> str:
    """A statement for SQLite in another dialect."""
    tree = sqlglot.parse_one(sql, dialect="sqlite")
    _order_texts(tree)
    if dialect == "postgres":
        for literal in tree.find_all(exp.Literal):  # psycopg takes the percent sign of a text for a parameter
            literal.set("this", literal.name.replace("%", "%%"))
    return tree.sql(dialect=dialect)


def _order_texts(tree: exp.Expr) -> None:
    """Write the order of joined texts into each `group_concat`.

    SQLite joins them in the order of the subselect that they come from; in standard SQL the aggregate has to say so.
    """
    named = {cte.alias: cte.this for cte in tree.find_all(exp.CTE)}
    for concat in list(tree.find_all(exp.GroupConcat)):
        select = concat.find_ancestor(exp.Select)
        come_from = select.args["from_"].this if select else None
        source = named.get(come_from.name) if isinstance(come_from, exp.Table) else getattr(come_from, "this", None)
        order = source.args.get("order") if isinstance(source, exp.Query) else None
        keys = [_outside(key, source) for key in order.expressions] if isinstance(source, exp.Query) and order else []
        if keys and all(keys):
            concat.set("this", exp.Order(this=concat.this, expressions=keys))


def _outside(key: exp.Expression, source: exp.Query) -> exp.Expression | None:
    """What a subselect is ordered by, as the statement around it calls that column; None where it has no such one."""
    for column in source.selects:
        if key.this in (column.unalias(), exp.column(column.output_name)):
            outside = key.copy()
            outside.set("this", exp.column(column.output_name))
            return outside
    return None


def plain(rows: Sequence[Sequence[Any]]) -> list[tuple[Any, ...]]:
    """Rows in which values are equal that only the types of the engines tell apart."""
    return [tuple(map(_plain, row)) for row in rows]


def _plain(value: Any) -> Any:
    """A value without what differs by engine.

    Truth values are 0 and 1 on SQLite, exact decimals and sums are numbers like others, and the white space within
    JSON is free.
    """
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, str) and value.startswith("[{"):
        return json.loads(value)
    return value


def differences(expected: Answer, found: Answer) -> str:
    """How an answer differs from the one that is expected, in a line; empty where it does not."""
    if expected == found:
        return ""
    if expected[0] != found[0]:
        return f"columns {found[0]} in place of {expected[0]}"
    if sorted(map(repr, expected[1])) == sorted(map(repr, found[1])):
        return "the same rows in another order"
    pairs = zip(expected[1], found[1], strict=False)
    first = next((pair for pair in pairs if pair[0] != pair[1]), None)
    if first is None:
        return f"{len(found[1])} rows in place of {len(expected[1])}"
    cells = zip(expected[0], *first, strict=True)
    return f"the first row that differs: {[cell for cell in cells if cell[1] != cell[2]]}"
