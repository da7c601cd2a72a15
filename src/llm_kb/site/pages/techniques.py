"""Techniques: the taxonomy, and everything that is known of one technique."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from datasette.utils.asgi import Response

from llm_kb import text
from llm_kb.sidebyside import ADOPTED, REJECTED
from llm_kb.site import evidence
from llm_kb.site.visit import MissingError, Page, QueryAnswer, Row, Visit

ADOPTERS = 100
"""How many releases are shown that adopt a technique, and how many in each other relation."""

COMPANIONS = 12
"""How many of the techniques that appear with one are shown."""

COMPARED = 300
"""How many of the releases that adopt a technique are looked at for what appears with it."""

FACTS = 150
STATEMENTS = 100
FIGURES = 50
PUBLICATIONS = 50
"""How many of each are shown of one technique."""


@dataclass(frozen=True)
class Node:
    """A technique with those directly below it."""

    technique: Row
    below: list["Node"] = field(default_factory=list)

    @property
    def tally(self) -> str:
        """How the models stand to it, in short."""
        row = self.technique
        told = [
            f"{text.counted(row['models'], 'model')} use{'s' * (row['models'] == 1)} it" if row["models"] else "",
            f"{row['avoiding_models']} do{'es' * (row['avoiding_models'] == 1)} without"
            if row["avoiding_models"]
            else "",
            f"{row['other_models']} otherwise" if row["other_models"] else "",
            text.counted(row["facts"], "fact") if row["facts"] else "no model named",
        ]
        return " · ".join(part for part in told if part)


@dataclass(frozen=True)
class Adopter:
    """A release that adopts a technique."""

    release: Row
    relations: list[str]
    narrower: list[str]
    """What it adopts, where that is not the technique itself."""


async def show_all(visit: Visit) -> Page:
    """The taxonomy of techniques."""
    techniques = await visit.ask("technique_list")
    groups = _tree(techniques)
    return Page(
        "techniques",
        "Techniques",
        f"{len(techniques) - len(groups)} techniques in {len(groups)} groups: which models use or introduce each, "
        "and which avoid or omit it.",
        {"techniques": techniques, "groups": groups, "largest": max(row["models"] for row in techniques)},
    )


def _tree(rows: Iterable[Row]) -> list[Node]:
    """The rows, in which a technique comes after what it lies below, as trees."""
    nodes: dict[str, Node] = {}
    tops: list[Node] = []
    for row in rows:
        node = nodes[row["technique_id"]] = Node(row)
        above = nodes.get(row["parent_technique_id"])
        (above.below if above else tops).append(node)
    return tops


async def show(visit: Visit) -> Page | Response:
    """One technique; any of its names leads to the address with its identifier."""
    identifier = visit.named["technique"]
    techniques = {row["technique_id"]: row for row in await visit.ask("technique_list")}
    if identifier not in techniques:
        return Response.redirect(visit.link("technique", meant(identifier, techniques.values())), status=301)
    technique = techniques[identifier]
    return Page(
        "technique",
        technique["technique"],
        technique["definition"],
        {
            "technique": technique,
            "trail": _above(technique, techniques),
            "largest": technique["models"] or 1,
            "ADOPTERS": ADOPTERS,
            "COMPANIONS": COMPANIONS,
            **await _contents(visit, technique),
        },
    )


def meant(name: str, techniques: Iterable[Row]) -> str:
    """The technique of that name or alias, however it is spaced; raises MissingError where there is none."""
    for row in techniques:
        if _plain(name) in map(_plain, [row["technique"], *(row["aliases"] or "").split(" · ")]):
            return str(row["technique_id"])
    raise MissingError("technique", name)


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.strip().casefold())


def _above(technique: Row, techniques: Mapping[str, Row]) -> list[Row]:
    """What the technique lies below, from its group down."""
    above = techniques.get(technique["parent_technique_id"])
    return [*_above(above, techniques), above] if above else []


async def _contents(visit: Visit, technique: Row) -> Row:
    identifier = technique["technique_id"]
    facts = await visit.ask_first(FACTS, "facts", technique=identifier)
    adopters = await _standing(visit, identifier)
    narrower = await visit.ask("technique_list", above=identifier)
    unassigned = await visit.ask_first(STATEMENTS, "statements_without_models", technique=identifier)
    publications = await visit.ask_first(PUBLICATIONS, "publications_of_techniques", technique=identifier)
    return {
        "facts": facts,
        "questions": evidence.by_question(evidence.statements(facts)),
        "adopters": adopters,
        "statements": visit.unasked("statements_of_section", section="", technique=identifier),
        "unassigned": unassigned,
        "years": _by_year(adopters, technique["technique"]),
        **_declined(adopters, technique["technique"]),
        "otherwise": _by_relation(adopters, set(evidence.SYMBOLS) - ADOPTED - REJECTED),
        "drawing": "" if adopters.more else await visit.draw("technique", adopters.rows),
        "narrower": narrower,
        "tree": _tree(narrower),
        "publications": publications,
        "origins": [row for row in publications if row["technique_id"] == identifier and row["role"] == "introduces"],
        "companions": await visit.ask("companions_of_technique", technique=identifier, limit=str(COMPARED)),
        "figures": await visit.ask_first(FIGURES, "figures_reported", technique=identifier),
    }


async def _standing(visit: Visit, identifier: str) -> QueryAnswer:
    """The releases that stand to the technique or something narrower, of each relation at most so many."""
    answer = await visit.ask("adopters_of_technique", technique=identifier, limit=str(ADOPTERS + 1))
    seen = Counter[str]()
    rows = []
    for row in answer:
        seen[row["relation"]] += 1
        rows += [row] if seen[row["relation"]] <= ADOPTERS else []
    return replace(answer, values={**answer.values, "limit": ""}, rows=rows, more=len(rows) < len(answer))


def _by_year(adopters: QueryAnswer, technique: str) -> list[tuple[int | None, list[tuple[Row, list[Adopter]]]]]:
    """The releases that adopt the technique, by year and institution."""
    rows = [row for row in adopters if row["relation"] in ADOPTED]
    return [
        (year, [(group[0], _adopters(group, technique)) for group in _grouped(rows_of_year, "institution_id")])
        for year, rows_of_year in groupby(rows, key=lambda row: row["year"])
    ]


def _adopters(rows: list[Row], technique: str) -> list[Adopter]:
    return [
        Adopter(found[0], [row["relation"] for row in found], _narrower(found, technique))
        for found in _grouped(rows, "release_id")
    ]


def _narrower(rows: list[Row], technique: str) -> list[str]:
    names = dict.fromkeys(name for row in rows for name in row["technique_names"].split(", "))
    return [name for name in names if name != technique]


def _grouped(rows: Iterable[Row], column: str) -> list[list[Row]]:
    return [list(group) for _, group in groupby(rows, key=lambda row: row[column])]


def _declined(adopters: QueryAnswer, technique: str) -> Row:
    """The releases that avoid or omit the technique itself, and those that avoid or omit something narrower alone."""
    itself = [row for row in adopters if technique in row["technique_names"].split(", ")]
    others = [row for row in adopters if row not in itself]
    return {"declined": _by_relation(itself, REJECTED), "declined_narrower": _by_relation(others, REJECTED)}


def _by_relation(adopters: Iterable[Row], relations: set[str]) -> list[tuple[str, list[Row]]]:
    """The releases that stand in each of these relations to the technique, where there are any."""
    names = (name for name in evidence.SYMBOLS if name in relations)
    found = [(name, [row for row in adopters if row["relation"] == name]) for name in names]
    return [(name, rows) for name, rows in found if rows]
