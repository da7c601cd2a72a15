"""Things by the names that people type: their rows, and what was probably meant where there is nothing of that name."""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from llm_kb import queries
from llm_kb.errors import KnowledgeBaseError
from llm_kb.queries import LISTS, Result
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
"""The kind of the things that each parameter of the named queries names, where it names things."""

SEVERAL = {"models"}
"""Parameters that take several names with commas between them."""

SIDES = {"first", "models", "second"}
"""Parameters whose things stand beside others, so that there are rows even where one of them is unknown."""

MOST = 3
"""How many things are suggested at most."""


def find(connection: sqlite3.Connection, kind: str, name: str) -> list[Row]:
    """The rows of the things of a kind that have this id, name or other name: mostly one, none for an unknown name."""
    return rows(connection, LISTS[kind], **{kind: name}) if name.strip() else []


def rows(connection: sqlite3.Connection, query: str, **values: str) -> list[Row]:
    """The rows of a named query, by column; raises KnowledgeBaseError for a query or parameter that there is not."""
    result = queries.run(connection, query, values)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def answer(connection: sqlite3.Connection, query: str, values: Mapping[str, str]) -> Result:
    """What a named query returns for these values.

    Raises KnowledgeBaseError for a query or parameter that there is not, and for a model, technique, institution or
    publication that there is not, instead of leaving its rows out.
    """
    result = queries.run(connection, query, values)
    for parameter, kind in KINDS.items():
        if parameter in values and (not result.rows or parameter in SIDES):
            _refuse_unknown(connection, kind, _names(parameter, values[parameter]))
    return result


def unknown(connection: sqlite3.Connection, name: str, kinds: Iterable[str]) -> KnowledgeBaseError:
    """The error for a name that none of the kinds knows, with the things that come nearest."""
    kinds = list(kinds)
    told = f"There is no {listed(kinds)} {name!r}"
    if "publication" in kinds and name.strip().isdigit():
        numbers = [row["number"] for row in rows(connection, LISTS["publication"])]
        return KnowledgeBaseError(f"{told}: publications have the numbers {min(numbers)} to {max(numbers)}.")
    named = (row for kind in kinds if kind != "publication" for row in rows(connection, "names", kind=kind))
    ids = nearest(name, ((row["id"], row["name"]) for row in named), MOST)
    cure = f"did you mean {' or '.join(map(repr, ids))}?" if ids else "'llm-kb query search -p words …' finds names."
    return KnowledgeBaseError(f"{told}: {cure}")


@dataclass(frozen=True)
class OtherModel:
    """Another model that plays a part in a fact."""

    model_id: str
    name: str
    role: str


def other_models(fact: Row) -> list[OtherModel]:
    """The other models of a row of the named query `facts`."""
    names, roles, ids = (
        str(fact[column] or "").split(", ") for column in ("other_model", "other_role", "other_model_ids")
    )
    return [OtherModel(*found) for found in zip(ids, names, roles, strict=True) if found[0]]


def _names(parameter: str, value: str) -> list[str]:
    """The names in the value of a parameter; an empty one names nothing."""
    names = value.split(",") if parameter in SEVERAL else [value]
    return [name.strip() for name in names if name.strip()]


def _refuse_unknown(connection: sqlite3.Connection, kind: str, names: Iterable[str]) -> None:
    for name in names:
        if not find(connection, kind, name):
            raise unknown(connection, name, [kind])
