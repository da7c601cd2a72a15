"""The named queries: SQL files with a title, a description and parameters, for the site, the CLI, docs and tests alike.

A value that is not given takes its default; an empty one means what the parameter's description says, mostly "all".
"""

import difflib
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from llm_kb.errors import KnowledgeBaseError
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile, read_folder

LISTS = {
    "model": "model_list",
    "technique": "technique_list",
    "institution": "institution_list",
    "publication": "publication_list",
}
"""The named query that lists the things of each kind, with a parameter of the kind's name for one of them."""


@dataclass(frozen=True)
class Parameter:
    """A value that a named query asks for, always a text."""

    name: str
    description: str
    default: str
    """The value that is taken when none is given; empty where the query is meant to give everything."""


@dataclass(frozen=True)
class NamedQuery:
    """One named query."""

    name: str
    title: str
    description: str
    sql: str
    parameters: tuple[Parameter, ...]

    @property
    def defaults(self) -> dict[str, str]:
        """The default of every parameter, by name."""
        return {parameter.name: parameter.default for parameter in self.parameters}


@dataclass(frozen=True)
class Result:
    """What a named query returned."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@cache
def all_queries() -> tuple[NamedQuery, ...]:
    """Every named query, by name."""
    return tuple(_query(file) for file in read_folder(PACKAGE / "queries"))


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
    cursor = connection.execute(query.sql, complete(query, values or {}))
    return Result(tuple(column[0] for column in cursor.description), [tuple(row) for row in cursor])


def complete(query: NamedQuery, values: Mapping[str, str]) -> dict[str, str]:
    """A value for every parameter: the given one, else the default; raises KnowledgeBaseError for an unknown one."""
    for parameter in values:
        if parameter not in query.defaults:
            told = f"The query {query.name!r} has no parameter {parameter!r}"
            raise KnowledgeBaseError(f"{told}: {_nearest(parameter, query.defaults)}")
    return query.defaults | dict(values)


def _query(file: SqlFile) -> NamedQuery:
    defaults = file.named("default")
    parameters = (Parameter(name, text, defaults.get(name, "")) for name, text in file.named("parameter").items())
    return NamedQuery(file.name, file.text("title"), file.text("description"), file.sql, tuple(parameters))


def _nearest(name: str, known: Iterable[str]) -> str:
    names = sorted(known)
    if not names:
        return "it takes none."
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.5)
    return f"did you mean {near[0]!r}?" if near else f"take one of {', '.join(names)}."
