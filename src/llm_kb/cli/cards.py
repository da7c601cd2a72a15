"""Cards: all rows on one model, technique, publication or source, as an object for JSON and as text."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from llm_kb import lookup
from llm_kb.cli import source_card
from llm_kb.cli.layout import INDENT, heading, paragraph, part, table
from llm_kb.cli.specification_rows import specifications_of, variants_of
from llm_kb.lookup import OtherModel, other_models
from llm_kb.sidebyside import ADOPTED, REJECTED
from llm_kb.text import capitalized, place
from llm_kb.wording import evidence_name, is_of_developers, relation_name, role_name, verdict_name

Row = dict[str, Any]

PARTS = {
    "model": {
        "specifications": ("specifications_of_model", "model"),
        "facts": ("facts", "model"),
        "verdicts": ("verdicts_on_facts", "model"),
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
    "source": source_card.PARTS,
}
"""The named queries of each kind's card by part, each with the parameter for the identifier."""
EVERYTHING = {"specifications_of_model": {"model": "", "preferred": ""}, "verdicts_on_facts": {"verdict": ""}}
"""Values of named queries without which they leave rows out."""

STANCES = (("Adopted by", ADOPTED), ("Avoided or omitted by", REJECTED))


@dataclass(frozen=True)
class Card:
    """The card of one model, technique, publication or source."""

    kind: str
    row: Row
    """Its row in the list query of its kind."""
    parts: dict[str, list[Row]]
    """Rows of the named queries on it, by part."""

    @property
    def object(self) -> Row:
        """The card as an object for JSON."""
        return {self.kind: self.row, **self.parts}

    @property
    def text(self) -> str:
        """The card as text for a terminal."""
        return "\n".join(TEXTS[self.kind](self))


def find(connection: sqlite3.Connection, name: str) -> list[Card]:
    """The cards of all things of that id, name or number; raises KnowledgeBaseError where there is none."""
    number = name.strip().strip("[]")
    cards = [
        _card(connection, kind, row)
        for kind in PARTS
        for row in _rows_named(connection, kind, number if kind == "publication" else name)
    ]
    if not cards:
        raise lookup.unknown(connection, number if number.isdigit() else name, PARTS)
    return cards


def _rows_named(connection: sqlite3.Connection, kind: str, name: str) -> list[Row]:
    return source_card.find(connection, name) if kind == "source" else lookup.find(connection, kind, name)


def _card(connection: sqlite3.Connection, kind: str, row: Row) -> Card:
    identifier = str(row["number" if kind == "publication" else f"{kind}_id"])
    parts = {
        name: lookup.rows(connection, query, **{**EVERYTHING.get(query, {}), parameter: identifier})
        for name, (query, parameter) in PARTS[kind].items()
    }
    return Card(kind, row, parts)


def _model(card: Card) -> Iterator[str]:
    row = card.row
    yield heading(f"{row['model']} ({row['model_id']})")
    parent = f" of {row['parent']}" if row["parent"] else ""
    details = [f"{row['kind']}{parent} by {row['institution']}", str(row["year"] or "")]
    details += ["analyzed by the survey"] if row["surveyed"] else []
    if row["listed_under"] not in (None, row["institution"]):
        details.append(f"which lists it under {row['listed_under']}")
    yield paragraph(capitalized(", ".join(filter(None, details))))
    if row["aliases"]:
        yield paragraph(f"Also known as: {row['aliases']}")
    if row["number"]:
        yield paragraph(f"[{row['number']}] {row['publication']}")
    yield from specifications_of(row["model_id"], card.parts["specifications"])
    yield from variants_of(row["model_id"], card.parts["specifications"])
    yield from _statements_on_model(row["model_id"], card.parts["facts"])
    yield from part("Lineage", table(map(_lineage_row, card.parts["lineage"]), indent=INDENT))
    yield from part("Errata", _errata(card.parts["errata"]))


def _technique(card: Card) -> Iterator[str]:
    card_row = card.row
    yield heading(f"{card_row['technique']} ({card_row['technique_id']})")
    yield paragraph(card_row["technique_path"])
    if card_row["aliases"]:
        yield paragraph(f"Also known as: {card_row['aliases']}")
    yield paragraph(card_row["definition"])
    facts = card.parts["facts"]
    classified = ADOPTED | REJECTED
    for title, relations in (*STANCES, ("Other relations", {fact["relation"] for fact in facts} - classified)):
        lines = (_adopter(card_row["technique_id"], fact) for fact in facts if fact["relation"] in relations)
        yield from part(title, table(lines, indent=INDENT))
    narrower = ", ".join(row["technique"] for row in card.parts["narrower"])
    yield from part("Subtypes", paragraph(narrower, INDENT) if narrower else "")
    publications = (
        [f"[{row['number']}]", row["role"], f"{row['title']}, {row['year']}" if row["year"] else row["title"]]
        for row in card.parts["publications"]
    )
    yield from part("Publications", table(publications, indent=INDENT))


def _publication(card: Card) -> Iterator[str]:
    row = card.row
    yield heading(f"[{row['number']}] {row['title']}")
    yield paragraph(row["authors"])
    yield paragraph(", ".join(str(row[name]) for name in ("kind", "venue", "year") if row[name]))
    identifiers = (
        f"arXiv:{row['arxiv_id']}" if row["arxiv_id"] else None,
        row["doi"] and f"doi:{row['doi']}",
        row["url"],
    )
    yield from filter(None, identifiers)
    for column in ("models", "techniques"):
        if row[column]:
            yield paragraph(f"{column.capitalize()}: {row[column]}")
    entry = ([part["field"], part["printed"] or ""] for part in card.parts["entry"])
    yield from part("As printed in the survey", table(entry, indent=INDENT))
    corrected = ([part["field"], part["corrected"]] for part in card.parts["entry"] if part["corrected"])
    yield from part("Corrected", table(corrected, indent=INDENT))
    yield from part("Errata", _errata(card.parts["errata"]))
    citations = ([place(citation), citation["statement"] or ""] for citation in card.parts["citations"])
    yield from part("Cited", table(citations, indent=INDENT))


TEXTS: dict[str, Callable[[Card], Iterator[str]]] = {
    "model": _model,
    "technique": _technique,
    "publication": _publication,
    "source": lambda card: source_card.text(card.row, card.parts),
}


def _statements_on_model(model: str, facts: Iterable[Row]) -> Iterator[str]:
    """What developers' documents say by group of techniques, then what the survey says by question."""
    rows = list(facts)
    of_developers = [fact for fact in rows if is_of_developers(fact["source_kind"])]
    of_survey = [fact for fact in rows if not is_of_developers(fact["source_kind"])]
    if of_developers:
        yield f"\n{heading('What documents of developers say')}"
        by_group = sorted(of_developers, key=lambda fact: fact["technique_group"])
        for group, members in groupby(by_group, key=lambda fact: fact["technique_group"]):
            yield f"{paragraph(group, INDENT)}\n{_facts_of_model(model, members, INDENT * 2)}"
    if of_developers and of_survey:
        yield f"\n{heading('What the survey says')}"
    for question, members in groupby(of_survey, key=lambda fact: (fact["section"], fact["question"])):
        yield from part(" ".join(filter(None, question)), _facts_of_model(model, members))


def _facts_of_model(model: str, facts: Iterable[Row], indent: str = INDENT) -> str:
    rows = []
    for fact in facts:
        variant = "" if fact["model_id"] == model else f" ({fact['model']})"
        rows.append(
            [
                relation_name(fact["relation"]),
                f"{fact['technique']}{_circumstances(fact)}{variant}",
                _place(fact),
                _doubts(fact),
            ]
        )
    return table(rows, indent=indent)


def _adopter(technique: str, fact: Row) -> list[str]:
    narrower = "" if fact["technique_id"] == technique else fact["technique"]
    model = f"{fact['model']}{_circumstances(fact)}"
    return [relation_name(fact["relation"]), model, fact["institution"], narrower, _place(fact), _doubts(fact)]


def _circumstances(fact: Row) -> str:
    """The qualifiers of a fact, such as `, inference, offline` or `; Qwen3 (teacher)`."""
    details = [fact["stage"] if fact["stage"] != "unstated" else None, fact["qualifier"]]
    others = ", ".join(f"{other.name} ({_role(other, fact)})" for other in other_models(fact))
    return "".join(f", {detail}" for detail in details if detail) + (f"; {others}" if others else "")


def _role(other: OtherModel, fact: Row) -> str:
    """The role of another model, with its basis where that is not the one of the fact."""
    return other.role if other.basis == fact["basis"] else f"{other.role}, {evidence_name(other.basis)}"


def _place(fact: Row) -> str:
    """The place of a fact, with its source unless that is the survey."""
    return f"{fact['source_id']}, {place(fact)}" if is_of_developers(fact["source_kind"]) else place(fact)


def _doubts(fact: Row) -> str:
    """What qualifies a fact: its evidence, an erratum, and the verdict of developers' documents."""
    evidence = None if fact["basis"] == "explicit" else evidence_name(fact["basis"])
    verdict = verdict_name(fact["verdict"]) if fact["verdict"] else None
    return ", ".join(filter(None, (evidence, "questioned" if fact["disputed"] else None, verdict)))


def _lineage_row(row: Row) -> list[str]:
    where = f"§{row['section']}" if row["section"] else f"{row['source']}, {row['locator']}"
    return [row["student"], f"{role_name(row['role'])} {row['teacher']}", row["technique"], where]


def _errata(rows: Iterable[Row]) -> str:
    return "\n".join(paragraph(f"{row['erratum']} ({row['status']})", INDENT, INDENT) for row in rows)
