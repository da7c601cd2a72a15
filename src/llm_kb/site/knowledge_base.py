"""The knowledge base as Datasette sees it: one immutable file under one name, in whose pages no row is lost."""

import functools
import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from datasette.database import Database
from datasette.utils import escape_sqlite, sqlite_timelimit

from llm_kb.settings import DATABASE_NAME
from llm_kb.site.edition import Edition

if TYPE_CHECKING:
    from datasette.app import Datasette

PLUGIN = "llm-kb"
"""The name under which the settings of the site's own plugin stand."""

cut_short: ContextVar[bool] = ContextVar("cut_short", default=False)
"""Whether a statement of the request at hand had more rows than are returned."""

table_shown: ContextVar[str | None] = ContextVar("table_shown", default=None)
"""The table or view that the request at hand is about, if it is about one."""

References = Mapping[str, Mapping[str, str]]
"""Of each table its columns that refer to another table, with the name of that table."""

PAGE_OF_ROWS = re.compile(r"(?P<rows>select .+ order by \S+(?<!,)( desc)?)(?P<limit> limit \d+)", re.DOTALL)

OWN_LIMIT_MS = 10_000
"""How long a statement of a page of ours may take, in milliseconds: even a busy machine needs far less."""


def _once(look: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
    """Ask for a part of the schema once for each table, since it cannot change."""

    @functools.wraps(look)
    async def remembered(self: "KnowledgeBase", *table: str) -> Any:
        key = (look.__name__, *table)
        if key not in self.known:
            self.known[key] = await look(self, *table)
        return self.known[key]

    return remembered


class KnowledgeBase(Database):  # type: ignore[misc]
    """A knowledge base that Datasette serves.

    Its file may have any name, also one with signs that mean something in an address.
    """

    fts_table = _once(Database.fts_table)
    get_all_foreign_keys = _once(Database.get_all_foreign_keys)
    hidden_table_names = _once(Database.hidden_table_names)
    primary_keys = _once(Database.primary_keys)
    table_column_details = _once(Database.table_column_details)
    table_columns = _once(Database.table_columns)
    table_names = _once(Database.table_names)
    view_names = _once(Database.view_names)

    def __init__(
        self, datasette: "Datasette", path: Path, edition: Edition, references: References, public_url: str | None
    ) -> None:
        super().__init__(datasette, path=str(path.absolute()), is_mutable=False)
        self.edition = edition
        self.references = references
        self.public_url = public_url
        self.known: dict[tuple[str, ...], Any] = {}

    def connect(self, write: bool = False) -> sqlite3.Connection:
        """A new read-only connection, whatever is asked for."""
        address = f"file:{quote(self.path)}?mode=ro&immutable=1"
        connection = sqlite3.connect(address, uri=True, check_same_thread=False)
        self._all_file_connections.append(connection)
        return connection

    @_once
    async def foreign_keys_for_table(self, table: str) -> list[dict[str, str]]:
        """The references of a table whose values are shown by labels; those of the facts stand beside their names."""
        return [] if table == "design_facts" else list(await super().foreign_keys_for_table(table))

    async def execute(self, sql: str, *arguments: Any, **options: Any) -> Any:
        """Run a statement, and note when its result was cut short."""
        results = await super().execute(await self._fully_ordered(sql), *arguments, **options)
        if results.truncated:
            cut_short.set(True)
        return results

    async def rows(self, sql: str, values: Mapping[str, str]) -> list[dict[str, Any]]:
        """Every row of a statement of our own, by column; raises sqlite3.OperationalError when it takes too long."""

        def read(connection: sqlite3.Connection) -> list[dict[str, Any]]:
            with sqlite_timelimit(connection, OWN_LIMIT_MS):
                return [dict(row) for row in connection.execute(sql, values)]

        found: list[dict[str, Any]] = await self.execute_fn(read)
        return found

    async def _fully_ordered(self, sql: str) -> str:
        """The statement behind a sorted page of rows, with ties broken by the primary key.

        Datasette breaks them only from the second page on, and so loses and repeats rows between pages.
        """
        table = table_shown.get()
        page = PAGE_OF_ROWS.fullmatch(sql) if table else None
        keys = await self.primary_keys(table) if page else []
        return ", ".join([page["rows"], *map(escape_sqlite, keys)]) + page["limit"] if page else sql


def served_by(datasette: "Datasette") -> KnowledgeBase | None:
    """The knowledge base that a Datasette serves, or None if it serves something else."""
    database = datasette.databases.get(DATABASE_NAME)
    return database if isinstance(database, KnowledgeBase) else None
