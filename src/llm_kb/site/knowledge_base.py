"""The knowledge base as a Datasette database, with its site configuration and response cache."""

import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from llm_kb import lookup
from llm_kb.dictionary import TableEntry
from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting import context
from llm_kb.hosting.cache import Cache
from llm_kb.hosting.datasette065 import BadRequest, PublicDatasette, ServedDatabase
from llm_kb.hosting.sandbox.row import rows_of
from llm_kb.queries import NamedQuery, find, naming
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import query_string_check
from llm_kb.site.canned import CannedSql
from llm_kb.site.edition import EditionSummary, newest_edition
from llm_kb.text import number_or_text, unique_names

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

    async def get_canned_query(self, database_name: str, query_name: str, actor: object) -> dict[str, Any] | None:
        """The named query of that name, or None if it is the name of a table, as Datasette first asks of both.

        Raises BadRequest where the query string does not fit.
        """
        request, query = context.current(), find(query_name)
        if request.bad_request:
            raise BadRequest(request.bad_request)
        if query:
            query_string_check.check_query(query, request.pairs)
            return await self._with_names(query, await super().get_canned_query(database_name, query_name, actor))
        if (knowledge_base := served_by(self)) and await knowledge_base.is_shown(query_name):
            await query_string_check.check_table(knowledge_base, query_name, request.pairs)
        return await super().get_canned_query(database_name, query_name, actor)

    async def _with_names(self, query: NamedQuery, canned: dict[str, Any] | None) -> dict[str, Any] | None:
        """A named query as it is shown, with names in any spelling resolved in its statement."""
        knowledge_base, values = served_by(self), context.current().parameters
        if canned is None or knowledge_base is None:
            return canned
        return {**canned, "sql": CannedSql(query, await knowledge_base.resolved(query, values))}


class ServedKnowledgeBase(ServedDatabase):
    """The database of a Datasette that serves a knowledge base."""

    def __init__(self, datasette: "Datasette", configuration: SiteConfiguration) -> None:
        unlabeled = {table.name for table in configuration.tables if table.presentation.unlabeled}
        super().__init__(datasette, configuration.path, unlabeled=unlabeled)
        self.configuration = configuration
        self.edition = configuration.edition
        self.references = {table.name: table.references for table in configuration.tables}
        self.cache = Cache(uncached=UNCACHED, hashed=HASHED)

    async def is_shown(self, name: str) -> bool:
        """Whether there is a table or view of that name."""
        return name in await self.table_names() or name in await self.view_names()

    async def execute(self, sql: str, params: Any = None, *arguments: Any, **options: Any) -> "Results":
        """Run a statement as ServedDatabase does; for a named query the one for these parameters.

        A value of a named query that nothing has is a warning on its page, and elsewhere raises BadRequest. In a
        client's own SELECT, values that look like numbers are numbers, and of several columns of one name the later
        ones are numbered.
        """
        if isinstance(sql, CannedSql):
            params = await self.resolved(sql.query, params or {})
            statement, values = sql.to_run(params)
            results = await super().execute(statement, values, *arguments, **options)
            await self._check_values(sql.query, params, is_empty=not results.rows)
            return results
        request = context.current()
        if request.table is not None:
            return await super().execute(sql, params, *arguments, **options)
        if "sql" in request.parameters:
            params = {name: number_or_text(value) for name, value in (params or {}).items()}
        return _with_unique_columns(await super().execute(sql, params, *arguments, **options))

    async def resolved(self, query: NamedQuery, values: Mapping[str, str]) -> Mapping[str, str]:
        """The values of a named query with names in any spelling resolved; BadRequest for an ambiguous name."""
        if not naming.names_entities(query, values):
            return values
        try:
            return await self.call(partial(naming.resolved, query=query, values=values))
        except KnowledgeBaseError as error:
            raise BadRequest(str(error)) from None

    async def ask(self, query: NamedQuery, values: Mapping[str, str]) -> tuple[Mapping[str, str], list[dict[str, Any]]]:
        """The rows of a named query on a page of the site, and its values with names in any spelling resolved.

        Raises BadRequest for an ambiguous name.
        """

        def answer(connection: sqlite3.Connection) -> tuple[Mapping[str, str], list[dict[str, Any]]]:
            names = naming.resolved(connection, query, values)
            statement = query.statement(names)
            return names, [dict(row) for row in connection.execute(statement.sql, statement.values)]

        try:
            return await self.call(answer)
        except KnowledgeBaseError as error:
            raise BadRequest(str(error)) from None

    async def identifiers(self, kind: str, name: str) -> dict[str, str]:
        """The entities of a kind that a name in any spelling can mean: names by identifier."""
        return await self.call(partial(naming.identifiers, kind=kind, name=name))

    async def _check_values(self, query: NamedQuery, values: Mapping[str, str], *, is_empty: bool) -> None:
        if error := await self.unknown_value(query, values, is_empty=is_empty):
            request = context.current()
            if not request.is_page:
                raise BadRequest(error)
            request.warning = error

    async def unknown_value(self, query: NamedQuery, values: Mapping[str, str], *, is_empty: bool) -> str:
        """The error for a value of a named query that nothing has, with the nearest; empty if there is none."""
        if lookup.values_to_check(query, values, is_empty=is_empty):
            try:
                await self.call(partial(lookup.check, query=query, values=values, is_empty=is_empty))
            except KnowledgeBaseError as error:
                return str(error)
        return ""

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
        if not Path(self.path).is_file():  # before it is asked, since a thread without a connection could open none
            problem = "The private copy of the database has been removed: restart the site."
            return {"ok": False, "edition": self.edition.title, "problem": problem}
        edition = await self.execute_fn(newest_edition)
        problem = "" if edition else "The database holds no edition."
        problem = problem or await self.executor.problem()
        return {"ok": not problem, "edition": edition and edition.title, **({"problem": problem} if problem else {})}


def _with_unique_columns(results: "Results") -> "Results":
    names = unique_names(results.columns)
    if names != results.columns:
        results.rows = rows_of(names, results.rows)
        results.description = [(name,) for name in names]
    return results


def served_by(datasette: "Datasette") -> ServedKnowledgeBase | None:
    """The knowledge base that a Datasette serves, or None if it serves something else."""
    database = datasette.databases.get(DATABASE_NAME)
    return database if isinstance(database, ServedKnowledgeBase) else None
