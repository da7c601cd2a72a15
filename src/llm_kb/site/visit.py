"""A visit to a page: what was asked for, what the knowledge base answers, and what is shown."""

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
from llm_kb.site import addresses, charts
from llm_kb.site.knowledge_base import ServedKnowledgeBase

if TYPE_CHECKING:
    from datasette.app import Datasette

_drawing = ThreadPoolExecutor(1, "charts of pages")
"""Charts are drawn one after the other, and those who wait for them must not keep other threads from working."""

Row = dict[str, Any]
Result = TypeVar("Result")


@dataclass(frozen=True)
class QueryAnswer:
    """The rows that a named query gave for a page, with what is needed to ask for them again."""

    query: queries.NamedQuery
    values: Mapping[str, str]
    """Values of all its parameters."""
    rows: list[Row]
    more: bool = False
    """Whether the query has more rows than were asked for."""

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def first(self) -> Row | None:
        """The first row, if there is one."""
        return self.rows[0] if self.rows else None

    def sql_address(self) -> str:
        """The path where the statement that gave these rows can be edited and run."""
        statement = self.query.statement(self.values)
        return addresses.of_statement(statement.sql, statement.values)

    def address(self, form: str = "") -> str:
        """The path of the same rows in Datasette, beside their SQL, or as `csv` or `json`."""
        return addresses.of_query(self.query.name, self.values.items(), form)


@dataclass(frozen=True)
class Page:
    """What is shown."""

    template: str
    """Name of the template, without its folder and ending."""
    title: str
    description: str
    """One sentence for search engines and previews, and the page's meaning in short."""
    context: Mapping[str, Any]
    """What the template shows."""
    status: int = 200


class MissingError(Exception):
    """There is nothing of that kind with that identifier."""

    def __init__(self, kind: str, identifier: str) -> None:
        super().__init__(f"There is no {kind} {identifier!r} here.")
        self.kind = kind
        self.identifier = identifier


@dataclass(frozen=True)
class Visit:
    """One request for one page."""

    datasette: "Datasette"
    knowledge_base: ServedKnowledgeBase
    request: Request
    named: Mapping[str, str] = field(default_factory=dict)
    """The named parts of the path."""

    def given(self, name: str) -> str:
        """The value of that name behind the question mark, without spaces around it; empty where there is none."""
        return str(self.request.args.get(name) or "").strip()

    def all_given(self, name: str) -> list[str]:
        """Every value of that name behind the question mark that is not empty, each once."""
        values = (str(value).strip() for value in self.request.args.getlist(name))
        return list(dict.fromkeys(value for value in values if value))

    async def ask(self, name: str, **values: str) -> QueryAnswer:
        """The answer of a named query; raises KnowledgeBaseError for a query or parameter that there is not."""
        query = queries.get(name)
        complete = queries.with_defaults(query, values)
        statement = query.statement(complete)
        return QueryAnswer(query, complete, await self.knowledge_base.rows(statement.sql, statement.values))

    async def ask_first(self, most: int, name: str, **values: str) -> QueryAnswer:
        """At most so many rows of a named query that takes a `limit`; its address is that of all of them."""
        answer = await self.ask(name, **values, limit=str(most + 1))
        whole = {**answer.values, "limit": ""}
        return replace(answer, values=whole, rows=answer.rows[:most], more=len(answer.rows) > most)

    async def ask_once(self, name: str, **values: str) -> QueryAnswer:
        """What a named query tells of the whole knowledge base, which is kept, since it cannot change."""
        known, key = self.knowledge_base.cached, ("answer", name, urlencode(values))
        if key not in known:
            known[key] = await self.ask(name, **values)
        answer: QueryAnswer = known[key]
        return answer

    def unasked(self, name: str, **values: str) -> QueryAnswer:
        """A named query without its rows, for the way to them."""
        query = queries.get(name)
        return QueryAnswer(query, queries.with_defaults(query, values), [], more=True)

    async def the(self, kind: str, query: str, identifier: str) -> Row:
        """The one row of a thing, asked for by its identifier; raises MissingError where there is none."""
        answer = await self.ask(query, **{kind: identifier})
        found = [row for row in answer if str(row[f"{kind}_id"]) == identifier]
        if not found or not identifier:
            raise MissingError(kind, identifier)
        return found[0]

    async def draw(self, chart: str, rows: list[Row]) -> Markup:
        """The chart of that name of these rows, as SVG for the page; empty without rows."""
        return await asyncio.get_running_loop().run_in_executor(_drawing, charts.draw, chart, rows)

    async def aside(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """The result of work that takes its time, done in a thread, so that others are served wherever it lets go."""
        return await asyncio.to_thread(work, *arguments)

    @cached_property
    def _prefix(self) -> str:
        return str(self.datasette.urls.path("/")).rstrip("/")

    def path(self, path: str) -> str:
        """A path of this site with the prefix under which it is served."""
        return f"{self._prefix}{path}"

    def link(self, kind: str, identifier: object) -> str:
        """The address of the page of one thing."""
        return self.path(addresses.of(kind, identifier))

    def absolute(self, path: str) -> str:
        """The full address of a path of this site."""
        return str(self.datasette.absolute_url(self.request, self.path(path)))
