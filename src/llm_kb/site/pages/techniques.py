"""The taxonomy of techniques, and the page of one technique."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from llm_kb import text
from llm_kb.sidebyside import ADOPTED, REJECTED
from llm_kb.site import evidence
from llm_kb.site.visit import LinkedResult, MissingError, Page, Row, Visit

MAX_ADOPTERS = 100
"""Maximum number of releases in each relation to a technique."""

MAX_COMPANIONS = 12
"""Maximum number of co-occurring techniques."""

MAX_COMPARED = 300
"""Maximum number of adopters that are compared for co-occurring techniques."""

FACTS = 150
STATEMENTS = 100
FIGURES = 50
PUBLICATIONS = 50
"""Maximum numbers on the page of one technique."""


@dataclass(frozen=True)
class Node:
    """A node of the taxonomy: a technique with its children."""

    technique: Row
    below: list["Node"] = field(default_factory=list)

    @property
    def tally(self) -> str:
        """A summary of the number of models by relation."""
        row = self.technique
        parts = [
            f"{text.counted(row['models'], 'model')} use{'s' * (row['models'] == 1)} it" if row["models"] else "",
            f"{row['avoiding_models']} do{'es' * (row['avoiding_models'] == 1)} without"
            if row["avoiding_models"]
            else "",
            f"{row['other_models']} otherwise" if row["other_models"] else "",
            text.counted(row["facts"], "fact") if row["facts"] else "no model named",
        ]
        return " · ".join(part for part in parts if part)


@dataclass(frozen=True)
class Adopter:
    """A release that adopts a technique."""

    release: Row
    relations: list[str]
    narrower: list[str]
    """Names of the narrower techniques that it adopts."""


async def show_all(visit: Visit) -> Page:
    """The taxonomy of techniques."""
    techniques = await visit.query("technique_list")
    groups = _tree(techniques)
    return Page(
        "techniques",
        "Techniques",
        f"{len(techniques) - len(groups)} techniques in {len(groups)} groups: which models use or introduce each, "
        "and which avoid or omit it.",
        {"techniques": techniques, "groups": groups, "largest": max(row["models"] for row in techniques)},
    )


def _tree(rows: Iterable[Row]) -> list[Node]:
    """Build the trees of the taxonomy from rows in which parents precede their children."""
    nodes: dict[str, Node] = {}
    tops: list[Node] = []
    for row in rows:
        node = nodes[row["technique_id"]] = Node(row)
        parent = nodes.get(row["parent_technique_id"])
        (parent.below if parent else tops).append(node)
    return tops


async def show(visit: Visit) -> Page:
    """The page of one technique."""
    identifier = visit.path_parameters["technique"]
    techniques = {row["technique_id"]: row for row in await visit.query("technique_list")}
    if identifier not in techniques:
        raise MissingError("technique", identifier)
    technique = techniques[identifier]
    return Page(
        "technique",
        technique["technique"],
        technique["definition"],
        {
            "technique": technique,
            "trail": _ancestors(technique, techniques),
            "largest": technique["models"] or 1,
            "MAX_ADOPTERS": MAX_ADOPTERS,
            "MAX_COMPANIONS": MAX_COMPANIONS,
            **await _contents(visit, technique),
        },
    )


def _ancestors(technique: Row, techniques: Mapping[str, Row]) -> list[Row]:
    """The ancestors of a technique, from the root down."""
    parent = techniques.get(technique["parent_technique_id"])
    return [*_ancestors(parent, techniques), parent] if parent else []


async def _contents(visit: Visit, technique: Row) -> Row:
    identifier = technique["technique_id"]
    facts = await visit.query_first(FACTS, "facts", technique=identifier)
    adopters = await _adopters_of(visit, identifier)
    narrower = await visit.query("technique_list", above=identifier)
    unassigned = await visit.query_first(STATEMENTS, "statements_without_models", technique=identifier)
    publications = await visit.query_first(PUBLICATIONS, "publications_of_techniques", technique=identifier)
    return {
        "facts": facts,
        "questions": evidence.by_question(evidence.statements(facts)),
        "adopters": adopters,
        "statements": visit.query_without_rows("statements_of_section", section="", technique=identifier),
        "unassigned": unassigned,
        "years": _by_year(adopters, technique["technique"]),
        **_declined(adopters, technique["technique"]),
        "otherwise": _by_relation(adopters, set(evidence.SYMBOLS) - ADOPTED - REJECTED),
        "drawing": "" if adopters.more else await visit.draw("technique", adopters.rows),
        "narrower": narrower,
        "tree": _tree(narrower),
        "publications": publications,
        "origins": [row for row in publications if row["technique_id"] == identifier and row["role"] == "introduces"],
        "companions": await visit.query("companions_of_technique", technique=identifier, limit=str(MAX_COMPARED)),
        "figures": await visit.query_first(FIGURES, "figures_reported", technique=identifier),
    }


async def _adopters_of(visit: Visit, identifier: str) -> LinkedResult:
    """The releases with a relation to the technique or a narrower one, at most `MAX_ADOPTERS` per relation."""
    result = await visit.query("adopters_of_technique", technique=identifier, limit=str(MAX_ADOPTERS + 1))
    counts = Counter[str]()
    rows = []
    for row in result:
        counts[row["relation"]] += 1
        rows += [row] if counts[row["relation"]] <= MAX_ADOPTERS else []
    return replace(result, values={**result.values, "limit": ""}, rows=rows, more=len(rows) < len(result))


def _by_year(adopters: LinkedResult, technique: str) -> list[tuple[int | None, list[tuple[Row, list[Adopter]]]]]:
    """The adopting releases, grouped by year and institution."""
    rows = [row for row in adopters if row["relation"] in ADOPTED]
    return [
        (year, [(group[0], _adopters(group, technique)) for group in _grouped(rows_of_year, "institution_id")])
        for year, rows_of_year in groupby(rows, key=lambda row: row["year"])
    ]


def _adopters(rows: list[Row], technique: str) -> list[Adopter]:
    return [
        Adopter(releases[0], [row["relation"] for row in releases], _narrower(releases, technique))
        for releases in _grouped(rows, "release_id")
    ]


def _narrower(rows: list[Row], technique: str) -> list[str]:
    names = dict.fromkeys(name for row in rows for name in json.loads(row["technique_list"]))
    return [name for name in names if name != technique]


def _grouped(rows: Iterable[Row], column: str) -> list[list[Row]]:
    return [list(group) for _, group in groupby(rows, key=lambda row: row[column])]


def _declined(adopters: LinkedResult, technique: str) -> Row:
    """The releases that avoid or omit the technique itself, and those that do so only for narrower ones."""
    itself = [row for row in adopters if technique in json.loads(row["technique_list"])]
    others = [row for row in adopters if row not in itself]
    return {"declined": _by_relation(itself, REJECTED), "declined_narrower": _by_relation(others, REJECTED)}


def _by_relation(adopters: Iterable[Row], relations: set[str]) -> list[tuple[str, list[Row]]]:
    """The releases grouped by those of these relations that occur."""
    names = (name for name in evidence.SYMBOLS if name in relations)
    groups = [(name, [row for row in adopters if row["relation"] == name]) for name in names]
    return [(name, rows) for name, rows in groups if rows]
