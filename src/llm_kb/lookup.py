"""Things by the names that people type: their rows, and what was probably meant where there is nothing of that name."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from llm_kb import queries
from llm_kb.errors import KnowledgeBaseError
from llm_kb.site.spelling import nearest

Row = dict[str, Any]

LISTS = {
    "model": "model_list",
    "technique": "technique_list",
    "institution": "institution_list",
    "publication": "publication_list",
}
"""The named query that lists the things of each kind, with a parameter of the kind's name for one of them."""

MOST = 3
"""How many things are suggested at most."""


def find(connection: sqlite3.Connection, kind: str, name: str) -> list[Row]:
    """The rows of the things of a kind that have this id, name or other name: mostly one, none for an unknown name."""
    return rows(connection, LISTS[kind], **{kind: name}) if name.strip() else []


def rows(connection: sqlite3.Connection, query: str, **values: str) -> list[Row]:
    """The rows of a named query, by column; raises KnowledgeBaseError for a query or parameter that there is not."""
    result = queries.run(connection, query, values)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def unknown(connection: sqlite3.Connection, name: str, kinds: Iterable[str]) -> KnowledgeBaseError:
    """The error for a name that none of the kinds knows, with the things that come nearest."""
    kinds = list(kinds)
    told = f"There is no {' or '.join(filter(None, (', '.join(kinds[:-1]), kinds[-1])))} {name!r}"
    if name.strip().isdigit():
        numbers = [row["number"] for row in rows(connection, LISTS["publication"])]
        return KnowledgeBaseError(f"{told}: publications have the numbers {min(numbers)} to {max(numbers)}.")
    named = (row for kind in kinds if kind != "publication" for row in rows(connection, "names", kind=kind))
    ids = nearest(name, ((row["id"], row["name"]) for row in named), MOST)
    cure = f"did you mean {' or '.join(map(repr, ids))}?" if ids else "'llm-kb query search -p words …' finds names."
    return KnowledgeBaseError(f"{told}: {cure}")


def refuse_unknown(connection: sqlite3.Connection, values: Mapping[str, str]) -> None:
    """Raise KnowledgeBaseError for the first value of a query that ought to name a thing, and names none."""
    for kind, name in values.items():
        if kind in LISTS and name.strip() and not find(connection, kind, name):
            raise unknown(connection, name, [kind])
