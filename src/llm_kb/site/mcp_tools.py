"""The tools of the MCP endpoint that run statements, in place of those of datasette-mcp.

An answer fits into the context of a language model, and says how to go on; a named query takes its defaults, and a name
that nothing has is an error.
"""

import json
import sqlite3
from base64 import b64encode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from mcp.server.mcpserver.exceptions import ToolError
from mcp.types import CallToolResult, TextContent, ToolAnnotations
from typing_extensions import TypedDict

from llm_kb import queries
from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting.datasette065 import Base400, DatasetteError, InvalidSql, QueryInterrupted, validate_sql_select
from llm_kb.hosting.sandbox.pool import BusyError
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import conventions
from llm_kb.site.canned import CannedSql

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Results

CHARACTERS = 40_000
"""Maximum length of the rows of an answer as JSON: some 12,000 tokens, of which many clients take 25,000 at most."""
MAX_PARAMETERS = 50
"""Maximum number of parameters in a call."""
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


def add_to(mcp: Any, datasette: "Datasette") -> None:
    """Register the tools, and remove those that they replace and the one that writes."""

    async def execute_sql(sql: str, database: str = DATABASE_NAME, offset: int = 0) -> Answer:
        """Execute one read-only SELECT and return its rows.

        A long answer is truncated; `next_offset` then is the offset of the call that goes on. Names of columns that
        stand twice are numbered: name, name_2.
        """
        _check_database(database)
        try:
            validate_sql_select(sql)
        except InvalidSql as error:
            raise ToolError(str(error)) from None
        return await _run(datasette, sql, {}, offset)

    async def execute_canned_query(
        query: str, database: str = DATABASE_NAME, parameters: dict[str, Any] | None = None, offset: int = 0
    ) -> Answer:
        """Run a predefined query and return its rows.

        list_canned_queries tells the names of the queries and the parameters of each. A missing parameter takes its
        default; an empty text mostly means "all". A long answer is truncated; `next_offset` then is the offset of the
        call that goes on.
        """
        _check_database(database)
        named, values = _named_query(query, parameters or {})
        return await _run(datasette, CannedSql(named, values), values, offset)

    async def list_canned_queries(database: str = DATABASE_NAME) -> NamedQueryList:
        """List the predefined queries with their parameters, and the defaults of those that are not empty."""
        _check_database(database)
        return {"database": DATABASE_NAME, "queries": [_info(query) for query in queries.public_queries()]}

    for replaced in ("execute_writable_canned_query", "execute_sql", "execute_canned_query", "list_canned_queries"):
        mcp.remove_tool(replaced)
    for tool in (conventions.read_me_first, execute_sql, execute_canned_query, list_canned_queries):
        mcp.add_tool(tool, annotations=READ_ONLY)


Answer = Annotated[CallToolResult, QueryAnswer]


def _check_database(database: str) -> None:
    if database != DATABASE_NAME:
        raise ToolError(f"The database {database!r} does not exist: there is {DATABASE_NAME!r} alone.")


def _named_query(name: str, parameters: Mapping[str, Any]) -> tuple[queries.NamedQuery, dict[str, str]]:
    """A named query and the values of all its parameters; raises ToolError for an unknown or malformed one."""
    if len(parameters) > MAX_PARAMETERS:
        raise ToolError(f"A query has at most {MAX_PARAMETERS} parameters, and this call {len(parameters):,}.")
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
    """A value as the text that a query takes; language models write whole numbers as 3.0, too."""
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


async def _run(datasette: "Datasette", sql: str, values: Mapping[str, str], offset: int) -> CallToolResult:
    """Run a statement; raises ToolError with a message for the client where it fails."""
    database = datasette.get_database(DATABASE_NAME)
    try:
        results = await database.execute(sql, values, truncate=True, log_sql_errors=False)
    except QueryInterrupted:
        raise ToolError("The SQL query exceeded the configured time limit: ask for less.") from None
    except (Base400, BusyError, KnowledgeBaseError) as error:
        raise ToolError(str(error)) from None
    except (DatasetteError, sqlite3.Error) as error:
        raise ToolError(f"SQL error: {error}") from None
    return _answer(results, max(0, offset))


def _answer(results: "Results", offset: int) -> CallToolResult:
    """The rows from an offset on, as many as fit, and at least one."""
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
        "note": _note(offset, end, total, results.truncated),
    }
    text = json.dumps(answer, ensure_ascii=False)
    return CallToolResult(content=[TextContent(type="text", text=text)], structured_content=dict(answer))


def _note(offset: int, end: int, total: int, has_more: bool) -> str | None:
    """How to go on after these rows; None if they are all."""
    if end < total:
        of = f"more than {total:,}" if has_more else f"{total:,}"
        return (
            f"Rows {offset + 1:,} to {end:,} of {of}: call again with offset {end}, or ask for fewer columns or rows."
        )
    return f"A statement gives at most {total:,} rows: narrow it, or use LIMIT and OFFSET." if has_more else None


def _json_value(value: Any) -> Any:
    return {"base64": b64encode(value).decode("ascii")} if isinstance(value, bytes) else value
