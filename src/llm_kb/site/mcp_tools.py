"""The tools of the MCP endpoint that run statements, in place of those of datasette-mcp.

A response fits into the context of a language model, and says how to continue; a named query uses its defaults, and an
unknown name is an error.
"""

import json
import sqlite3
from base64 import b64encode
from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any

from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from typing_extensions import TypedDict

from llm_kb import queries
from llm_kb.dictionary import TableEntry
from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting.datasette065 import Base400, DatasetteError, InvalidSql, QueryInterrupted, validate_sql_select
from llm_kb.hosting.sandbox.pool import BusyError
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import conventions, mcp_hints
from llm_kb.site.canned import CannedSql
from llm_kb.site.knowledge_base import ServedKnowledgeBase
from llm_kb.text import did_you_mean, json_value

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Results

CHARACTERS = 40_000
"""Maximum length of the rows of a response as JSON: about 10,000 tokens; many clients accept at most 25,000."""
FACTS = "design_facts"
LISTED = ("spec_sheet", "specifications", "verdicts", "sources_overview")
"""Further tables whose columns `read_me_first` lists."""
MAX_PARAMETERS = 50
"""Maximum number of parameters in a call."""
REPLACED = (
    *("execute_writable_canned_query", "get_database_schema"),
    *("execute_sql", "execute_canned_query", "list_canned_queries"),
)
"""Tools of datasette-mcp that are not those of this site."""
READ_ONLY = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)

Scalar = str | int | float | bool | None


class QueryAnswer(TypedDict):
    """Rows of a statement."""

    database: str
    columns: list[str]
    rows: list[dict[str, Any]]
    truncated: bool
    next_offset: int | None
    note: str | None


class DatabaseSchema(TypedDict):
    """Tables and columns as text."""

    database: str
    schema: str


class NamedQueryInfo(TypedDict):
    """A named query with its parameters and their defaults."""

    name: str
    title: str
    description: str
    parameters: list[str]
    defaults: dict[str, str]


class NamedQueryList(TypedDict):
    """All named queries."""

    database: str
    queries: list[NamedQueryInfo]


Answer = Annotated[CallToolResult, QueryAnswer]


class Tools:
    """The tools of one site; their docstrings are the descriptions that language models read."""

    def __init__(self, datasette: "Datasette") -> None:
        self.datasette = datasette

    @property
    def _knowledge_base(self) -> ServedKnowledgeBase:
        knowledge_base = self.datasette.get_database(DATABASE_NAME)
        assert isinstance(knowledge_base, ServedKnowledgeBase)
        return knowledge_base

    async def read_me_first(self) -> str:
        """Return the conventions of the data, the columns of the main tables, the relations and example statements.

        Call this before any other tool. The main tables are design_facts, spec_sheet and specifications (attributes of
        models), verdicts (what documents of developers say of facts of the survey) and sources_overview.
        """
        relations = await self._knowledge_base.rows("SELECT id, definition FROM relations ORDER BY ordinal", {})
        tables = {table.name: table for table in self._knowledge_base.configuration.tables}
        others = [tables[name] for name in LISTED]
        return conventions.guide(tables[FACTS], others, ((row["id"], row["definition"]) for row in relations))

    async def get_database_schema(self, database: str = DATABASE_NAME, table: str = "") -> DatabaseSchema:
        """List all tables and views with their columns and a description, or describe each column of one table."""
        _check_database(database)
        return {"database": DATABASE_NAME, "schema": _schema(self._knowledge_base.configuration.tables, table)}

    async def execute_sql(self, sql: str, database: str = DATABASE_NAME, offset: int = 0) -> Answer:
        """Execute one read-only SELECT (SQLite) and return its rows.

        For design choices, start with design_facts, one row per fact: model_id, model, release, institution, relation
        (uses, introduces, supports, produces, serves, explores, proposes, avoids, omits), technique_id, technique,
        technique_group, stage, qualifier, statement, section, basis, disputed, fact_id, source, source_kind (survey or
        a kind of document of a developer), locator, verdict. Match names with LIKE in model_names and technique_names,
        which contain every name, such as technique_names LIKE '%GRPO%'.

        For parameters, context length, license, release date and the like, start with spec_sheet, one row per model and
        one column per attribute; specifications has every value with status, source, locator, phrase and conflict.

        A long result is truncated; `next_offset` then is the offset of the next call. Duplicate column names are
        numbered: name, name_2.
        """
        _check_database(database)
        try:
            validate_sql_select(sql)
        except InvalidSql as error:
            raise ToolError(str(error)) from None
        return await _run(self._knowledge_base, sql, {}, offset)

    async def execute_canned_query(
        self,
        query: str,
        database: str = DATABASE_NAME,
        parameters: dict[str, Any] | None = None,
        offset: int = 0,
    ) -> Answer:
        """Run a predefined query and return its rows.

        list_canned_queries lists the queries and the parameters of each; `search` with the parameter `words` takes a
        whole question, specifications_of_model a model, source_list lists the documents, and verdicts_on_facts says how
        facts of the survey compare with them. Names are accepted in any spelling; an unknown one is an error. A missing
        parameter takes its default; an empty string mostly means "all". A long result is truncated; `next_offset` then
        is the offset of the next call.
        """
        _check_database(database)
        named, values = _named_query(query, parameters or {})
        return await _run(self._knowledge_base, CannedSql(named, values), values, offset)

    async def list_canned_queries(self, database: str = DATABASE_NAME) -> NamedQueryList:
        """List the predefined queries with their parameters, and the defaults of those that are not empty."""
        _check_database(database)
        return {"database": DATABASE_NAME, "queries": [_info(query) for query in queries.public_queries()]}


def add_to(mcp: Any, datasette: "Datasette") -> None:
    """Register the tools, and remove those that they replace and the one that writes."""
    for replaced in REPLACED:
        mcp.remove_tool(replaced)
    tools = Tools(datasette)
    for tool in (
        *(tools.read_me_first, tools.get_database_schema, tools.execute_sql),
        *(tools.execute_canned_query, tools.list_canned_queries),
    ):
        mcp.add_tool(tool, annotations=READ_ONLY)


def _schema(tables: Iterable[TableEntry], name: str) -> str:
    """All tables with their columns, or the described columns of one; raises ToolError for an unknown one."""
    by_name = {table.name: table for table in tables}
    if not name:
        return conventions.schema(by_name.values())
    if name not in by_name:
        near = did_you_mean(name, by_name)
        raise ToolError(f"The table {name!r} does not exist{f': did you mean {near!r}?' if near else '.'}")
    table = by_name[name]
    return "\n".join([table.description, *(f"{c.name} ({c.type}): {c.description}" for c in table.columns)])


def _check_database(database: str) -> None:
    if database != DATABASE_NAME:
        raise ToolError(f"The database {database!r} does not exist: the only one is {DATABASE_NAME!r}.")


def _named_query(name: str, parameters: Mapping[str, Any]) -> tuple[queries.NamedQuery, dict[str, str]]:
    """A named query and the values of all its parameters; raises ToolError for an unknown or malformed one."""
    if len(parameters) > MAX_PARAMETERS:
        raise ToolError(f"A call has at most {MAX_PARAMETERS} parameters, not {len(parameters):,}.")
    try:
        query = queries.get(name)
    except KnowledgeBaseError as error:
        raise ToolError(f"The query {name!r} does not exist: {str(error).partition(': ')[2]}") from None
    malformed = next((name for name, value in parameters.items() if not isinstance(value, Scalar)), None)
    if malformed is not None:
        raise ToolError(f"The parameter {malformed!r} takes a text or a number.")
    texts = {name: _text(value) for name, value in parameters.items()}
    try:
        return query, queries.with_defaults(query, texts)
    except KnowledgeBaseError as error:
        raise ToolError(str(error)) from None


def _text(value: Scalar) -> str:
    """A value as the text that a query takes; language models also write integers as 3.0."""
    is_whole = isinstance(value, bool) or (isinstance(value, float) and value.is_integer())
    return "" if value is None else str(int(value)) if is_whole else str(value)


def _info(query: queries.NamedQuery) -> NamedQueryInfo:
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "parameters": list(query.defaults),
        "defaults": {name: value for name, value in query.defaults.items() if value},
    }


async def _run(database: ServedKnowledgeBase, sql: str, values: Mapping[str, str], offset: int) -> CallToolResult:
    """Run a statement; raises ToolError with a message for the client where it fails."""
    try:
        results = await database.execute(sql, values, truncate=True, log_sql_errors=False)
    except QueryInterrupted:
        raise ToolError("The SQL query exceeded the configured time limit: simplify it, or add a LIMIT.") from None
    except (Base400, BusyError, KnowledgeBaseError) as error:
        raise ToolError(str(error)) from None
    except (DatasetteError, sqlite3.Error) as error:
        hint = await database.call(partial(mcp_hints.of_error, message=str(error), sql=sql))
        raise ToolError(". ".join(filter(None, [f"SQL error: {error}", hint]))) from None
    note = None if results.rows else await database.call(partial(mcp_hints.of_statement, sql=sql))
    return _answer(results, max(0, offset), note)


def _answer(results: "Results", offset: int, note: str | None) -> CallToolResult:
    """The rows from an offset on, as many as fit, and at least one; the note if there are none."""
    rows: list[dict[str, Any]] = []
    size = 0
    for row in results.rows[offset:]:
        by_name = {name: _json_value(value) for name, value in zip(results.columns, row, strict=True)}
        size += len(json.dumps(by_name, ensure_ascii=False))
        if rows and size > CHARACTERS:
            break
        rows.append(by_name)
    end, total = offset + len(rows), len(results.rows)
    answer: QueryAnswer = {
        "database": DATABASE_NAME,
        "columns": results.columns,
        "rows": rows,
        "truncated": end < total or results.truncated,
        "next_offset": end if end < total else None,
        "note": note or _note(offset, end, total, results.truncated),
    }
    text = json.dumps(answer, ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=dict(answer))


def _note(offset: int, end: int, total: int, has_more: bool) -> str | None:
    """How to continue after these rows; None if they are all."""
    if end < total:
        of = f"more than {total:,}" if has_more else f"{total:,}"
        return (
            f"Rows {offset + 1:,} to {end:,} of {of}: call again with offset {end}, or request fewer columns or rows."
        )
    return f"A statement returns at most {total:,} rows: narrow it, or use LIMIT and OFFSET." if has_more else None


def _json_value(value: Any) -> Any:
    return {"base64": b64encode(value).decode("ascii")} if isinstance(value, bytes) else json_value(value)
