"""The knowledge base as a Datasette database, with its site configuration and response cache."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llm_kb.dictionary import TableEntry
from llm_kb.hosting.cache import Cache
from llm_kb.hosting.datasette065 import PublicDatasette, ServedDatabase
from llm_kb.site.canned import CannedSql
from llm_kb.site.edition import EditionSummary, newest_edition

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.database import Results

UNCACHED = re.compile(rb"/-/(?!static/|llm-kb/)")
"""Paths whose responses are never cached."""
HASHED = re.compile(rb"/-/(static|llm-kb)/[^?]*\??(?P<version>[^?]*)")
"""URLs of styles and scripts, which may have the beginning of their hash as query string."""


@dataclass(frozen=True)
class SiteConfiguration:
    """The served file and the URLs of the site."""

    path: Path
    edition: EditionSummary
    tables: tuple[TableEntry, ...]
    """The data dictionary."""
    prefix: str = "/"
    public_url: str | None = None


class SiteDatasette(PublicDatasette):
    """The Datasette of this site, by which hooks recognize it before it has its database."""


class ServedKnowledgeBase(ServedDatabase):
    """The database of a Datasette that serves a knowledge base."""

    def __init__(self, datasette: "Datasette", configuration: SiteConfiguration) -> None:
        unlabeled = {table.name for table in configuration.tables if table.presentation.unlabeled}
        super().__init__(datasette, configuration.path, unlabeled=unlabeled)
        self.configuration = configuration
        self.edition = configuration.edition
        self.references = {table.name: table.references for table in configuration.tables}
        self.cache = Cache(uncached=UNCACHED, hashed=HASHED)

    async def execute(self, sql: str, params: Any = None, *arguments: Any, **options: Any) -> "Results":
        """Run a statement as ServedDatabase does; for a named query the one for these parameters."""
        if isinstance(sql, CannedSql):
            sql, params = sql.to_run(params or {})
        return await super().execute(sql, params, *arguments, **options)

    async def label(self, table: str, column: str, value: Any) -> str | None:
        """The label of the row that a foreign key references; None for other columns and rows without a label."""
        other = self.references.get(table, {}).get(column)
        name = await self.label_column_for_table(other) if other and value is not None else None
        if other is None or name is None:
            return None
        (key,) = await self.primary_keys(other)
        rows = await self.rows(f'SELECT "{name}" AS label FROM "{other}" WHERE "{key}" = :value', {"value": value})
        return str(rows[0]["label"]) if rows else None

    async def health(self) -> dict[str, Any]:
        """Fields of the health check: whether the database has an edition, and whether clients' SQL can be run.

        Raises sqlite3.Error if it is unreadable.
        """
        edition = await self.execute_fn(newest_edition)
        problem = "" if edition else "The database holds no edition."
        if not Path(self.path).is_file():
            problem = "The private copy of the database has been removed: restart the site."
        problem = problem or await self.executor.problem()
        return {"ok": not problem, "edition": edition and edition.title, **({"problem": problem} if problem else {})}


def served_by(datasette: "Datasette") -> ServedKnowledgeBase | None:
    """The knowledge base that a Datasette serves, or None if it serves something else."""
    return next(
        (database for database in datasette.databases.values() if isinstance(database, ServedKnowledgeBase)), None
    )
