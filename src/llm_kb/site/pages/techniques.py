"""The taxonomy of techniques, and the page of one technique."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby

from llm_kb.sidebyside import ADOPTED, REJECTED
from llm_kb.site import evidence
from llm_kb.site.chips import Chip, by_relation, chips
from llm_kb.site.pages import options
from llm_kb.site.visit import LinkedResult, MissingError, Page, Row, Visit

MAX_ADOPTERS = 100
"""Maximum number of releases in each relation to a technique."""

MAX_COMPANIONS = 12
"""Maximum number of co-occurring techniques."""

MAX_COMPARED = 300
"""Maximum number of adopters that are compared for co-occurring techniques."""

LOADED_FACTS = 600
FACTS = 150
STATEMENTS = 100
STATEMENTS_OF_MAKERS = 40
FIGURES = 50
PUBLICATIONS = 50
"""Maximum numbers on the page of one technique."""


@dataclass(frozen=True)
class Node:
    """A node of the taxonomy: a technique with its children."""

    technique: Row
    below: list["Node"] = field(default_factory=list)


@dataclass(frozen=True)
class Adopter:
    """A release that adopts a technique, with the facts that say so."""

    release: Row
    chips: list[Chip]
    unmarked: list[str]
    """Names of techniques that it adopts by facts that are not loaded."""


async def show_all(visit: Visit) -> Page:
    """The taxonomy of techniques."""
    techniques = await visit.query("technique_list")
    groups = _tree(techniques)
    return Page(
        "techniques",
        "Techniques",
        f"{len(techniques) - len(groups)} techniques in {len(groups)} groups, with the number of models that the "
        "survey says use or introduce each, and that avoid or do without it.",
        {
            "techniques": techniques,
            "groups": groups,
            "largest": max(row["models"] for row in techniques),
            "of_makers": await options.facts_of_makers(visit, "technique"),
        },
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
        _title(technique),
        technique["definition"],
        {
            "technique": technique,
            "aliases": _other_names(technique),
            "trail": _ancestors(technique, techniques),
            "largest": technique["models"] or 1,
            "MAX_ADOPTERS": MAX_ADOPTERS,
            "MAX_COMPANIONS": MAX_COMPANIONS,
            **await _contents(visit, technique),
        },
    )


def _other_names(technique: Row) -> list[str]:
    """The aliases except the abbreviation, which is in the heading."""
    return [name for name in (technique["aliases"] or "").split(" · ") if name not in ("", technique["abbreviation"])]


def _title(technique: Row) -> str:
    """The name with its abbreviation first, if there is one."""
    short, name = technique["abbreviation"], technique["technique"]
    return f"{short} ({name})" if short else name


def _ancestors(technique: Row, techniques: Mapping[str, Row]) -> list[Row]:
    """The ancestors of a technique, from the root down."""
    parent = techniques.get(technique["parent_technique_id"])
    return [*_ancestors(parent, techniques), parent] if parent else []


async def _contents(visit: Visit, technique: Row) -> Row:
    identifier = technique["technique_id"]
    loaded = await visit.query_first(LOADED_FACTS, "facts", technique=identifier, source="survey")
    numbers = await options.facts_of_makers(visit, "technique")
    of_makers = await visit.query_first(LOADED_FACTS, "facts", technique=identifier, source=options.MAKERS)
    facts = replace(loaded, rows=loaded.rows[:FACTS], more=loaded.more or len(loaded) > FACTS)
    adopters = await _adopters_of(visit, identifier)
    narrower = await visit.query("technique_list", above=identifier)
    unassigned = await visit.query_first(STATEMENTS, "statements_without_models", technique=identifier)
    publications = await visit.query_first(PUBLICATIONS, "publications_of_techniques", technique=identifier)
    marked = chips(loaded, "release_id", "technique_id")
    said_by_makers = evidence.statements(of_makers)
    return {
        "facts": facts,
        "of_makers": numbers,
        "facts_of_makers": of_makers,
        "marked_by_makers": by_relation(chips(of_makers, "release_id", "technique_id")),
        "documents_of_makers": evidence.by_question(said_by_makers[:STATEMENTS_OF_MAKERS]),
        "statements_left_out": of_makers.more or len(said_by_makers) > STATEMENTS_OF_MAKERS,
        "questions": evidence.by_question(evidence.statements(facts)),
        "adopters": adopters,
        "statements": visit.query_without_rows("statements_of_section", section="", technique=identifier),
        "unassigned": unassigned,
        "years": _by_year(adopters, marked),
        **_not_adopting(marked, identifier),
        "drawing": "" if adopters.more else await visit.draw("technique", adopters.rows),
        "narrower": narrower,
        "tree": _tree(narrower),
        "publications": publications,
        "origins": [row for row in publications if row["technique_id"] == identifier and row["role"] == "introduces"],
        "companions": await visit.query("companions_of_technique", technique=identifier, limit=str(MAX_COMPARED)),
        "figures": await visit.query_first(FIGURES, "figures_reported", technique=identifier),
    }


async def _adopters_of(visit: Visit, identifier: str) -> LinkedResult:
    """The releases with a relation to the technique or a subtype, at most `MAX_ADOPTERS` per relation."""
    result = await visit.query("adopters_of_technique", technique=identifier, limit=str(MAX_ADOPTERS + 1))
    counts = Counter[str]()
    rows = []
    for row in result:
        counts[row["relation"]] += 1
        rows += [row] if counts[row["relation"]] <= MAX_ADOPTERS else []
    return replace(result, values={**result.values, "limit": ""}, rows=rows, more=len(rows) < len(result))


def _by_year(adopters: LinkedResult, marked: list[Chip]) -> list[tuple[int | None, list[tuple[Row, list[Adopter]]]]]:
    """The adopting releases, grouped by year and institution."""
    rows = [row for row in adopters if row["relation"] in ADOPTED]
    return [
        (year, [(group[0], _adopters(group, marked)) for group in _grouped(rows_of_year, "institution_id")])
        for year, rows_of_year in groupby(rows, key=lambda row: row["year"])
    ]


def _adopters(rows: list[Row], marked: list[Chip]) -> list[Adopter]:
    return [_adopter(releases, marked) for releases in _grouped(rows, "release_id")]


def _adopter(rows: list[Row], marked: list[Chip]) -> Adopter:
    own = [
        chip
        for chip in marked
        if chip.first["release_id"] == rows[0]["release_id"] and chip.first["relation"] in ADOPTED
    ]
    known = {chip.first["technique"] for chip in own}
    names = dict.fromkeys(name for row in rows for name in json.loads(row["technique_list"]))
    return Adopter(rows[0], own, [name for name in names if name not in known])


def _grouped(rows: Iterable[Row], column: str) -> list[list[Row]]:
    return [list(group) for _, group in groupby(rows, key=lambda row: row[column])]


def _not_adopting(marked: list[Chip], technique: str) -> Row:
    """The chips of releases that do not adopt the technique, by relation.

    Those that avoid or do without the technique itself are separate from those that do so only for subtypes.
    """
    declined = [chip for chip in marked if chip.first["relation"] in REJECTED]
    others = [chip for chip in marked if chip.first["relation"] not in ADOPTED | REJECTED]
    return {
        "declined": by_relation(chip for chip in declined if chip.first["technique_id"] == technique),
        "declined_narrower": by_relation(chip for chip in declined if chip.first["technique_id"] != technique),
        "otherwise": by_relation(others),
    }
