"""Coverage of the survey by statements, facts and citations, sentence by sentence.

A sentence of a section that answers a question must have a statement. A model that it names, in bold type or not, must
be the model, another model or the baseline of a fact of that very sentence, or stand in `exceptions.csv` with a reason.
A publication that it cites must be linked to a fact of it, or to a technique that it speaks of.
"""

import csv
import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from llm_kb.settings import PACKAGE

BOLD = re.compile(r"\*\*(.+?)\*\*")
EXCEPTIONS = PACKAGE / "checks" / "exceptions.csv"
Models = dict[str, set[str]]


@dataclass
class SectionCoverage:
    """Coverage of one section."""

    section: str
    sentences: int = 0
    stated: int = 0
    """Sentences that have at least one statement."""
    facts: int = 0
    citations: int = 0
    mentions: int = 0
    """Model names in bold type."""
    covered: int = 0
    """Mentions whose models are in a fact of the same sentence."""
    uncovered: list[str] = field(default_factory=list)
    """What is missing: a statement, a fact, or a link, each with its sentence."""


def coverage(connection: sqlite3.Connection, texts: Mapping[str, tuple[str, str]]) -> list[SectionCoverage]:
    """The coverage of each section; `texts` gives section and text of each passage in reading order."""
    recorded = _Recorded(connection)
    sections: dict[str, SectionCoverage] = {}
    for passage, (name, text) in texts.items():
        section = sections.setdefault(name, SectionCoverage(name))
        section.sentences += 1
        section.stated += passage in recorded.stated
        section.facts += recorded.facts.get(passage, 0)
        section.citations += recorded.citations.get(passage, 0)
        if name in recorded.questions:
            bold = BOLD.findall(text)
            unmatched = [mention for mention in bold if not recorded.covers(passage, mention)]
            section.mentions += len(bold)
            section.covered += len(bold) - len(unmatched)
            section.uncovered += recorded.missing(passage, text, unmatched)
    return list(sections.values())


class _Recorded:
    """What is recorded of each passage: statements, facts, citations, models and publications."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.stated = {row[0] for row in connection.execute("SELECT passage_id FROM statements")}
        self.facts = _counts(connection, "design_facts")
        self.citations = _counts(connection, "citations")
        self.questions = {row[0] for row in connection.execute(QUESTIONS)}
        self.names = _grouped(connection, "SELECT alias, model_id FROM model_aliases")
        self.models = _grouped(connection, MODELS)
        self.unlinked = _grouped(connection, UNLINKED)
        self.elliptic = {row[0] for row in connection.execute(ELLIPTIC)}
        with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
            self.exceptions = {(row["passage_id"], row["name"]) for row in csv.DictReader(file)}
        spellings = sorted(set(self.names) - self.elliptic, key=len, reverse=True)
        self.pattern = re.compile(rf"(?<![\w.-])({'|'.join(map(re.escape, spellings))})(?![\w-])")

    def covers(self, passage: str, name: str) -> bool:
        """Whether all models that a printed name stands for are in facts of the passage."""
        models = self.names.get(name, set())
        return bool(models) and models <= self.models.get(passage, set())

    def missing(self, passage: str, text: str, unmatched: list[str]) -> Iterator[str]:
        """What is missing of a passage; `unmatched` are its bold names without a fact."""
        if passage not in self.stated:
            yield f"{passage} has no statement, add an entry for it"
        named = {match[0] for match in self.pattern.finditer(text.replace("**", ""))}
        for name in sorted({*unmatched, *(name for name in named if not self.covers(passage, name))}):
            if (passage, name) not in self.exceptions:
                yield f"{passage} names {name} but has no fact about it: add one, or an exception with a reason"
        for publication in sorted(self.unlinked.get(passage, ())):
            yield f"{passage} cites [{publication}], which is linked to none of its facts and techniques: link it"


def _counts(connection: sqlite3.Connection, table: str) -> dict[str, int]:
    return dict(connection.execute(f"SELECT passage_id, count(*) FROM {table} GROUP BY passage_id").fetchall())


def _grouped(connection: sqlite3.Connection, query: str) -> Models:
    groups: Models = {}
    for key, value in connection.execute(query):
        groups.setdefault(key, set()).add(value)
    return groups


QUESTIONS = "SELECT s.name FROM research_questions AS q INNER JOIN sections AS s ON q.section_id = s.id"
ELLIPTIC = "SELECT alias FROM model_aliases WHERE kind_id = 'elliptic'"
MODELS = """
    SELECT passage_id, model_id FROM design_facts
    UNION
    SELECT f.passage_id, em.model_id FROM design_facts AS f
    INNER JOIN evidence_models AS em ON f.fact_id = em.evidence_id
    UNION
    SELECT s.passage_id, m.baseline_model_id FROM measurements AS m
    INNER JOIN statements AS s ON m.statement_id = s.id WHERE m.baseline_model_id IS NOT NULL
"""
UNLINKED = """
    WITH spoken_of (passage_id, technique_id) AS (
        SELECT passage_id, technique_id FROM design_facts
        UNION
        SELECT s.passage_id, t.technique_id FROM statements AS s
        INNER JOIN statement_techniques AS t ON s.id = t.statement_id
    )
    SELECT c.passage_id, c.publication_id
    FROM citations AS c
    WHERE
        EXISTS (SELECT 1 FROM statements AS s WHERE s.passage_id = c.passage_id)
        AND NOT EXISTS (SELECT 1 FROM evidence_citations AS ec WHERE ec.citation_id = c.id)
        AND NOT EXISTS (
            SELECT 1
            FROM spoken_of
            INNER JOIN technique_publications AS tp ON spoken_of.technique_id = tp.technique_id
            WHERE spoken_of.passage_id = c.passage_id AND tp.publication_id = c.publication_id
        )
"""
