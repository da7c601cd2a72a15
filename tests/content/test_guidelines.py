"""The guidelines name every term, and every example that they give is a fact of that very kind."""

import re
import sqlite3
from pathlib import Path

import pytest

from llm_kb.settings import checkout

DOCS = (checkout() or Path()) / "docs"
GUIDELINES = (DOCS / "data-guidelines.md").read_text(encoding="utf-8")
FACT = re.compile(r"`([a-z0-9-]+--[a-z0-9-]+--[a-z0-9-]+--[a-z]+--[a-z-]+)`")
TERMS = {
    "Relation": ("relations", "SELECT relation FROM design_facts WHERE fact_id = ?"),
    "Stage": ("stages", "SELECT stage FROM design_facts WHERE fact_id = ?"),
    "Basis": ("bases", "SELECT basis FROM design_facts WHERE fact_id = ?"),
    "Other models": ("roles", "SELECT role_id FROM evidence_models WHERE evidence_id = ?"),
    "Verdicts": ("verdict_kinds", "SELECT verdict_id FROM fact_verdicts WHERE evidence_id = ?"),
}
# Where a term of each table would stand if it had a fact.
USES = {
    "Relation": "SELECT count(*) FROM design_facts WHERE relation = ?",
    "Stage": "SELECT count(*) FROM design_facts WHERE stage = ?",
    "Basis": "SELECT count(*) FROM design_facts WHERE basis = ?",
    "Other models": "SELECT count(*) FROM evidence_models WHERE role_id = ?",
    "Verdicts": "SELECT count(*) FROM fact_verdicts WHERE verdict_id = ?",
}


def examples(heading: str) -> dict[str, str | None]:
    """The term of each row of the table under a heading, with the fact that is given as its example."""
    text = GUIDELINES.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    return {row.split("|")[1].strip(): match[1] if (match := FACT.search(row)) else None for row in rows}


@pytest.mark.parametrize("heading", TERMS)
def test_every_term_is_explained_in_its_order(heading: str, kb: sqlite3.Connection) -> None:
    terms = [identity for (identity,) in kb.execute(f"SELECT id FROM {TERMS[heading][0]} ORDER BY ordinal")]
    assert list(examples(heading)) == terms


@pytest.mark.parametrize(
    ("heading", "term", "fact"),
    [(heading, term, fact) for heading in TERMS for term, fact in examples(heading).items() if fact],
)
def test_an_example_is_a_fact_of_its_kind(heading: str, term: str, fact: str, kb: sqlite3.Connection) -> None:
    assert {found for (found,) in kb.execute(TERMS[heading][1], [fact])} == {term}


def test_every_status_of_a_specification_is_explained_in_its_order(kb: sqlite3.Connection) -> None:
    statuses = [identity for (identity,) in kb.execute("SELECT id FROM specification_statuses ORDER BY ordinal")]
    assert list(examples("Specifications")) == statuses


@pytest.mark.parametrize("heading", TERMS)
def test_a_term_without_an_example_has_no_fact(heading: str, kb: sqlite3.Connection) -> None:
    without = [term for term, fact in examples(heading).items() if not fact]
    assert [term for term in without if kb.execute(USES[heading], [term]).fetchone()[0]] == []


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_facts_that_the_documentation_names_exist(path: Path, kb: sqlite3.Connection) -> None:
    known = {fact for (fact,) in kb.execute("SELECT fact_id FROM design_facts")}
    assert set(FACT.findall(path.read_text(encoding="utf-8"))) <= known


DISTILLATION = "SELECT technique_id FROM technique_names WHERE name = 'knowledge-distillation'"


def test_a_teacher_is_recorded_in_facts_about_knowledge_distillation_alone(kb: sqlite3.Connection) -> None:
    sql = f"""SELECT fact_id FROM design_facts
        WHERE other_role LIKE '%teacher%' AND technique_id NOT IN ({DISTILLATION})"""
    assert [fact for (fact,) in kb.execute(sql)] == []


def test_a_kind_of_distillation_does_not_repeat_the_teacher(kb: sqlite3.Connection) -> None:
    sql = """SELECT kind.fact_id
        FROM design_facts AS kind
        INNER JOIN design_facts AS wide ON kind.passage_id = wide.passage_id AND kind.model_id = wide.model_id
        WHERE wide.technique_id = 'knowledge-distillation' AND kind.technique_id <> wide.technique_id
            AND wide.other_role LIKE '%teacher%' AND kind.other_role LIKE '%teacher%'"""
    assert [fact for (fact,) in kb.execute(sql)] == []


def test_what_only_code_of_the_base_shows_is_not_explicit(kb: sqlite3.Connection) -> None:
    sql = """SELECT fact.fact_id
        FROM design_facts AS fact
        INNER JOIN evidence_models AS other ON fact.fact_id = other.evidence_id AND other.role_id = 'base'
        INNER JOIN model_releases AS base ON other.model_id = base.model_id
        WHERE fact.source_kind IN ('code', 'configuration') AND base.release_id <> fact.release_id
            AND fact.basis = 'explicit'"""
    assert [fact for (fact,) in kb.execute(sql)] == []


def test_a_hybrid_is_stated_explicitly_only_where_statement_or_phrase_says_hybrid(kb: sqlite3.Connection) -> None:
    sql = """SELECT fact_id FROM design_facts
        WHERE technique_id LIKE 'hybrid-%' AND basis = 'explicit' AND statement || ' ' || phrase NOT LIKE '%hybrid%'"""
    assert [fact for (fact,) in kb.execute(sql)] == []
