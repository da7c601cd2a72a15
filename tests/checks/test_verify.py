"""The knowledge base holds against the survey's text, and a wrong passage, phrase or citation is found."""

import csv
import sqlite3
from pathlib import Path

import pytest

from llm_kb.checks import coverage
from llm_kb.checks.coverage import EXCEPTIONS
from llm_kb.checks.verify import Report, verify
from llm_kb.errors import KnowledgeBaseError

from ..derive.derive_tools import store_anew

SPOILED = {
    "a wrong hash": ("UPDATE passages SET sha256 = replace(sha256, 'a', 'b')", "has another hash"),
    "a shifted range": (
        "UPDATE passage_ranges SET start_character = start_character + 1 WHERE passage_id = 'paper-4-2-3-4'",
        "paper-4-2-3-4: the text at its place has another hash",
    ),
    "a sentence left out": (
        "DELETE FROM passage_ranges WHERE passage_id = 'paper-4-2-3-4'",
        "belong to no passage, but are more than a heading",
    ),
    "the last sentence left out": (
        "DELETE FROM passage_ranges WHERE passage_id = 'paper-5-1-2'",
        "belong to no passage, but are more than a heading",
    ),
    "a phrase from elsewhere": (
        "UPDATE statements SET phrase = 'Grouped Query Attention' WHERE id = 'paper-2-2-3-5'",
        "does not occur in its passage",
    ),
    "a phrase that is not unique": (
        "UPDATE statements SET phrase = 'dense' WHERE id = 'paper-2-2-3-5'",
        "times in the source, lengthen it",
    ),
    "a fact's phrase from elsewhere": (
        "UPDATE evidence SET phrase = 'Grouped Query Attention' WHERE statement_id = 'paper-2-2-3-5'",
        "paper-2-2-3-5: the phrase 'Grouped Query Attention' does not occur in its passage",
    ),
    "a fact's phrase that is not unique": (
        "UPDATE evidence SET phrase = 'dense' WHERE statement_id = 'paper-2-2-3-5'",
        "times in the source, lengthen it",
    ),
    "a citation left out": (
        "DELETE FROM citations WHERE id = 'paper-1-1-1--2'",
        "paper-1-1-1: its citations are not those recorded",
    ),
    "a citation too many": (
        "INSERT INTO citations VALUES ('paper-5-1-1--1', 'paper-5-1-1', '93', 1, 1)",
        "paper-5-1-1: its citations are not those recorded",
    ),
    "a citation of another work": (
        "UPDATE citations SET publication_id = '93' WHERE id = 'paper-1-1-1--2'",
        "paper-1-1-1: its citations are not those recorded",
    ),
    "an erratum that misquotes": (
        "UPDATE errata_places SET printed = 'never printed' WHERE erratum_id = 'gpt-4-dense'",
        "gpt-4-dense, place 1: 'never printed' is not printed there",
    ),
    "a wrong title": (
        "UPDATE publications SET title = 'Another title' WHERE id = '93'",
        "reference 93: the title 'Another title' is not as printed",
    ),
    "a reference left out": ("DELETE FROM publications WHERE id = '156'", "reference 156 is not recorded"),
}


@pytest.fixture(scope="session")
def report(kb_file: Path, paper: Path) -> Report:
    with sqlite3.connect(kb_file) as connection:
        return verify(connection, paper)


def test_everything_holds_against_the_text(report: Report) -> None:
    assert report.same_text
    assert report.problems == []


def test_the_text_has_257_bold_model_mentions(report: Report) -> None:
    assert sum(section.mentions for section in report.sections) == 257


def test_every_bold_model_mention_stands_in_a_fact_of_its_sentence(report: Report) -> None:
    assert sum(section.covered for section in report.sections) == 257


def test_nothing_is_uncovered(report: Report) -> None:
    assert [place for section in report.sections for place in section.uncovered] == []
    assert all(section.stated == section.sentences for section in report.sections if section.section[1:2] == ".")


def test_all_158_citations_are_recorded(report: Report) -> None:
    assert sum(section.citations for section in report.sections) == 158


@pytest.mark.parametrize("kind", sorted(SPOILED))
def test_what_does_not_hold_is_found(kind: str, kb_copy: sqlite3.Connection, paper: Path) -> None:
    statement, told = SPOILED[kind]
    assert kb_copy.execute(statement).rowcount > 0
    store_anew(kb_copy, "bibliography")
    assert any(told in problem for problem in verify(kb_copy, paper).problems)


UNCOVERED = {
    "a bold name without a fact": (
        "DELETE FROM design_facts WHERE claim_id = 'gpt-4--dense-architecture--uses--unstated'",
        "paper-2-2-3-5 names GPT-4 but has no fact about it",
    ),
    "a joint name without a fact of each model": (
        "DELETE FROM design_facts WHERE claim_id LIKE 'deepseek-v3--%' AND passage_id = 'paper-2-1-3-5'",
        "paper-2-1-3-5 names DeepSeek-R1&V3 but has no fact about it",
    ),
    "a name that is not bold without a fact": (
        "DELETE FROM evidence_models WHERE model_id = 'gpt-4o' AND evidence_id LIKE 'paper-4-3-3-8%'",
        "paper-4-3-3-8 names GPT-4o but has no fact about it",
    ),
    "a sentence without a statement": (
        "DELETE FROM statements WHERE passage_id = 'paper-2-1-3-4'",
        "paper-2-1-3-4 has no statement",
    ),
    "a citation without a link": (
        "DELETE FROM technique_publications WHERE publication_id = '125'",
        "paper-2-2-3-7 cites [125], which is linked to none",
    ),
    "an alias that is not known": (
        "DELETE FROM model_aliases WHERE alias = 'GPT-4'",
        "paper-2-2-3-5 names GPT-4 but has no fact about it",
    ),
}


@pytest.mark.parametrize("kind", sorted(UNCOVERED))
def test_what_is_not_covered_is_told(kind: str, kb_copy: sqlite3.Connection, paper: Path) -> None:
    statement, told = UNCOVERED[kind]
    assert kb_copy.execute(statement).rowcount > 0
    places = [place for section in verify(kb_copy, paper).sections for place in section.uncovered]
    assert any(told in place for place in places)


def test_every_exception_has_a_reason() -> None:
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        reasons = [row["reason"] for row in csv.DictReader(file)]
    assert 0 < len(reasons) <= 5
    assert all(reason.endswith(".") for reason in reasons)


def test_every_exception_is_needed(
    kb: sqlite3.Connection, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with EXCEPTIONS.open(encoding="utf-8", newline="") as file:
        exceptions = [f"{row['passage_id']} names {row['name']} but" for row in csv.DictReader(file)]
    none = tmp_path / "exceptions.csv"
    none.write_text("passage_id,name,reason\n")
    monkeypatch.setattr(coverage, "EXCEPTIONS", none)
    places = [place for section in verify(kb, paper).sections for place in section.uncovered]
    assert len(places) == len(exceptions)
    assert all(any(place.startswith(exception) for place in places) for exception in exceptions)


def test_another_text_is_searched_for_phrases_only(kb: sqlite3.Connection, paper: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(paper.read_text(encoding="utf-8").replace("dense backbones", "dense back-\nbones") + "\n")
    report = verify(kb, other)
    assert not report.same_text
    assert report.problems == []
    assert report.sections == []


def test_a_text_without_a_phrase_is_told(kb: sqlite3.Connection, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("Nothing of the survey.\n")
    report = verify(kb, other)
    assert len(report.problems) == report.phrases > 0


def test_a_file_that_is_not_text_is_refused(kb: sqlite3.Connection, tmp_path: Path) -> None:
    other = tmp_path / "paper.pdf"
    other.write_bytes(b"%PDF-1.7\xff\xfe")
    with pytest.raises(KnowledgeBaseError, match="is not UTF-8 text"):
        verify(kb, other)
