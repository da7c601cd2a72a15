"""The knowledge base as Datasette serves it."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llm_kb.dictionary import TableEntry
from llm_kb.hosting.cache import Cache
from llm_kb.hosting.datasette065 import PublicDatasette, ServedDatabase
from llm_kb.site.canned import CannedSql
from llm_kb.site.edition import Edition, newest_edition

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Results

UNCACHED = re.compile(rb"/-/(?!static/|llm-kb/)")
"""Paths whose responses are never cached."""
HASHED = re.compile(rb"/-/(static|llm-kb)/[^?]*\??(?P<version>[^?]*)")
"""URLs of styles and scripts, which may have the beginning of their hash as query string."""


@dataclass(frozen=True)
class Served:
    """What is served, and where."""

    path: Path
    edition: Edition
    tables: tuple[TableEntry, ...]
    """The data dictionary."""
    prefix: str = "/"
    public_url: str | None = None


class SiteDatasette(PublicDatasette):
    """The Datasette of this site, by which hooks recognize it before it has its database."""


class ServedKnowledgeBase(ServedDatabase):
    """A knowledge base that Datasette serves."""

    def __init__(self, datasette: "Datasette", served: Served) -> None:
        unlabeled = {table.name for table in served.tables if table.presentation.unlabeled}
        super().__init__(datasette, served.path, unlabeled=unlabeled)
        self.served = served
        self.edition = served.edition
        self.references = {table.name: table.references for table in served.tables}
        self.cache = Cache(uncached=UNCACHED, hashed=HASHED)

    async def execute(self, sql: str, params: Any = None, *arguments: Any, **options: Any) -> "Results":
        """Run a statement as ServedDatabase does; of a named query the one for these values."""
        if isinstance(sql, CannedSql):
            sql, params = sql.to_run(params or {})
        return await super().execute(sql, params, *arguments, **options)

    async def label(self, table: str, column: str, value: Any) -> str | None:
        """The label of the row that a reference leads to; None for other columns and rows without a label."""
        other = self.references.get(table, {}).get(column)
        name = await self.label_column_for_table(other) if other and value is not None else None
        if other is None or name is None:
            return None
        (key,) = await self.primary_keys(other)
        found = await self.rows(f'SELECT "{name}" AS label FROM "{other}" WHERE "{key}" = :value', {"value": value})
        return str(found[0]["label"]) if found else None

    async def health(self) -> dict[str, Any]:
        """Whether the database can be read and holds an edition; raises sqlite3.Error where it cannot."""
        edition = await self.execute_fn(newest_edition)
        return {"ok": edition is not None, "edition": edition and edition.title}


def served_by(datasette: "Datasette") -> ServedKnowledgeBase | None:
    """The knowledge base that a Datasette serves, or None if it serves something else."""
    return next((found for found in datasette.databases.values() if isinstance(found, ServedKnowledgeBase)), None)
