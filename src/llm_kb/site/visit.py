"""The request of a page, the named queries that the page runs, and the page that results."""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from datasette.utils.asgi import Request
from markupsafe import Markup

from llm_kb import queries
from llm_kb.settings import issues_url
from llm_kb.site import charts, paths
from llm_kb.site.documents import SourceDocument, by_identifier
from llm_kb.site.knowledge_base import ServedKnowledgeBase

if TYPE_CHECKING:
    from datasette.app import Datasette

_chart_executor = ThreadPoolExecutor(1, "charts of pages")
"""A thread of its own, since charts are rendered one at a time, and must not occupy threads of the default executor."""

Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class LinkedResult:
    """The result of a named query, with its parameters for links to it."""

    query: queries.NamedQuery
    values: Mapping[str, str]
    """Values of all parameters."""
    rows: list[Row]
    more: bool = False
    """Whether the query has more rows."""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def first(self) -> Row | None:
        """The first row, if there is one."""
        return self.rows[0] if self.rows else None

    def sql_path(self) -> str:
        """The path of the SQL editor with the statement of this result."""
        statement = self.query.statement(self.values)
        return paths.of_statement(statement.sql, statement.values)

    def path(self, extension: str = "") -> str:
        """The path of this result in Datasette: its page, or as `csv` or `json`."""
        values = [(name, value) for name, value in self.values.items() if value != self.query.defaults[name]]
        return paths.of_query(self.query.name, values, extension)


@dataclass(frozen=True)
class Page:
    """A page: its template with the context, and its metadata."""

    template: str
    """Name of the template, without folder and extension."""
    title: str
    description: str
    """Meta description, in one sentence."""
    context: Mapping[str, Any]
    """The template's variables."""
    status: int = 200


class MissingError(Exception):
    """There is no entity of that kind with that identifier; becomes a 404 page."""

    def __init__(self, kind: str, identifier: str) -> None:
        super().__init__(f"There is no {kind} {identifier!r} here.")
        self.kind = kind
        self.identifier = identifier


@dataclass(frozen=True)
class Visit:
    """The request of one page, with access to the knowledge base."""

    datasette: "Datasette"
    knowledge_base: ServedKnowledgeBase
    request: Request
    path_parameters: Mapping[str, str] = field(default_factory=dict)
    """The named groups of the route's pattern."""

    def parameter(self, name: str) -> str:
        """The stripped value of a query string parameter; empty if it is missing."""
        return str(self.request.args.get(name) or "").strip()

    def parameter_values(self, name: str) -> list[str]:
        """The distinct stripped values of a query string parameter that are not empty."""
        values = (str(value).strip() for value in self.request.args.getlist(name))
        return list(dict.fromkeys(value for value in values if value))

    async def query(self, name: str, **values: str) -> LinkedResult:
        """Run a named query, with names in any spelling; raises KnowledgeBaseError for an unknown query or parameter.

        Raises BadRequest for an ambiguous name.
        """
        query = queries.get(name)
        return LinkedResult(query, *await self.knowledge_base.ask(query, queries.with_defaults(query, values)))

    async def unknown_value(self, result: LinkedResult) -> str:
        """The error for the value of an empty result that nothing has, with the nearest; empty if there is none."""
        return (
            "" if result.rows else await self.knowledge_base.unknown_value(result.query, result.values, is_empty=True)
        )

    async def query_first(self, max_rows: int, name: str, **values: str) -> LinkedResult:
        """The first rows of a named query that has a `limit` parameter; the result's links lead to all rows."""
        result = await self.query(name, **values, limit=str(max_rows + 1))
        without_limit = {**result.values, "limit": ""}
        return replace(result, values=without_limit, rows=result.rows[:max_rows], more=len(result.rows) > max_rows)

    async def query_cached(self, name: str, **values: str) -> LinkedResult:
        """The result of a named query, cached for good, since the database is immutable; not for clients' values."""
        cache, key = self.knowledge_base.cached, ("result", name, urlencode(values))
        if key not in cache:
            cache[key] = await self.query(name, **values)
        result: LinkedResult = cache[key]
        return result

    async def short_names(self) -> Mapping[str, str]:
        """The abbreviations of the techniques that have one, by identifier, cached for good."""
        cache, key = self.knowledge_base.cached, ("short names",)
        if key not in cache:
            rows = await self.query("technique_list")
            cache[key] = {row["technique_id"]: row["abbreviation"] for row in rows if row["abbreviation"]}
        names: Mapping[str, str] = cache[key]
        return names

    async def documents(self) -> Mapping[str, SourceDocument]:
        """What each source is called and where it is, by identifier, cached for good."""
        cache, key = self.knowledge_base.cached, ("documents",)
        if key not in cache:
            cache[key] = by_identifier(await self.query("source_list"))
        documents: Mapping[str, SourceDocument] = cache[key]
        return documents

    def query_without_rows(self, name: str, **values: str) -> LinkedResult:
        """A named query's result without running it, for links to it."""
        query = queries.get(name)
        return LinkedResult(query, queries.with_defaults(query, values), [], more=True)

    async def row_of(self, kind: str, query: str, identifier: str) -> Row:
        """The row of an entity by its identifier; raises MissingError if there is none."""
        result = await self.query(query, **{kind: identifier})
        rows = [row for row in result if str(row[f"{kind}_id"]) == identifier]
        if not rows or not identifier:
            raise MissingError(kind, identifier)
        return rows[0]

    async def draw(self, chart: str, rows: list[Row]) -> Markup:
        """Render a chart of these rows as inline SVG; empty without rows."""
        return await asyncio.get_running_loop().run_in_executor(_chart_executor, charts.draw, chart, rows)

    async def in_thread(self, work: Callable[..., T], *arguments: Any) -> T:
        """Run a slow function in a thread, so that it does not block the event loop."""
        return await asyncio.to_thread(work, *arguments)

    @cached_property
    def _prefix(self) -> str:
        return str(self.datasette.urls.path("/")).rstrip("/")

    def path(self, path: str) -> str:
        """A path with the site's prefix."""
        return f"{self._prefix}{path}"

    def link(self, kind: str, identifier: object) -> str:
        """The prefixed path of an entity's page."""
        return self.path(paths.of(kind, identifier))

    def citation(self, title: str, path: str, *, of_survey: bool = False) -> str:
        """How a page is cited: title, sources (or the survey, if it is about that alone), edition and permanent URL."""
        edition = self.knowledge_base.edition
        sources = f"“{edition.source}”" if of_survey else edition.sources
        title = title if title.endswith(("?", "!")) else f"{title.rstrip('.')}."
        return f"{title} llm-kb, from {sources}, edition of {edition.date}. {self.absolute(path)}"

    def correction_url(self, title: str, path: str) -> str:
        """Where a correction of a page is suggested: an issue of the project, or else the page that says how."""
        issues = issues_url()
        if not issues:
            return self.path(f"{paths.ABOUT}#corrections")
        body = f"Page: {self.absolute(path)}\n\nWhat is wrong:\n\nWhat is right:\n\nSource that says so:\n"
        return f"{issues}/new?{urlencode({'title': f'Correction: {title}', 'body': body})}"

    def absolute(self, path: str) -> str:
        """The absolute URL of a path."""
        return str(self.datasette.absolute_url(self.request, self.path(path)))
