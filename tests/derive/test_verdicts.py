"""Verdicts and accuracy, the counts beside them, and the search over what documents say."""

import csv
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from llm_kb import queries
from llm_kb.settings import PACKAGE
from tests.tiny import build_tiny

from .derive_tools import rederive, rows
from .test_specifications import CONTRACTS


@pytest.fixture
def before(tmp_path: Path) -> Any:
    """The knowledge base without the edition of makers."""
    connection = sqlite3.connect(build_tiny(tmp_path / "before.db"))
    yield connection
    connection.close()


def test_a_verdict_has_both_places(makers: sqlite3.Connection) -> None:
    sql = (
        "SELECT fact_id, source, verdict, locator, phrase, note, survey_locator FROM verdicts WHERE verdict = 'partly'"
    )
    assert rows(makers, sql) == [
        (
            "tiny-source-3-1-3-1--swift-3--nightly-choice--uses--inference",
            "Swift 3: Songs for Long Evenings",
            "partly",
            "p. 2",
            "folds its feathers in halves",
            "Only on most evenings.",
            "§3.1 ¶3 s1",
        )
    ]
    silent = "SELECT source, locator, phrase FROM verdicts WHERE verdict = ?"
    assert rows(makers, silent, "no source") == [(None, None, None)]
    assert rows(makers, silent, "not found") == [("Swift 3: Songs for Long Evenings", None, None)]


@pytest.mark.parametrize(
    ("found", "overall"),
    [
        (("confirmed", "contradicted", "not-found"), "contradicted"),
        (("partly", "confirmed", "not-found"), "confirmed"),
        (("not-found", "partly"), "partly"),
        (("not-found",), "not found"),
        (("no-source",), "no source"),
        ((), None),
    ],
)
def test_the_strongest_evidence_decides(
    found: tuple[str, ...], overall: str | None, makers_copy: sqlite3.Connection
) -> None:
    fact = "tiny-source-3-1-3-1--swift-3--half-folding--uses--inference"
    makers_copy.execute("DELETE FROM fact_verdicts")
    for source, verdict in zip(("swift-3-report", "wren-2-card", "swift-3-config"), found, strict=False):
        place = "(SELECT min(id) FROM statements)", "(SELECT passage_id FROM statements ORDER BY id LIMIT 1)"
        statement, passage = place if verdict not in ("not-found", "no-source") else ("NULL", "NULL")
        makers_copy.execute(
            f"INSERT INTO fact_verdicts VALUES (?, ?, ?, {statement}, {passage}, ?, 'So.')",
            (source, fact, None if verdict == "no-source" else source, verdict),
        )
    rederive(makers_copy)
    assert rows(makers_copy, "SELECT verdict FROM design_facts WHERE fact_id = ?", fact) == [(overall,)]
    counted = (
        "SELECT checked, confirmed, partly, contradicted, not_found, no_source FROM survey_accuracy WHERE name = 'all'"
    )
    names = ("confirmed", "partly", "contradicted", "not found", "no source")
    assert rows(makers_copy, counted) == [(int(overall is not None), *(int(overall == name) for name in names))]


def test_accuracy_adds_up_to_the_facts_of_the_survey(makers: sqlite3.Connection) -> None:
    (facts,) = makers.execute("SELECT count(*) FROM design_facts WHERE source_kind = 'survey'").fetchone()
    sums = rows(makers, "SELECT grouped_by, sum(facts) FROM survey_accuracy GROUP BY grouped_by")
    assert dict(sums) == dict.fromkeys(("all", "section", "institution", "basis"), facts)


def test_facts_of_makers_are_counted_beside_those_of_the_survey(
    before: sqlite3.Connection, makers: sqlite3.Connection
) -> None:
    surveys = "SELECT id, facts, techniques FROM models_overview WHERE id IN ('swift-3', 'wren-2') ORDER BY id"
    assert rows(makers, surveys) == rows(before, surveys)
    counts = "SELECT maker_facts, specifications FROM models_overview WHERE id = 'swift-3'"
    assert rows(makers, counts) == [(3, 11)]
    for table in ("technique_counts", "technique_adopters", "release_techniques"):
        same = f"SELECT * FROM {table} WHERE technique_id IN ('half-folding', 'group-relative-praise') ORDER BY 1, 2"
        assert rows(makers, same) == rows(before, same)


def test_a_topic_is_covered_once_an_attribute_of_it_is_recorded(
    before: sqlite3.Connection, makers: sqlite3.Connection
) -> None:
    topics = "SELECT id FROM search_index WHERE kind = 'topic'"
    gone = {topic for (topic,) in rows(before, topics)} - {topic for (topic,) in rows(makers, topics)}
    assert gone == {
        *("licenses", "parameter-counts", "context-lengths", "training-tokens", "normalization"),
        "layers-and-vocabulary",
    }


def test_the_attributes_of_topics_are_columns_of_the_sheet() -> None:
    path = PACKAGE / "derive" / "topics.csv"
    with path.open(encoding="utf-8", newline="") as file:
        named = {name for row in csv.DictReader(file) for name in row["attributes"].split()}
    assert named <= set(CONTRACTS["spec_sheet"].split(", "))


@pytest.mark.parametrize(
    ("words", "kind", "identity"),
    [
        ("8,192 context", "specification", "swift-3/context_length"),
        ("license wren 2", "specification", "wren-2/license"),
        ("1.5 trillion training tokens", "specification", "swift-3/training_tokens"),
        ("open weights nest license", "specification", "wren-2"),
        ("Songs for Long Evenings", "source", "swift-3-report"),
        ("swift 3 report", "source", "swift-3-report"),
        ("KV heads", "attribute", "kv_heads"),
        ("context length", "attribute", "context_length"),
    ],
)
def test_the_search_finds_specifications_documents_and_attributes(
    words: str, kind: str, identity: str, makers: sqlite3.Connection
) -> None:
    found = [(row[0], row[7]) for row in queries.run(makers, "search", {"words": words, "kind": ""}).rows]
    assert (kind, identity) in found[:6]
