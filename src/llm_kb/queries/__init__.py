"""The named queries: SQL files with a title, a description and parameters, for the site, the CLI, docs and tests alike.

A missing value takes its default; an empty one means what the parameter's description says, mostly "all".
The header of a file declares each `parameter` with what it means, which have a `default`, which are a `list` of values,
a `number`, a search text to `match`, a name that is `folded` to its key or a list of `columns`, further `words` by
which the query is searched for, the `subject` under which it is listed and its `place` there, or that it is `internal`;
`rendering` tells which lines belong to which.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

from llm_kb.errors import KnowledgeBaseError
from llm_kb.presentation import PLAIN, Presentation, from_header
from llm_kb.queries import rendering
from llm_kb.queries.search_terms import search_terms
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile, read_folder, read_sql
from llm_kb.text import MAX_LENGTH, did_you_mean, folded

LISTS = {
    "model": "model_list",
    "technique": "technique_list",
    "institution": "institution_list",
    "publication": "publication_list",
}
"""The named query that lists the things of each kind, with a parameter of the kind's name for one of them."""


FOLDER = PACKAGE / "queries"
KEYS = {
    *("title", "description", "subject", "place", "internal", "words"),
    *("parameter", "default", "list", "number", "match", "folded", "columns"),
}
"""Keys allowed in the header of a named query."""
PAGINATION_PARAMETERS = ("limit", "offset")
"""Pagination parameters, which are numbers in every query."""
NUMBER = re.compile(r"-?\d+", re.ASCII)
MAX_NUMBER = 10**18


@dataclass(frozen=True)
class Parameter:
    """A parameter of a named query."""

    name: str
    description: str
    default: str
    """The value when it is missing; empty where the query then returns everything."""
    is_list: bool = False
    """Whether its value is a comma-separated list."""
    is_number: bool = False
    """Whether its values are whole numbers."""
    is_match: bool = False
    """Whether its value is a search text, which becomes the JSON document of its words and names."""
    is_folded: bool = False
    """Whether its value is a name, which becomes the key by which names are looked up."""
    is_columns: bool = False
    """Whether it names the columns of the result; it is a list then."""


@dataclass(frozen=True)
class RenderedStatement:
    """A rendered statement with its bound parameters."""

    sql: str
    values: Mapping[str, str | int]

    @property
    def with_literals(self) -> str:
        """The statement with its parameters inlined as literals, for any SQL shell."""
        return rendering.with_literals(self.sql, self.values)


@dataclass(frozen=True)
class NamedQuery:
    """One named query."""

    name: str
    title: str
    description: str
    sql: str
    """The template of the statement, with the conditions of its lines."""
    parameters: tuple[Parameter, ...]
    internal: bool = False
    """Whether it serves the site's own pages, and is not listed."""
    presentation: Presentation = PLAIN
    """Where it is listed."""

    @property
    def defaults(self) -> dict[str, str]:
        """The default of every parameter, by name."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def statement(self, values: Mapping[str, str]) -> RenderedStatement:
        """The statement rendered for these values; empty and blank ones count as missing."""
        texts = {p.name: text for p in self.parameters if (text := (values.get(p.name) or "").strip())}
        lists = {p.name: listed_values(texts[p.name]) for p in self.parameters if p.is_list and p.name in texts}
        texts |= {
            p.name: folded(texts[p.name][:MAX_LENGTH]) for p in self.parameters if p.is_folded and p.name in texts
        }
        texts |= {p.name: search_terms(texts[p.name]) for p in self.parameters if p.is_match and p.name in texts}
        bound = {name: value for name, value in texts.items() if lists.get(name, value)}
        sql = rendering.render(self.sql, bound, {name: len(items) for name, items in lists.items() if items})
        for names in (lists[p.name] for p in self.parameters if p.is_columns and p.name in lists):
            sql = rendering.with_columns(sql, names)
        bound |= {f"{name}_{number}": item for name, items in lists.items() for number, item in enumerate(items, 1)}
        return RenderedStatement(
            sql, {name: self._bound_value(name, bound[name]) for name in rendering.parameters(sql)}
        )

    def _bound_value(self, name: str, value: str) -> str | int:
        """The value to bind: an integer for numeric parameters, clamped; 0 for a pagination value that is no number."""
        is_pagination = name in PAGINATION_PARAMETERS
        if NUMBER.fullmatch(value) and (is_pagination or any(p.is_number for p in self.parameters if p.name == name)):
            return max(-MAX_NUMBER, min(int(value), MAX_NUMBER))
        return 0 if is_pagination else value


class Cursor(Protocol):
    """What a statement returns: iterating yields its rows."""

    @property
    def description(self) -> Any:
        """One sequence per column, its name first, as in Python's database API."""

    def __iter__(self) -> Iterator[Any]: ...


class Reader(Protocol):
    """What answers statements that are written for SQLite: an SQLite connection, or one of `llm_kb.engines`."""

    def execute(self, sql: str, values: Any = ..., /) -> Cursor:
        """The rows of a statement with values for its parameters, by name."""


@dataclass(frozen=True)
class QueryResult:
    """The result set of a named query: columns and rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@cache
def all_queries() -> tuple[NamedQuery, ...]:
    """Every named query, by name."""
    return tuple(from_file(file) for file in read_folder(FOLDER))


def public_queries() -> tuple[NamedQuery, ...]:
    """The named queries that are listed, by name: all but those that only serve the site's own pages."""
    return tuple(query for query in all_queries() if not query.internal)


def find(name: str) -> NamedQuery | None:
    """The named query of exactly that name, if there is one."""
    return next((query for query in all_queries() if query.name == name), None)


def get(name: str) -> NamedQuery:
    """The named query of that name, which may be written with dashes; raises KnowledgeBaseError if there is none."""
    by_name = {query.name: query for query in all_queries()}
    query = by_name.get(name.strip().lower().replace("-", "_"))
    if query is None:
        raise KnowledgeBaseError(f"There is no query {name!r}: {_nearest(name, by_name)}")
    return query


def run(connection: Reader, name: str, values: Mapping[str, str] | None = None) -> QueryResult:
    """Run a named query with these values; raises KnowledgeBaseError for a query or parameter that there is not."""
    cursor = execute(connection, name, values)
    return QueryResult(tuple(column[0] for column in cursor.description), [tuple(row) for row in cursor])


def execute(connection: Reader, name: str, values: Mapping[str, str] | None = None) -> Cursor:
    """A cursor over the rows of a named query, for those who need not have all at once; raises what `run` raises."""
    query = get(name)
    statement = query.statement(with_defaults(query, values or {}))
    return connection.execute(statement.sql, statement.values)


def with_defaults(query: NamedQuery, values: Mapping[str, str]) -> dict[str, str]:
    """The values with defaults for missing parameters; raises KnowledgeBaseError for an unknown parameter."""
    for parameter in values:
        if parameter not in query.defaults:
            message = f"The query {query.name!r} has no parameter {parameter!r}"
            raise KnowledgeBaseError(f"{message}: {_nearest(parameter, query.defaults)}")
    return query.defaults | dict(values)


def from_file(file: SqlFile) -> NamedQuery:
    """The named query of a file; raises ValueError where its header has an unknown key."""
    file.raise_if_unknown(KEYS)
    defaults = file.named("default")
    kinds = [file.names(key) for key in ("list", "number", "match", "folded", "columns")]
    parameters = tuple(
        Parameter(name, text, defaults.get(name, ""), *(name in names for names in kinds))
        for name, text in file.named("parameter").items()
    )
    sql = rendering.with_parts(file.sql, lambda name: read_sql(FOLDER / "parts" / f"{name}.sql").sql)
    title, description, internal = file.text("title"), file.text("description"), file.values("internal") == ["yes"]
    return NamedQuery(file.name, title, description, sql, parameters, internal, from_header(file.header))


def listed_values(text: str) -> list[str]:
    """The values of a comma-separated list, or of a JSON array of strings, without duplicates, in their order."""
    try:
        array = json.loads(text) if text.lstrip().startswith("[") else None
    except ValueError:
        array = None
    values = map(str, array) if isinstance(array, list) else text.split(",")
    return list(dict.fromkeys(filter(None, map(str.strip, values))))


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    if not names:
        return "it takes none."
    near = did_you_mean(name, names)
    return f"did you mean {near!r}?" if near else f"choose one of {', '.join(names)}."
