"""Facts as pages show them: the sentences in reading order, each with the facts that stand on it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from llm_kb.text import place

Row = dict[str, Any]

ERRATA = 200
"""How many errata stand on one page of their list."""

SYMBOLS = {
    "uses": "●",
    "introduces": "★",
    "produces": "▲",
    "serves": "◆",
    "supports": "◍",
    "explores": "◌",
    "proposes": "◇",
    "avoids": "✕",
    "omits": "○",
}
"""A sign for each relation, so that colour alone never tells."""

SHARED = (
    "statement_id",
    "technique_id",
    "relation",
    "stage",
    "qualifier",
    "other_model_ids",
    "other_role",
    "basis",
    "basis_note",
    "erratum_ids",
)
"""Columns of the named query `facts` in which facts agree that are told as one."""


@dataclass(frozen=True)
class Statement:
    """What one sentence says, with the facts that it supports."""

    statement_id: str
    text: str
    phrase: str
    place: str
    """Where the sentence stands, such as §4.2 ¶3 s5."""
    facts: list[Row] = field(default_factory=list)


def disputes(fact: Row) -> list[tuple[str, str]]:
    """The errata that touch a row of the named query `facts`, each with its path and its title."""
    if not fact["erratum_ids"]:
        return []
    ids, places = (str(fact[column]).split(", ") for column in ("erratum_ids", "erratum_places"))
    paths = map(erratum_path, ids, map(int, places))
    return list(zip(paths, str(fact["erratum"]).split(" · "), strict=True))


def erratum_path(identifier: str, place: int) -> str:
    """Where an erratum is told, by its place in the list of all errata."""
    page = (place - 1) // ERRATA + 1
    return f"/errata{f'?page={page}' if page > 1 else ''}#{identifier}"


def statements(facts: Iterable[Row]) -> list[Statement]:
    """The statements behind rows of the named query `facts`, which come in reading order."""
    found = []
    for identifier, group in groupby(facts, key=lambda fact: fact["statement_id"]):
        rows = list(group)
        first = rows[0]
        found.append(Statement(identifier, first["statement"], first["phrase"], place(first), rows))
    return found


def alike(facts: Iterable[Row]) -> list[list[Row]]:
    """Facts that differ in their model alone, together, in the order of the first of each."""
    found: dict[tuple[Any, ...], list[Row]] = {}
    for fact in facts:
        found.setdefault(tuple(fact[column] for column in SHARED), []).append(fact)
    return list(found.values())


def by_question(said: Iterable[Statement]) -> list[tuple[Row, list[Statement]]]:
    """The statements of each question, under the first of their facts; they come in reading order."""
    groups = groupby(said, key=lambda statement: statement.facts[0]["section"])
    return [(found[0].facts[0], found) for _, group in groups if (found := list(group))]
