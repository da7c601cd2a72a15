"""The named queries: SQL files with a title, a description and parameters, for the site, the CLI, docs and tests alike.

A value that is not given takes its default; an empty one means what the parameter's description says, mostly "all".
The header of a file declares each `parameter` with what it means, which have a `default`, which are a `list` of values,
a `number` or words to `match`, the `subject` under which the query is listed and its `place` there, or that it is
`internal`; `rendering` tells which lines belong to which.
"""

import re
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from llm_kb.errors import KnowledgeBaseError
from llm_kb.presentation import PLAIN, Presentation, from_header
from llm_kb.queries import rendering
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile, read_folder, read_sql
from llm_kb.text import did_you_mean

LISTS = {
    "model": "model_list",
    "technique": "technique_list",
    "institution": "institution_list",
    "publication": "publication_list",
}
"""The named query that lists the things of each kind, with a parameter of the kind's name for one of them."""


FOLDER = PACKAGE / "queries"
KEYS = {"title", "description", "subject", "place", "internal", "parameter", "default", "list", "number", "match"}
"""What the header of a named query may say."""
SIGNS = re.compile(r'["*\[\]§\0\t\n\r]')
"""Signs that the full-text search takes for spaces."""
LONGEST, MOST_WORDS = 500, 40
WINDOW = ("limit", "offset")
"""Parameters that are numbers in every query."""
NUMBER = re.compile(r"-?\d+", re.ASCII)
LARGEST = 10**18


@dataclass(frozen=True)
class Parameter:
    """A value that a named query takes."""

    name: str
    description: str
    default: str
    """The value that is taken when none is given; empty where the query is meant to give everything."""
    is_list: bool = False
    """Whether it takes several values with commas between them."""
    is_number: bool = False
    """Whether its values are whole numbers."""
    is_match: bool = False
    """Whether it takes words, which become an expression of the full-text search."""


@dataclass(frozen=True)
class Statement:
    """A statement as it runs, with the values that it uses."""

    sql: str
    values: Mapping[str, str | int]

    @property
    def with_literals(self) -> str:
        """The statement with its values in it, as any SQL shell runs it."""
        return rendering.with_literals(self.sql, self.values)


@dataclass(frozen=True)
class NamedQuery:
    """One named query."""

    name: str
    title: str
    description: str
    sql: str
    """The statement with the marks that say which of its lines belong to which parameter."""
    parameters: tuple[Parameter, ...]
    internal: bool = False
    """Whether it serves the site's own pages, and is not listed."""
    presentation: Presentation = PLAIN
    """Where it is listed."""

    @property
    def defaults(self) -> dict[str, str]:
        """The default of every parameter, by name."""
        return {parameter.name: parameter.default for parameter in self.parameters}

    def statement(self, values: Mapping[str, str]) -> Statement:
        """The statement that runs for these values; those that are empty or white space count as not given."""
        known = {p.name: text for p in self.parameters if (text := (values.get(p.name) or "").strip())}
        lists = {p.name: _split(known[p.name]) for p in self.parameters if p.is_list and p.name in known}
        known |= {p.name: full_text(known[p.name]) for p in self.parameters if p.is_match and p.name in known}
        given = {name: value for name, value in known.items() if lists.get(name, value)}
        sql = rendering.render(self.sql, given, {name: len(parts) for name, parts in lists.items() if parts})
        given |= {f"{name}_{place}": part for name, parts in lists.items() for place, part in enumerate(parts, 1)}
        return Statement(sql, {name: self._typed(name, given[name]) for name in rendering.parameters(sql)})

    def _typed(self, name: str, value: str) -> str | int:
        """A value as it is bound: a number where the parameter is one; a limit that is no number lets none through."""
        is_window = name in WINDOW
        if NUMBER.fullmatch(value) and (is_window or any(p.is_number for p in self.parameters if p.name == name)):
            return max(-LARGEST, min(int(value), LARGEST))
        return 0 if is_window else value


@dataclass(frozen=True)
class Result:
    """What a named query returned."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@cache
def all_queries() -> tuple[NamedQuery, ...]:
    """Every named query, by name."""
    return tuple(of_file(file) for file in read_folder(FOLDER))


def public_queries() -> tuple[NamedQuery, ...]:
    """The named queries that are listed, by name: all but those that only serve the site's own pages."""
    return tuple(query for query in all_queries() if not query.internal)


def find(name: str) -> NamedQuery | None:
    """The named query of exactly that name, if there is one."""
    return next((query for query in all_queries() if query.name == name), None)


def get(name: str) -> NamedQuery:
    """The named query of that name, which may be written with dashes; raises KnowledgeBaseError if there is none."""
    known = {query.name: query for query in all_queries()}
    query = known.get(name.strip().lower().replace("-", "_"))
    if query is None:
        raise KnowledgeBaseError(f"There is no query {name!r}: {_nearest(name, known)}")
    return query


def run(connection: sqlite3.Connection, name: str, values: Mapping[str, str] | None = None) -> Result:
    """Run a named query with these values; raises KnowledgeBaseError for a query or parameter that there is not."""
    query = get(name)
    statement = query.statement(complete(query, values or {}))
    cursor = connection.execute(statement.sql, statement.values)
    return Result(tuple(column[0] for column in cursor.description), [tuple(row) for row in cursor])


def complete(query: NamedQuery, values: Mapping[str, str]) -> dict[str, str]:
    """A value for every parameter: the given one, else the default; raises KnowledgeBaseError for an unknown one."""
    for parameter in values:
        if parameter not in query.defaults:
            told = f"The query {query.name!r} has no parameter {parameter!r}"
            raise KnowledgeBaseError(f"{told}: {_nearest(parameter, query.defaults)}")
    return query.defaults | dict(values)


def of_file(file: SqlFile) -> NamedQuery:
    """The named query of a file; raises ValueError where its header has an unknown key."""
    file.raise_if_unknown(KEYS)
    defaults = file.named("default")
    lists, numbers, matches = (file.names(key) for key in ("list", "number", "match"))
    parameters = tuple(
        Parameter(name, text, defaults.get(name, ""), name in lists, name in numbers, name in matches)
        for name, text in file.named("parameter").items()
    )
    sql = rendering.with_parts(file.sql, lambda name: read_sql(FOLDER / "parts" / f"{name}.sql").sql)
    title, description, internal = file.text("title"), file.text("description"), file.values("internal") == ["yes"]
    return NamedQuery(file.name, title, description, sql, parameters, internal, from_header(file.header))


def full_text(text: str) -> str:
    """Words as an expression of FTS5: all of them, each as the beginning of a word, a single letter as a word."""
    words = SIGNS.sub(" ", text[:LONGEST]).split(" ")
    return " ".join(f'"{word}"{"*" if len(word) > 1 else ""}' for word in filter(None, words[:MOST_WORDS]))


def _split(text: str) -> list[str]:
    """The values in a list, each once, in their order."""
    return list(dict.fromkeys(filter(None, map(str.strip, text.split(",")))))


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    if not names:
        return "it takes none."
    near = did_you_mean(name, names)
    return f"did you mean {near!r}?" if near else f"take one of {', '.join(names)}."
