"""Looks up models, techniques, institutions and publications by id, name or alias, with "did you mean" suggestions."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from llm_kb import queries
from llm_kb.errors import KnowledgeBaseError
from llm_kb.queries import LISTS, QueryResult
from llm_kb.text import listed, nearest

Row = dict[str, Any]

KINDS = {kind: kind for kind in LISTS} | {
    "above": "technique",
    "first": "model",
    "group": "technique",
    "models": "model",
    "release": "model",
    "second": "model",
}
"""The kind of thing that a parameter of the named queries refers to, by parameter."""

LIST_PARAMETERS = {"models"}
"""Parameters that take a comma-separated list of names."""

COMPARED_PARAMETERS = {"first", "models", "second"}
"""Parameters of comparisons, which give rows even where one of the names is unknown."""

MAX_SUGGESTIONS = 3
"""Maximum number of suggestions."""


def find(connection: sqlite3.Connection, kind: str, name: str) -> list[Row]:
    """The rows of the things of a kind that have this id, name or other name: mostly one, none for an unknown name."""
    return rows(connection, LISTS[kind], **{kind: name}) if name.strip() else []


def rows(connection: sqlite3.Connection, query: str, **values: str) -> list[Row]:
    """The rows of a named query, by column; raises KnowledgeBaseError for a query or parameter that there is not."""
    result = queries.run(connection, query, values)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def run(connection: sqlite3.Connection, query: str, values: Mapping[str, str]) -> QueryResult:
    """Run a named query after checking the names in its parameters.

    Raises KnowledgeBaseError for a query or parameter that there is not, and for a model, technique, institution or
    publication that there is not, instead of leaving its rows out.
    """
    result = queries.run(connection, query, values)
    for parameter, kind in KINDS.items():
        if parameter in values and (not result.rows or parameter in COMPARED_PARAMETERS):
            _raise_if_unknown(connection, kind, _names(parameter, values[parameter]))
    return result


def unknown(connection: sqlite3.Connection, name: str, kinds: Iterable[str]) -> KnowledgeBaseError:
    """The error for a name that none of the kinds has, with the nearest matches as suggestions."""
    kinds = list(kinds)
    message = f"There is no {listed(kinds)} {name!r}"
    if "publication" in kinds and name.strip().isdigit():
        numbers = [row["number"] for row in rows(connection, LISTS["publication"])]
        return KnowledgeBaseError(f"{message}: publications have the numbers {min(numbers)} to {max(numbers)}.")
    candidates = (row for kind in kinds if kind != "publication" for row in rows(connection, "names", kind=kind))
    ids = nearest(name, ((row["id"], row["name"]) for row in candidates), MAX_SUGGESTIONS)
    cure = f"did you mean {' or '.join(map(repr, ids))}?" if ids else "'llm-kb query search -p words …' finds names."
    return KnowledgeBaseError(f"{message}: {cure}")


@dataclass(frozen=True)
class OtherModel:
    """A model other than the subject of a fact, with its role."""

    id: str
    name: str
    role: str


def other_models(fact: Row) -> list[OtherModel]:
    """The other models of a row of the named query `facts`."""
    return [OtherModel(**other) for other in json.loads(fact["other_models"] or "[]")]


def _names(parameter: str, value: str) -> list[str]:
    """The names in a parameter value, split where the parameter is a list; none in an empty one."""
    names = queries.listed_values(value) if parameter in LIST_PARAMETERS else [value]
    return [name.strip() for name in names if name.strip()]


def _raise_if_unknown(connection: sqlite3.Connection, kind: str, names: Iterable[str]) -> None:
    for name in names:
        if not find(connection, kind, name):
            raise unknown(connection, name, [kind])
