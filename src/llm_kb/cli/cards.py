"""Cards: what is known of one model, technique or publication, as rows for machines and as a text for people."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from llm_kb import lookup
from llm_kb.cli.layout import INDENT, heading, paragraph, table
from llm_kb.lookup import other_models
from llm_kb.sidebyside import ADOPTED, REJECTED
from llm_kb.text import place

Row = dict[str, Any]

PARTS = {
    "model": {
        "facts": ("facts", "model"),
        "lineage": ("lineage_of_model", "model"),
        "errata": ("errata_by_kind", "model"),
    },
    "technique": {
        "facts": ("facts", "technique"),
        "narrower": ("technique_list", "above"),
        "publications": ("publications_of_techniques", "technique"),
    },
    "publication": {
        "entry": ("entries_of_references", "publication"),
        "errata": ("errata_by_kind", "publication"),
        "citations": ("citations_of_publication", "publication"),
    },
}
"""For each kind of thing the named queries that tell of it, each with the parameter that takes the thing."""

STANCES = (("Adopted by", ADOPTED), ("Avoided or left out by", REJECTED))


@dataclass(frozen=True)
class Card:
    """What is known of one thing."""

    kind: str
    row: Row
    """Its row in the list of its kind."""
    parts: dict[str, list[Row]]
    """Rows of the named queries that tell of it, by name of the part."""

    @property
    def object(self) -> Row:
        """The card for machines."""
        return {self.kind: self.row, **self.parts}

    @property
    def text(self) -> str:
        """The card for people."""
        return "\n".join(TEXTS[self.kind](self))


def find(connection: sqlite3.Connection, name: str) -> list[Card]:
    """The cards of all things of that id, name or number; raises KnowledgeBaseError where there is none."""
    number = name.strip().strip("[]")
    cards = [
        _card(connection, kind, row)
        for kind in PARTS
        for row in lookup.find(connection, kind, number if kind == "publication" else name)
    ]
    if not cards:
        raise lookup.unknown(connection, number if number.isdigit() else name, PARTS)
    return cards


def _card(connection: sqlite3.Connection, kind: str, row: Row) -> Card:
    identifier = str(row["number" if kind == "publication" else f"{kind}_id"])
    parts = {
        part: lookup.rows(connection, query, **{parameter: identifier})
        for part, (query, parameter) in PARTS[kind].items()
    }
    return Card(kind, row, parts)


def _model(card: Card) -> Iterator[str]:
    row = card.row
    yield heading(f"{row['model']} ({row['model_id']})")
    above = f" of {row['parent']}" if row["parent"] else ""
    told = [f"{row['kind']}{above} by {row['institution']}", str(row["year"] or "")]
    told += ["analysed by the survey"] if row["surveyed"] else []
    if row["listed_under"] not in (None, row["institution"]):
        told.append(f"which lists it under {row['listed_under']}")
    yield paragraph(_capital(", ".join(filter(None, told))))
    if row["aliases"]:
        yield paragraph(f"Also: {row['aliases']}")
    if row["number"]:
        yield paragraph(f"[{row['number']}] {row['publication']}")
    for question, facts in groupby(card.parts["facts"], key=lambda fact: (fact["section"], fact["question"])):
        yield from _part(" ".join(filter(None, question)), _facts_of_model(row["model_id"], facts))
    yield from _part("Lineage", table(map(_lesson, card.parts["lineage"]), indent=INDENT))
    yield from _part("Errata that touch it", _errata(card.parts["errata"]))


def _technique(card: Card) -> Iterator[str]:
    row = card.row
    yield heading(f"{row['technique']} ({row['technique_id']})")
    yield paragraph(row["technique_path"])
    if row["aliases"]:
        yield paragraph(f"Also: {row['aliases']}")
    yield paragraph(row["definition"])
    facts = card.parts["facts"]
    known = ADOPTED | REJECTED
    for title, relations in (*STANCES, ("Otherwise told of", {fact["relation"] for fact in facts} - known)):
        lines = (_adopter(row["technique_id"], fact) for fact in facts if fact["relation"] in relations)
        yield from _part(title, table(lines, indent=INDENT))
    narrower = ", ".join(each["technique"] for each in card.parts["narrower"])
    yield from _part("Narrower", paragraph(narrower, INDENT) if narrower else "")
    publications = (
        [f"[{each['number']}]", each["role"], f"{each['title']}, {each['year']}" if each["year"] else each["title"]]
        for each in card.parts["publications"]
    )
    yield from _part("Publications", table(publications, indent=INDENT))


def _publication(card: Card) -> Iterator[str]:
    row = card.row
    yield heading(f"[{row['number']}] {row['title']}")
    yield paragraph(row["authors"])
    yield paragraph(", ".join(str(row[name]) for name in ("kind", "venue", "year") if row[name]))
    addresses = (
        f"arXiv:{row['arxiv_id']}" if row["arxiv_id"] else None,
        row["doi"] and f"doi:{row['doi']}",
        row["url"],
    )
    yield from filter(None, addresses)
    for what in ("models", "techniques"):
        if row[what]:
            yield paragraph(f"{what.capitalize()}: {row[what]}")
    entry = ([part["field"], part["printed"] or ""] for part in card.parts["entry"])
    yield from _part("As the survey prints it", table(entry, indent=INDENT))
    corrected = ([part["field"], part["corrected"]] for part in card.parts["entry"] if part["corrected"])
    yield from _part("Corrected", table(corrected, indent=INDENT))
    yield from _part("Errata that touch it", _errata(card.parts["errata"]))
    citations = ([place(each), each["statement"] or ""] for each in card.parts["citations"])
    yield from _part("Cited", table(citations, indent=INDENT))


TEXTS: dict[str, Callable[[Card], Iterator[str]]] = {
    "model": _model,
    "technique": _technique,
    "publication": _publication,
}


def _part(title: str, content: str) -> Iterator[str]:
    if content:
        yield f"\n{heading(title)}\n{content}"


def _facts_of_model(model: str, facts: Iterable[Row]) -> str:
    rows = []
    for fact in facts:
        variant = "" if fact["model_id"] == model else f" ({fact['model']})"
        rows.append(
            [fact["relation"], f"{fact['technique']}{_circumstances(fact)}{variant}", place(fact), _doubts(fact)]
        )
    return table(rows, indent=INDENT)


def _adopter(technique: str, fact: Row) -> list[str]:
    narrower = "" if fact["technique_id"] == technique else fact["technique"]
    model = f"{fact['model']}{_circumstances(fact)}"
    return [fact["relation"], model, fact["institution"], narrower, place(fact), _doubts(fact)]


def _circumstances(fact: Row) -> str:
    """What a fact adds, such as `, inference, offline` or ` with Qwen3 (teacher)`."""
    told = [fact["stage"] if fact["stage"] != "unstated" else None, fact["qualifier"]]
    others = ", ".join(f"{other.name} ({other.role})" for other in other_models(fact))
    return "".join(f", {each}" for each in told if each) + (f"; {others}" if others else "")


def _doubts(fact: Row) -> str:
    basis = None if fact["basis"] == "explicit" else fact["basis"]
    return ", ".join(filter(None, (basis, "disputed" if fact["disputed"] else None)))


def _lesson(row: Row) -> list[str]:
    return [row["student"], f"from {row['teacher']} ({row['role']})", row["technique"], f"§{row['section']}"]


def _errata(rows: Iterable[Row]) -> str:
    return "\n".join(paragraph(f"{row['erratum']} ({row['status']})", INDENT, INDENT) for row in rows)


def _capital(told: str) -> str:
    return told[:1].upper() + told[1:]
