"""Every check passes on the knowledge base, and each catches an offender planted for it."""

import sqlite3

import pytest

from llm_kb import checks
from llm_kb.errors import KnowledgeBaseError

FACT = "paper-2-2-3-5--gpt-4--dense-architecture--uses--unstated"
CLAIM = "gpt-4--dense-architecture--uses--unstated"

OFFENDERS = {
    "citation-of-another-passage": [
        f"INSERT INTO evidence_citations VALUES ('{FACT}', (SELECT id FROM citations WHERE publication_id = '93'))"
    ],
    "citation-positions": ["DELETE FROM citations WHERE id = 'paper-1-1-1--2'"],
    "claim-without-evidence": [f"DELETE FROM evidence WHERE claim_id = '{CLAIM}'"],
    "correction-that-corrects-nothing": ["UPDATE publications SET title_corrected = title WHERE id = '65'"],
    "correction-without-erratum": ["UPDATE publications SET year_corrected = 1999 WHERE id = '93'"],
    "empty-statement": [f"DELETE FROM evidence WHERE id = '{FACT}'"],
    "erratum-without-place": ["DELETE FROM errata_places WHERE erratum_id = 'aya-23-maker'"],
    "evidence-identity": [f"UPDATE evidence SET id = 'somewhere--{CLAIM}' WHERE id = '{FACT}'"],
    "figure-of-another-statement": [
        f"INSERT INTO measurement_evidence SELECT id, '{FACT}' FROM measurements ORDER BY id LIMIT 1"
    ],
    "foreign-keys": ["UPDATE models SET institution_id = 'nowhere' WHERE id = 'grok'"],
    "incomplete-search": ["DELETE FROM search_index WHERE kind = 'model' AND id = 'grok'"],
    "model-of-its-own": [f"INSERT INTO evidence_models VALUES ('{FACT}', 'gpt-4', 'teacher')"],
    "overlapping-passages": [
        "UPDATE passage_ranges SET end_character = end_character + 5 WHERE passage_id = 'paper-2-2-3-5'"
    ],
    "point-within-its-topic": [
        "UPDATE findings SET topic_id = (SELECT id FROM topics WHERE research_question_id = '4-4' LIMIT 1) "
        "WHERE id = (SELECT id FROM findings WHERE topic_id IS NOT NULL AND research_question_id = '2-2' LIMIT 1)"
    ],
    "publication-without-address": ["UPDATE publications SET url = NULL, url_corrected = NULL WHERE id = '93'"],
    "sentence-numbers": ["UPDATE passages SET sentence = 99 WHERE id = 'paper-2-2-3-5'"],
    "spelling-of-two-models": ["INSERT INTO model_aliases VALUES ('grok', 'GPT-4', 'spelling')"],
    "surveyed-models-are-listed": ["UPDATE models SET surveyed = 1 WHERE id = 'grok'"],
    "technique-is-a-group": [f"UPDATE claims SET technique_id = 'prompting' WHERE id = '{CLAIM}'"],
    "technique-named-twice": ["INSERT INTO technique_aliases VALUES ('sparsemixer', 'MOE')"],
    "top-of-the-taxonomy": ["UPDATE techniques SET parent_id = NULL WHERE id = 'sparsemixer'"],
    "topic-within-its-question": [
        "UPDATE topics SET last_passage_id = 'paper-5-1-1' WHERE research_question_id = '4-4'"
    ],
    "unused-technique": ["DELETE FROM claims WHERE technique_id = 'sparsemixer'"],
    "uses-and-avoids": [
        "INSERT INTO claims SELECT 'other', model_id, technique_id, 'avoids', 'training' FROM claims "
        "WHERE technique_id = 'sparsemixer'",
    ],
}
"""For each check, statements that make a copy of the knowledge base offend against it."""


def test_the_knowledge_base_passes_every_check(kb: sqlite3.Connection) -> None:
    assert checks.run(kb) == []


def test_every_check_has_a_planted_offender() -> None:
    assert {check.id for check in checks.all_checks()} == set(OFFENDERS)


@pytest.mark.parametrize("check", checks.all_checks(), ids=lambda check: check.id)
def test_a_check_says_what_it_demands_and_how_to_mend_it(check: checks.Check) -> None:
    assert check.severity in (checks.INTEGRITY, checks.DOUBT)
    assert check.file.text("description").endswith(".")
    assert not check.file.text("cure").endswith(".")


@pytest.mark.parametrize("identity", sorted(OFFENDERS))
def test_a_check_catches_its_planted_offender(identity: str, kb_copy: sqlite3.Connection) -> None:
    check = next(check for check in checks.all_checks() if check.id == identity)
    assert check.run(kb_copy) == []
    for statement in OFFENDERS[identity]:
        assert kb_copy.execute(statement).rowcount > 0
    assert check.run(kb_copy)


def test_integrity_failures_come_first_and_stop_a_build(kb_copy: sqlite3.Connection) -> None:
    for identity in ("uses-and-avoids", "foreign-keys"):
        for statement in OFFENDERS[identity]:
            kb_copy.execute(statement)
    severities = [finding.severity for finding in checks.run(kb_copy)]
    assert severities == sorted(severities, key=lambda severity: severity != checks.INTEGRITY)
    assert checks.DOUBT in severities
    with pytest.raises(KnowledgeBaseError, match=r"models row \d+: refers to a row of institutions"):
        checks.raise_if_broken(kb_copy)


def test_a_table_or_section_that_lost_rows_is_a_doubt(kb_copy: sqlite3.Connection) -> None:
    kb_copy.execute("DELETE FROM units WHERE id = 'tokens'")
    kb_copy.execute("DELETE FROM design_facts WHERE fact_id = (SELECT min(fact_id) FROM design_facts)")
    found = {finding.row: finding for finding in checks.run(kb_copy) if finding.check == checks.ROW_COUNTS}
    assert {"table units", "table design_facts", "section paper-2-1"} <= set(found)
    assert {finding.severity for finding in found.values()} == {checks.DOUBT}


def test_doubts_do_not_stop_a_build(kb_copy: sqlite3.Connection) -> None:
    kb_copy.execute(OFFENDERS["publication-without-address"][0])
    checks.raise_if_broken(kb_copy)
