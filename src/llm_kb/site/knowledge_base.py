"""The knowledge base as Datasette sees it: one immutable file under one name, in whose pages no row is lost."""

import functools
import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from datasette.database import Database, QueryInterrupted, Results
from datasette.utils import escape_sqlite, sqlite_timelimit

from llm_kb.hosting import context
from llm_kb.hosting.cache import Cache
from llm_kb.hosting.sandbox.visitors import VisitorsSql
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import counting
from llm_kb.site.canned import CannedSql
from llm_kb.site.edition import Edition

if TYPE_CHECKING:
    from datasette.app import Datasette

PLUGIN = "llm-kb"
"""The name under which the settings of the site's own plugin stand."""

References = Mapping[str, Mapping[str, str]]
"""Of each table its columns that refer to another table, with the name of that table."""

PAGE_OF_ROWS = re.compile(r"(?P<rows>select .+ order by \S+(?<!,)( desc)?)(?P<limit> limit \d+)", re.DOTALL)

OWN_LIMIT_MS = 2_000
"""How long a statement of a page of ours may take, in milliseconds: even a busy machine needs far less."""
DESCRIPTION_OF_SCHEMA = re.compile(r"pragma\b", re.IGNORECASE)
"""How statements begin that Datasette asks about the schema; visitors' begin otherwise."""

LABELS_OF_KEYS = re.compile(r"\s*select [\w\[\]]+, [\w\[\]]+\s+from [\w\[\]]+\s+where [\w\[\]]+ in \([?, ]+\)\s*")
"""How Datasette looks up the labels of the rows that a page refers to, in which nothing can take long."""


def _once(look: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Ask for a part of the schema once for each table, since it cannot change."""

    @functools.wraps(look)
    async def remembered(self: "KnowledgeBase", *table: str) -> Any:
        key = (look.__name__, *table)
        if key not in self.known:
            with context.apart():
                found = await look(self, *table)
            if not self.is_there(*table):
                return found
            self.known[key] = found
        return self.known[key]

    return remembered


class KnowledgeBase(Database):  # type: ignore[misc]
    """A knowledge base that Datasette serves.

    Its file may have any name, also one with signs that mean something in an address.
    """

    fts_table = _once(Database.fts_table)
    get_all_foreign_keys = _once(Database.get_all_foreign_keys)
    hidden_table_names = _once(Database.hidden_table_names)
    label_column_for_table = _once(Database.label_column_for_table)
    primary_keys = _once(Database.primary_keys)
    table_column_details = _once(Database.table_column_details)
    table_columns = _once(Database.table_columns)
    table_names = _once(Database.table_names)
    view_names = _once(Database.view_names)
    _definition = _once(Database.get_table_definition)

    def __init__(
        self, datasette: "Datasette", path: Path, edition: Edition, references: References, public_url: str | None
    ) -> None:
        super().__init__(datasette, path=str(path.absolute()), is_mutable=False)
        self.edition = edition
        self.references = references
        self.public_url = public_url
        self.cache = Cache(public_url, datasette.setting("base_url"))
        self._cached_table_counts: dict[str, int] | None = None
        self.known: dict[tuple[str, ...], Any] = {}
        self.address = f"file:{quote(self.path)}?mode=ro&immutable=1"
        self.visitors_sql = VisitorsSql(self.address)

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A new read-only connection, whatever is asked for."""
        connection = sqlite3.connect(self.address, uri=True, check_same_thread=False)
        self._all_file_connections.append(connection)
        return connection

    def is_there(self, table: str = "", *_: str) -> bool:
        """Whether there is a table or view of that name, as far as is known; what there is not is not remembered."""
        return not table or any(table in self.known.get((kind,), ()) for kind in ("table_names", "view_names"))

    async def attached_databases(self) -> list[Any]:
        """No other file is ever attached, which Datasette would have to ask for."""
        return []

    @_once
    async def foreign_keys_for_table(self, table: str) -> list[dict[str, str]]:
        """The references of a table whose values are shown by labels; those of the facts stand beside their names."""
        return [] if table == "design_facts" else list(await super().foreign_keys_for_table(table))

    async def table_exists(self, table: str) -> bool:
        """Whether there is a table of that name."""
        return table in await self.table_names()

    async def get_table_definition(self, table: str, type_: str = "table") -> str | None:
        """The SQL that a table, or a view if `type_` says so, was made by; None where there is none of that name."""
        names = await (self.view_names() if type_ == "view" else self.table_names())
        return await self._definition(table, type_) if table in names else None

    async def table_counts(self, limit: int = 10) -> dict[str, int]:
        """How many rows each table has, counted once, which is no visitor's time."""
        if self._cached_table_counts is None:
            names = await self.table_names()
            self._cached_table_counts = await self.execute_fn(lambda connection: _counts(connection, names))
        return dict(self._cached_table_counts)

    def close(self) -> None:
        """Close all connections, and end the processes that run visitors' SQL."""
        super().close()
        self.visitors_sql.close()

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """Run a statement of Datasette's, and note in the state of the request when its result is not whole.

        Whatever a visitor has a part in comes here, as SQL, filter or value, and is run in a process of its own.
        """
        if isinstance(sql, CannedSql):
            sql, params = sql.to_run(params or {})
        request = context.at_hand()
        if request is None or DESCRIPTION_OF_SCHEMA.match(sql) or LABELS_OF_KEYS.fullmatch(sql):
            return await self._at_once(sql, params, truncate, custom_time_limit, page_size, log_sql_errors)
        limit = self.ds.sql_time_limit_ms
        most = self.ds.max_returned_rows
        quick = await self._quick(sql, params, request)
        if quick and quick.few:
            return await self._at_once(quick.sql, quick.values)
        sql, params = (quick.sql, quick.values) if quick else (sql, params if params is not None else {})
        results = await self.visitors_sql.run(
            await self._fully_ordered(sql, request.table),
            params,
            request,
            seconds=min(custom_time_limit or limit, limit) / 1000,
            rows=most + (page_size == most) if truncate else None,
        )
        if results.truncated:
            request.cut_short = len(results.rows)
        return results

    async def _at_once(self, sql: str, *arguments: Any) -> Results:
        """Run a statement in this process; one that is stopped leaves the answer without something."""
        try:
            return await super().execute(sql, *arguments)
        except QueryInterrupted:
            context.current().failed = True
            raise

    async def rows(self, sql: str, values: Mapping[str, str | int]) -> list[dict[str, Any]]:
        """Every row of a statement of our own, by column; raises sqlite3.OperationalError when it takes too long."""

        def read(connection: sqlite3.Connection) -> list[dict[str, Any]]:
            with sqlite_timelimit(connection, OWN_LIMIT_MS):
                return [dict(row) for row in connection.execute(sql, values)]

        found: list[dict[str, Any]] = await self.execute_fn(read)
        return found

    async def _quick(self, sql: str, values: Any, request: context.State) -> counting.Quick | None:
        """What answers a count of a table's page in less time; None where the statement is no such count."""
        if request.table is None:
            return None
        request.counted = counting.counted(sql, values) or request.counted
        known = {*await self.table_columns(counting.COUNTS)} - {"facts"}
        return counting.quick(sql, request.counted, known) if request.counted else None

    async def _fully_ordered(self, sql: str, table: str | None) -> str:
        """The statement behind a sorted page of rows, with ties broken by the primary key.

        Datasette breaks them only from the second page on, and so loses and repeats rows between pages.
        """
        page = PAGE_OF_ROWS.fullmatch(sql) if table else None
        keys = await self.primary_keys(table) if page else []
        return ", ".join([page["rows"], *map(escape_sqlite, keys)]) + page["limit"] if page else sql


def _counts(connection: sqlite3.Connection, names: Iterable[str]) -> dict[str, int]:
    return {name: connection.execute(f"SELECT count(*) FROM {escape_sqlite(name)}").fetchone()[0] for name in names}


def served_by(datasette: "Datasette") -> KnowledgeBase | None:
    """The knowledge base that a Datasette serves, or None if it serves something else."""
    database = datasette.databases.get(DATABASE_NAME)
    return database if isinstance(database, KnowledgeBase) else None
