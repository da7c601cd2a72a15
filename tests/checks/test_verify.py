"""The knowledge base holds against the survey's text, and a wrong passage, phrase or citation is found."""

import sqlite3
from pathlib import Path

import pytest

from llm_kb.checks.verify import Report, verify
from llm_kb.errors import KnowledgeBaseError

SPOILED = {
    "a wrong hash": ("UPDATE passages SET sha256 = replace(sha256, 'a', 'b')", "has another hash"),
    "a shifted range": (
        "UPDATE passage_ranges SET start_character = start_character + 1 WHERE passage_id = 'paper-4-2-3-4'",
        "paper-4-2-3-4: the text at its place has another hash",
    ),
    "a sentence left out": (
        "DELETE FROM passage_ranges WHERE passage_id = 'paper-4-2-3-4'",
        "belong to no passage, but hold more than a heading",
    ),
    "the last sentence left out": (
        "DELETE FROM passage_ranges WHERE passage_id = 'paper-5-1-2'",
        "belong to no passage, but hold more than a heading",
    ),
    "a phrase from elsewhere": (
        "UPDATE statements SET phrase = 'Grouped Query Attention' WHERE id = 'paper-2-2-3-5'",
        "does not stand in its sentence",
    ),
    "a phrase that is not unique": (
        "UPDATE statements SET phrase = 'dense' WHERE id = 'paper-2-2-3-5'",
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


def test_sections_with_facts_cover_every_bold_model_mention(report: Report) -> None:
    begun = [section for section in report.sections if section.facts]
    assert {"2.1", "2.2"} <= {section.section for section in begun}
    assert [place for section in begun for place in section.uncovered] == []
    assert all(section.statements == section.sentences for section in begun)


def test_all_158_citations_are_recorded(report: Report) -> None:
    assert sum(section.citations for section in report.sections) == 158


@pytest.mark.parametrize("kind", sorted(SPOILED))
def test_what_does_not_hold_is_found(kind: str, kb_copy: sqlite3.Connection, paper: Path) -> None:
    statement, told = SPOILED[kind]
    assert kb_copy.execute(statement).rowcount > 0
    assert any(told in problem for problem in verify(kb_copy, paper).problems)


def test_a_mention_without_a_fact_is_uncovered(kb_copy: sqlite3.Connection, paper: Path) -> None:
    kb_copy.execute("DELETE FROM evidence WHERE claim_id = 'gpt-4--dense-architecture--uses--unstated'")
    section = next(s for s in verify(kb_copy, paper).sections if s.section == "2.2")
    assert section.uncovered == ["paper-2-2-3-5: GPT-4"]


def test_a_joint_mention_needs_a_fact_of_each_model(kb_copy: sqlite3.Connection, paper: Path) -> None:
    kb_copy.execute("DELETE FROM evidence WHERE claim_id LIKE 'deepseek-v3--%' AND passage_id = 'paper-2-1-3-5'")
    section = next(s for s in verify(kb_copy, paper).sections if s.section == "2.1")
    assert section.uncovered == ["paper-2-1-3-5: DeepSeek-R1&V3"]


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
