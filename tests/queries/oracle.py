"""The knowledge base in plain Python, read from the migrated tables alone, to compute the numbers of queries anew.

Nothing here reads a derived table or the SQL of a query: what a word means is taken from the descriptions of the
queries, `docs/data-guidelines.md` and `seed/README.md`.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from llm_kb.schema import Base

from .oracle_groups import dimensions_of_groups

Row = dict[str, Any]
Answer = list[tuple[Any, ...]]
Oracle = Callable[..., Answer]

ADOPTING = ("uses", "introduces")
DECLINING = ("avoids", "omits")
NAMED = 40
"""How many releases are named at most where many stand for one thing."""
COMPARED = 200
"""How many releases are compared with a model at most."""


@dataclass(frozen=True, eq=False)
class Fact:
    """A fact that stands, with the rows that it leads to."""

    row: Row
    """Its row of evidence."""
    claim: Row
    model: Row
    release: Row
    maker: Row
    technique: Row
    group: Row
    statement: Row
    passage: Row
    section: Row | None
    source_kind: str
    """Kind of document, `survey` where none is recorded."""
    question: Row | None
    dimension: Row | None
    topic: Row | None
    disputed: int

    @property
    def id(self) -> str:
        return str(self.row["id"])

    @property
    def section_name(self) -> str | None:
        return None if self.section is None else str(self.section["name"])

    @property
    def relation(self) -> str:
        return str(self.claim["relation_id"])

    @property
    def phrase(self) -> str:
        return str(self.row["phrase"] or self.statement["phrase"])

    @property
    def adopts(self) -> bool:
        return self.relation in ADOPTING


class Knowledge:
    """Every migrated table as a list of rows, and what follows from them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.tables: dict[str, list[Row]] = {}
        for name in Base.metadata.tables:
            cursor = connection.execute(f"SELECT * FROM {name} ORDER BY rowid")
            columns = [column[0] for column in cursor.description]
            self.tables[name] = [dict(zip(columns, row, strict=True)) for row in cursor]
        self.by_id = {name: {row["id"]: row for row in rows} for name, rows in self.tables.items() if _has_id(rows)}
        self._lines: dict[str, dict[str, list[str]]] = {}

    def get(self, table: str, identity: str | None) -> Row | None:
        return None if identity is None else self.by_id[table][identity]

    def one(self, table: str, identity: str) -> Row:
        return self.by_id[table][identity]

    def ordinal(self, table: str, identity: str) -> int:
        return int(self.one(table, identity)["ordinal"])

    def errata(self) -> list[Row]:
        """The errata by importance: as they stand in the seeds, those whose places are all references last."""

        def of_references(row: Row) -> bool:
            places = [place for place in self.tables["errata_places"] if place["erratum_id"] == row["id"]]
            return bool(places) and all(place["publication_id"] for place in places)

        return sorted(self.tables["errata"], key=lambda row: (of_references(row), row["ordinal"], row["id"]))

    # Trees: models and techniques alike.

    def line(self, table: str, identity: str) -> list[str]:
        """A thing and everything above it, from itself upward."""
        lines = self._lines.setdefault(table, {})
        if identity not in lines:
            above = self.one(table, identity)["parent_id"]
            lines[identity] = [identity, *(self.line(table, above) if above else ())]
        return lines[identity]

    def below(self, table: str, tops: Iterable[str]) -> set[str]:
        """Things and everything at any depth below them."""
        wanted = set(tops)
        return {identity for identity in self.by_id[table] if not wanted.isdisjoint(self.line(table, identity))}

    def release(self, model: Row) -> Row:
        """The nearest model from here upward that is no variant; the topmost where there is none."""
        line = [self.one("models", identity) for identity in self.line("models", model["id"])]
        return next((row for row in line if row["kind_id"] != "variant"), line[-1])

    # Names as people type them.

    def models_named(self, name: str) -> set[str]:
        """The models that a text names by itself: its id, its name or a spelling that stands for it."""
        spellings = [row for row in self.tables["model_aliases"] if row["kind_id"] != "elliptic"]
        return self._named("models", name, ((row["model_id"], row["alias"]) for row in spellings))

    def techniques_named(self, name: str) -> set[str]:
        aliases = [(row["technique_id"], row["alias"]) for row in self.tables["technique_aliases"]]
        short = [(row["id"], row["abbreviation"]) for row in self.tables["techniques"] if row["abbreviation"]]
        return self._named("techniques", name, (*aliases, *short))

    def institutions(self, name: str) -> list[Row]:
        """The institutions of a name, all where there is none, in the order of the survey."""
        found = self._named("institutions", name, ()) if name.strip() else set(self.by_id["institutions"])
        return sorted(map(self.by_id["institutions"].__getitem__, found), key=lambda row: int(row["ordinal"]))

    def _named(self, table: str, name: str, others: Iterable[tuple[str, str]]) -> set[str]:
        wanted = name.strip().lower()
        names = [(row["id"], row["id"]) for row in self.tables[table]]
        names += [(row["id"], row["name"]) for row in self.tables[table]]
        return {identity for identity, known in (*names, *others) if known.lower() == wanted}

    def models(self, name: str) -> set[str]:
        """The models of a name with all that belongs to them; every model where no name is given."""
        return self.below("models", self.models_named(name)) if name.strip() else set(self.by_id["models"])

    def techniques(self, name: str) -> set[str]:
        """The techniques of a name with everything narrower; every technique where no name is given."""
        return self.below("techniques", self.techniques_named(name)) if name.strip() else set(self.by_id["techniques"])

    def term(self, table: str, wanted: str) -> set[str]:
        """The terms of a vocabulary (or dimensions) that an id or name means, all where none is given."""
        text = wanted.strip().lower()
        return {row["id"] for row in self.tables[table] if text in ("", row["id"], row["name"].lower())}

    @staticmethod
    def in_section(name: str | None, wanted: str) -> bool:
        """Whether a section is the one that is wanted, or stands below it."""
        text = wanted.strip().lower()
        return not text or bool(name and (text in (name, name.replace(".", "-")) or name.startswith(f"{text}.")))

    def year(self, publication: str | None) -> int | None:
        """The year of a publication, the right one where the printed one is wrong."""
        row = self.get("publications", publication)
        return None if row is None else row["year_corrected"] or row["year"]

    def place(self, model: Row) -> tuple[Any, ...]:
        """What models are listed by: maker, year and name."""
        maker = self.ordinal("institutions", model["institution_id"])
        return maker, self.year(model["publication_id"]) or 0, model["name"], model["id"]

    # Facts.

    @cached_property
    def facts(self) -> list[Fact]:
        """Every fact that stands, in reading order."""
        facts = [self._fact(row) for row in self.tables["evidence"] if not self._is_withdrawn(row)]
        return sorted(facts, key=self._reading_order)

    @cached_property
    def survey_facts(self) -> list[Fact]:
        """The facts of the survey that stand, in reading order: those that adoption is counted by."""
        return [fact for fact in self.facts if fact.source_kind == "survey"]

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Kinds of the documents by the ids of their sources."""
        return {row["source_id"]: row["kind_id"] for row in self.tables["documents"]}

    def _question(self, section: Row | None) -> Row | None:
        questions = self.tables["research_questions"]
        return next((row for row in questions if section and row["section_id"] == section["id"]), None)

    def _dimension(self, section: Row | None, question: Row | None, group: Row) -> Row | None:
        """The dimension of the question; in a document without sections that of the group."""
        if section is None:
            return self.dimension_of_group.get(group["id"])
        return question and self.one("dimensions", question["dimension_id"])

    @cached_property
    def dimension_of_group(self) -> dict[str, Row]:
        """The dimension of each group of techniques, by the group's id."""
        return dimensions_of_groups(self)

    def _is_withdrawn(self, evidence: Row) -> bool:
        changes = [row for row in self.tables["claim_changes"] if row["claim_id"] == evidence["claim_id"]]
        return any(row["evidence_id"] in (None, evidence["id"]) for row in changes)

    @staticmethod
    def _reading_order(fact: Fact) -> tuple[Any, ...]:
        claim = fact.claim
        return (
            fact.statement["ordinal"],
            fact.model["name"],
            fact.technique["ordinal"],
            claim["relation_id"],
            claim["stage_id"],
            fact.id,
        )

    def _fact(self, evidence: Row) -> Fact:
        claim = self.one("claims", evidence["claim_id"])
        model = self.one("models", claim["model_id"])
        technique = self.one("techniques", claim["technique_id"])
        passage = self.one("passages", evidence["passage_id"])
        section = self.get("sections", passage["section_id"])
        question = self._question(section)
        technique_group = self.one("techniques", self.line("techniques", technique["id"])[-1])
        return Fact(
            row=evidence,
            claim=claim,
            model=model,
            release=self.release(model),
            maker=self.one("institutions", model["institution_id"]),
            technique=technique,
            group=technique_group,
            statement=self.one("statements", evidence["statement_id"]),
            passage=passage,
            section=section,
            source_kind=self.kinds.get(passage["source_id"], "survey"),
            question=question,
            dimension=self._dimension(section, question, technique_group),
            topic=next((row for row in self.tables["topics"] if self.within(passage, row)), None),
            disputed=int(any(row["evidence_id"] == evidence["id"] for row in self.tables["errata_places"])),
        )

    def within(self, passage: Row, stretch: Row) -> bool:
        """Whether a sentence stands between the first and the last one of a topic or finding."""
        first, last = (self.one("passages", stretch[end]) for end in ("first_passage_id", "last_passage_id"))
        same = passage["source_id"] == first["source_id"]
        return bool(same and first["ordinal"] <= passage["ordinal"] <= last["ordinal"])

    @cached_property
    def adopted(self) -> dict[str, set[str]]:
        """The techniques that each release, or one of its variants, uses or introduces, by its id."""
        found: dict[str, set[str]] = defaultdict(set)
        for fact in self.survey_facts:
            if fact.adopts:
                found[fact.release["id"]].add(fact.technique["id"])
        return found

    def cited(self, publication: str) -> list[Row]:
        return [row for row in self.tables["citations"] if row["publication_id"] == publication]

    def lessons(self) -> Iterator[tuple[Fact, str, str, str]]:
        """Facts in which one model learned from another, with the ids of both and the role of the teacher."""
        facts = {fact.id: fact for fact in self.facts}
        for row in self.tables["evidence_models"]:
            fact, other, role = facts.get(row["evidence_id"]), row["model_id"], row["role_id"]
            if fact and role == "student":
                yield fact, other, fact.model["id"], "teacher"
            elif fact and role in ("teacher", "data-source", "judge", "base"):
                yield fact, fact.model["id"], other, role


def _has_id(rows: list[Row]) -> bool:
    return bool(rows) and "id" in rows[0]


def distinct(facts: Iterable[Fact], kind: str) -> set[str]:
    """The ids of the models, releases, makers, techniques … of facts."""
    return {getattr(fact, kind)["id"] for fact in facts}


def grouped(facts: Iterable[Fact], key: Callable[[Fact], Any]) -> dict[Any, list[Fact]]:
    """Facts by what they have in common, in their order."""
    found: dict[Any, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[key(fact)].append(fact)
    return found
