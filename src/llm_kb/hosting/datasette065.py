"""All uses of private or undocumented APIs of Datasette 0.65, datasette-mcp 0.3 and jinja2 3.

Each has a test in `tests/hosting/test_datasette065.py` that fails when an upgrade breaks it; `pyproject.toml` has an
upper bound for each of these packages. No other module imports an undocumented name of Datasette.
"""

import asyncio
import functools
import sqlite3
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote
from weakref import WeakKeyDictionary

import datasette.app as datasette_app  # before datasette_mcp, which it loads as a plugin and must find whole
import datasette_mcp
from datasette.app import Datasette, DatasetteClient
from datasette.database import Database, QueryInterrupted, Results
from datasette.filters import Filters
from datasette.plugins import pm
from datasette.renderer import json_renderer
from datasette.utils import (
    InvalidSql,
    ValueAsBooleanError,
    add_cors_headers,
    escape_sqlite,
    sqlite_timelimit,
    validate_sql_select,
)
from datasette.utils.asgi import BadRequest, Base400
from datasette.views.base import DatasetteError
from jinja2 import Environment, Template

from llm_kb.hosting import context, json_format
from llm_kb.hosting.sandbox.executor import Executor
from llm_kb.hosting.sandbox.pool import BusyError, InterruptedSqlError

__all__ = ["COMPARISONS", "InvalidSql", "PublicDatasette", "ServedDatabase", "SharedMetadata", "ValueAsBooleanError"]
__all__ += ["add_cors_headers", "prepare_mcp", "register", "serve_only", "sync_template", "validate_sql_select"]
__all__ += ["BadRequest", "Base400", "DatasetteError", "QueryInterrupted", "strict_json_renderer"]

FOLDER = Path(datasette_app.__file__).parent
SQL_EDITOR_TEMPLATE = FOLDER / "templates" / "_codemirror_foot.html"
"""Datasette's template with an inline script."""
INTERRUPTED = "SQL Interrupted"
"""Title of the DatasetteError by which Datasette reports an interrupted query."""
COMPARISONS = tuple(key for key, _, _ in Filters([]).lookups())
"""The comparisons of filters, which follow a column and two underscores in the name of a parameter."""
UNAWAITED_FACETS = r"coroutine '.*(facet_results|suggest|execute_suggested_facets|execute_facets)' was never awaited"
"""Python's warning about facet coroutines that Datasette never awaits when one of them is refused."""
OWN_LIMIT_MS = 2_000
"""Time-out of the statements of the site's own pages, in milliseconds."""

CannedQuery = dict[str, Any]
T = TypeVar("T")


class SharedMetadata(dict[str, Any]):
    """Metadata that is not deep-copied: Datasette 0.65 deep-copies all metadata for each look-up."""

    def __deepcopy__(self, memo: dict[int, object]) -> "SharedMetadata":
        return self


class PublicDatasette(Datasette):  # type: ignore[misc]
    """A Datasette of one immutable, public database.

    It skips the permission checks and schema refreshes that Datasette makes some hundred times a page.
    """

    def __init__(self, canned_query: Callable[[str], CannedQuery | None], **options: Any) -> None:
        """`canned_query` returns a query by name as the current request runs it; metadata lists the public ones."""
        super().__init__(**options)
        self.canned_query = canned_query
        self.remove_database("_memory")
        self.remove_database("_internal")

    async def permission_allowed(
        self, actor: object, action: str, resource: object = None, default: bool | None = False
    ) -> bool | None:
        """The default of the permission: reading is public, debugging is denied."""
        return default

    async def get_canned_query(self, database_name: str, query_name: str, actor: object) -> CannedQuery | None:
        """The canned query of that name, with the statement that the current request runs."""
        return self.canned_query(query_name)

    async def refresh_schemas(self) -> None:
        """Do nothing: the schema does not change."""


def register(plugin: object) -> None:
    """Register a plugin, idempotently; an entry point would load it into any Datasette of the environment."""
    if not pm.is_registered(plugin):
        pm.register(plugin)


strict_json_renderer = json_format.strict(json_renderer)
"""Datasette's JSON renderer, which writes NaN and fails at deep JSON."""


def serve_only(datasette: Datasette, name: str, database: Database) -> None:
    """Add the only database of a Datasette; call it before the application is created."""
    datasette.add_database(database, name=name)
    datasette.client = DatasetteClient(datasette)  # the first one has the application as it was without a database


def _once(look_up: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Cache a schema look-up per table; it runs outside of the SQL budget of the first request that needs it."""

    @functools.wraps(look_up)
    async def cached(self: "ServedDatabase", *table: str) -> Any:
        key = (look_up.__name__, *table)
        if key not in self.cached:
            with context.outside_of_requests():
                result = await look_up(self, *table)
            if not self.is_known(*table):
                return result
            self.cached[key] = result
        return self.cached[key]

    return cached


class ServedDatabase(Database):  # type: ignore[misc]
    """An immutable database file whose statements run in the sandbox when they belong to a request."""

    fts_table = _once(Database.fts_table)
    _foreign_keys = _once(Database.foreign_keys_for_table)
    get_all_foreign_keys = _once(Database.get_all_foreign_keys)
    hidden_table_names = _once(Database.hidden_table_names)
    label_column_for_table = _once(Database.label_column_for_table)
    primary_keys = _once(Database.primary_keys)
    table_column_details = _once(Database.table_column_details)
    table_columns = _once(Database.table_columns)
    table_names = _once(Database.table_names)
    view_names = _once(Database.view_names)
    _definition = _once(Database.get_table_definition)

    def __init__(self, datasette: Datasette, path: Path, unlabeled: Collection[str] = ()) -> None:
        """`unlabeled` are the tables whose pages show foreign keys as they are, without looking up labels."""
        super().__init__(datasette, path=str(path.absolute()), is_mutable=False)
        self._cached_table_counts: dict[str, int] | None = None
        self.cached: dict[tuple[str, ...], Any] = {}
        self.uri = f"file:{quote(self.path)}?mode=ro&immutable=1"
        self.executor = Executor(self.uri)
        self.unlabeled = unlabeled

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A new connection; always read-only."""
        connection = sqlite3.connect(self.uri, uri=True, check_same_thread=False)
        self._all_file_connections.append(connection)
        return connection

    def is_known(self, table: str = "", *_: str) -> bool:
        """Whether a table or view of that name is cached; look-ups of other names are not cached."""
        return not table or any(table in self.cached.get((kind,), ()) for kind in ("table_names", "view_names"))

    async def attached_databases(self) -> list[Any]:
        """An empty list: no other file is ever attached, so that SQLite need not be queried."""
        return []

    async def foreign_keys_for_table(self, table: str) -> list[dict[str, str]]:
        """The foreign keys of a table whose values are shown as labels."""
        return [] if table in self.unlabeled else list(await self._foreign_keys(table))

    async def table_exists(self, table: str) -> bool:
        """Whether there is a table of that name."""
        return table in await self.table_names()

    async def get_table_definition(self, table: str, type_: str = "table") -> str | None:
        """The CREATE statement of a table, or of a view if `type_` says so; None if there is none of that name."""
        names = await (self.view_names() if type_ == "view" else self.table_names())
        return await self._definition(table, type_) if table in names else None

    async def table_counts(self, limit: int = 10) -> dict[str, int]:
        """Row counts by table, cached."""
        if self._cached_table_counts is None:
            names = await self.table_names()
            self._cached_table_counts = await self.execute_fn(lambda connection: _counts(connection, names))
        return dict(self._cached_table_counts)

    def close(self) -> None:
        """Close all connections, once no thread uses them, and stop the sandbox's workers."""
        self.ds.executor.shutdown(cancel_futures=True)  # closing a connection in use crashes the process
        super().close()
        self.executor.close()

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """Run a statement of Datasette's: in the sandbox if it belongs to a request, else in this process.

        Truncation and failure are recorded in the request context. Raises as Datasette does, and BusyError.
        """
        request = context.get()
        if request is None:
            return await super().execute(sql, params, truncate, custom_time_limit, page_size, log_sql_errors)
        limit, maximum = self.ds.setting("sql_time_limit_ms"), self.ds.setting("max_returned_rows")
        if truncate and request.table:
            sql = await self._in_total_order(sql, request.table)
        seconds = min(custom_time_limit or limit, limit) / 1000
        rows = min(maximum + (page_size == maximum), request.max_rows or maximum + 1) if truncate else None
        try:
            result = await self.executor.run(sql, params or {}, request, seconds, rows)
        except (InterruptedSqlError, BusyError, sqlite3.OperationalError) as error:
            request.failed = True
            raise _as_datasette_raises(error, request, sql, params) from None
        if result.truncated:
            request.truncated_at = len(result.rows)
        return Results(result.rows, result.truncated, [(name,) for name in result.columns])

    async def _in_total_order(self, sql: str, table: str) -> str:
        """The statement of a table's page with the primary key as tie-break, for stable keyset pagination.

        Datasette adds the tie-break only from the second page on, and so would lose and repeat rows between pages.
        """
        keys = await self.primary_keys(table)
        rows, limit, number = sql.rpartition(" limit ")
        return f"{', '.join([rows, *map(escape_sqlite, keys)])}{limit}{number}" if keys and limit else sql

    async def rows(self, sql: str, values: Mapping[str, str | int]) -> list[dict[str, Any]]:
        """All rows of one of the site's own statements, as dicts; raises sqlite3.OperationalError at the time-out."""

        def read(connection: sqlite3.Connection) -> list[dict[str, Any]]:
            return [dict(row) for row in connection.execute(sql, values)]

        return await self.call(read)

    async def call(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Call a function with one of the site's own connections, within the time-out of the site's own statements."""

        def limited(connection: sqlite3.Connection) -> T:
            with sqlite_timelimit(connection, OWN_LIMIT_MS):
                return function(connection)

        return await self.execute_fn(limited)  # type: ignore[no-any-return]


def _as_datasette_raises(error: Exception, request: context.RequestContext, sql: str, params: Any) -> Exception:
    if isinstance(error, InterruptedSqlError):
        error = QueryInterrupted(error, sql, params)
    elif not isinstance(error, BusyError) and not request.reports_errors:
        error = DatasetteError(str(error), "Invalid SQL", status=400)
    return error


def _counts(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, int]:
    return {name: connection.execute(f"SELECT count(*) FROM {escape_sqlite(name)}").fetchone()[0] for name in names}


def prepare_mcp(datasette: Datasette, instructions: str, name: str = "datasette", version: str = "") -> None:
    """Make the MCP endpoint stateless, and set its name, version and instructions, for which it has no settings.

    Call it before the application is created.
    """
    server = datasette_mcp._get_state(datasette).server
    server.session_manager.stateless = True
    server._lowlevel_server.name, server._lowlevel_server.version = name, version
    server._lowlevel_server.instructions = instructions


class SyncTemplate(Template):
    """A template that renders synchronously, with Datasette's asynchronous interface.

    In an asynchronous jinja environment each call and macro is awaited, which doubles the time of rendering.
    """

    async def render_async(self, *arguments: Any, **named: Any) -> str:
        """Render the template with these variables, in a thread, so that other requests are answered meanwhile."""
        return await asyncio.to_thread(self.render, *arguments, **named)


_overlays: WeakKeyDictionary[Environment, Environment] = WeakKeyDictionary()


def sync_template(datasette: Datasette, name: str) -> Template:
    """The template of that name for synchronous rendering: all queries of a page run before."""
    environment: Environment = datasette.jinja_env
    overlay = _overlays.get(environment)
    if overlay is None:
        overlay = environment.overlay(enable_async=False)
        overlay.template_class = SyncTemplate
        overlay.getattr = partial(_value, overlay.getattr)  # type: ignore[method-assign]
        overlay.linked_to = None  # an overlay references what it lies over, which would keep both alive for good
        _overlays[environment] = overlay
    return overlay.get_template(name)


def _value(getattr_: Callable[[Any, str], Any], thing: Any, name: str) -> Any:
    """Resolve `thing.name` in a template; for rows, which are dicts, the column is looked up first."""
    return thing[name] if type(thing) is dict and name in thing else getattr_(thing, name)
