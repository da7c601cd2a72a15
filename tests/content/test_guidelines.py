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


def test_a_term_without_an_example_has_no_fact(kb: sqlite3.Connection) -> None:
    assert [(heading, term) for heading in TERMS for term, fact in examples(heading).items() if not fact] == [
        ("Other models", "student")
    ]
    assert tuple(kb.execute("SELECT count(*) FROM evidence_models WHERE role_id = 'student'").fetchone()) == (0,)


@pytest.mark.parametrize("path", sorted(DOCS.glob("*.md")), ids=lambda path: path.name)
def test_facts_that_the_documentation_names_exist(path: Path, kb: sqlite3.Connection) -> None:
    known = {fact for (fact,) in kb.execute("SELECT fact_id FROM design_facts")}
    assert set(FACT.findall(path.read_text(encoding="utf-8"))) <= known


def test_a_teacher_is_recorded_in_the_fact_about_knowledge_distillation_alone(kb: sqlite3.Connection) -> None:
    sql = "SELECT DISTINCT technique_id FROM design_facts WHERE other_role LIKE '%teacher%'"
    assert [tuple(row) for row in kb.execute(sql)] == [("knowledge-distillation",)]


def test_a_hybrid_is_stated_explicitly_only_where_the_sentence_says_hybrid(kb: sqlite3.Connection) -> None:
    sql = """SELECT DISTINCT model_id || ' ' || technique_id FROM design_facts
        WHERE technique_id LIKE 'hybrid-%' AND basis = 'explicit' ORDER BY 1"""
    assert [fact for (fact,) in kb.execute(sql)] == [
        "claude-4 hybrid-reasoning-architecture",
        "command-a hybrid-attention",
    ]
