"""A supertype is recorded along with a subtype only where the text names it, or where its fact says more."""

import csv
import sqlite3

import pytest

from llm_kb import checks
from llm_kb.settings import PACKAGE

FACT = "paper-3-3-4-6--deepseek-r1--format-reward--uses--post-training"
NARROWER = "paper-3-3-4-6--deepseek-r1--accuracy-reward--uses--post-training"
FIGURE = "INSERT INTO measurements (id, statement_id, ordinal, metric_id, printed, bound_id)"


SAYING_MORE = {
    "another stage": f"UPDATE design_facts SET stage = 'training' WHERE fact_id = '{FACT}'",
    "another relation": f"UPDATE design_facts SET relation = 'avoids' WHERE fact_id = '{FACT}'",
    "another model that it is about": f"UPDATE design_facts SET model_id = 'llama-3' WHERE fact_id = '{FACT}'",
    "a qualifier of its own": f"UPDATE evidence SET qualifier = 'lightweight' WHERE id = '{FACT}'",
    "firmer evidence": f"UPDATE evidence SET basis_id = 'implied', basis_note = 'So.' WHERE id = '{NARROWER}'",
    "another model in it": f"INSERT INTO evidence_models VALUES ('{FACT}', 'gpt-4', 'judge', 'explicit', NULL)",
    "a figure": f"""
        {FIGURE} VALUES ('one', 'paper-3-3-4-6', 9, 'ratio', 'half', 'exact');
        INSERT INTO measurement_evidence VALUES ('one', '{FACT}')
    """,
    "a name in the statement": (
        f"UPDATE design_facts SET statement = 'It has rule-based rewards.' WHERE fact_id = '{FACT}'"
    ),
    "a name in its phrase": f"UPDATE design_facts SET phrase = 'rule-based reward' WHERE fact_id = '{FACT}'",
    "an abbreviation in the statement": f"""
        UPDATE techniques SET abbreviation = 'RBR' WHERE id = 'rule-based-reward';
        UPDATE design_facts SET statement = 'It has RBRs.' WHERE fact_id = '{FACT}'
    """,
}
NOT_MORE = {
    "nothing": "SELECT 1",
    "no qualifier": f"UPDATE evidence SET qualifier = NULL WHERE id = '{FACT}'",
    "weaker evidence": f"UPDATE evidence SET basis_id = 'implied', basis_note = 'So.' WHERE id = '{FACT}'",
    "the same model in both": f"""
        INSERT INTO evidence_models VALUES ('{FACT}', 'gpt-4', 'judge', 'explicit', NULL);
        INSERT INTO evidence_models VALUES ('{NARROWER}', 'gpt-4', 'judge', 'explicit', NULL)
    """,
    "a figure of the narrower one": f"""
        {FIGURE} VALUES ('one', 'paper-3-3-4-6', 9, 'ratio', 'half', 'exact');
        INSERT INTO measurement_evidence VALUES ('one', '{NARROWER}')
    """,
    "a name within that of the narrower technique": f"""
        INSERT INTO technique_aliases VALUES ('accuracy-reward', 'rule-based reward of accuracy');
        UPDATE design_facts SET statement = 'It has a rule-based reward of accuracy.' WHERE fact_id = '{FACT}'
    """,
    "a name within that of the model": f"""
        UPDATE techniques SET abbreviation = 'R1' WHERE id = 'rule-based-reward';
        UPDATE design_facts SET statement = 'DeepSeek-R1 is rewarded.' WHERE fact_id = '{FACT}'
    """,
}


@pytest.fixture
def nested(kb_copy: sqlite3.Connection) -> sqlite3.Connection:
    """A knowledge base in which one of two rewards of a model is the wider technique of the other."""
    assert found(kb_copy) == []
    kb_copy.execute("UPDATE design_facts SET technique_id = 'rule-based-reward' WHERE fact_id = ?", [FACT])
    return kb_copy


def found(connection: sqlite3.Connection) -> list[str]:
    check = next(check for check in checks.all_checks() if check.id == "wider-technique-beside-narrower")
    return [finding.key for finding in check.run(connection)]


@pytest.mark.parametrize("what", SAYING_MORE)
def test_a_supertype_that_says_more_may_be_recorded_with_its_subtype(what: str, nested: sqlite3.Connection) -> None:
    assert found(nested) == [FACT]
    nested.executescript(SAYING_MORE[what])
    assert found(nested) == []


@pytest.mark.parametrize("what", NOT_MORE)
def test_a_wider_technique_is_redundant_beside_a_narrower_one_with(what: str, nested: sqlite3.Connection) -> None:
    nested.executescript(NOT_MORE[what])
    assert found(nested) == [FACT]


def test_techniques_further_up_are_wider_too(nested: sqlite3.Connection) -> None:
    (parent,) = nested.execute("SELECT parent_id FROM techniques WHERE id = 'rule-based-reward'").fetchone()
    nested.execute("UPDATE design_facts SET technique_id = ? WHERE fact_id = ?", [parent, FACT])
    nested.execute("UPDATE design_facts SET statement = 'It is so.', phrase = 'so' WHERE fact_id = ?", [FACT])
    nested.execute("UPDATE statements SET phrase = 'so' WHERE id = 'paper-3-3-4-6'")
    assert found(nested) == [FACT]


def test_every_exception_is_needed(newest: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    with (PACKAGE / "checks" / "nested.csv").open(encoding="utf-8", newline="") as file:
        exceptions = [row["fact_id"] for row in csv.DictReader(file)]
    monkeypatch.setattr(checks, "_csv_as_json", lambda name: "[]")
    assert found(newest) == exceptions == sorted(exceptions)
