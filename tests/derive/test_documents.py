"""Facts of documents without sections stand in what is derived, and the roles of lineage are open."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from llm_kb import checks
from llm_kb.database import open_read_only
from tests.tiny import build_tiny

FACT = "swift-3-report-p2-1--swift-3--half-folding--uses--inference"


def test_a_fact_of_a_document_without_sections_is_a_design_fact_without_a_section(makers: sqlite3.Connection) -> None:
    columns = "section, paragraph, sentence, question, topic, dimension, source_id, statement, source, locator, verdict"
    row = makers.execute(f"SELECT {columns} FROM design_facts WHERE fact_id = ?", (FACT,)).fetchone()
    assert tuple(row[:5]) == (None,) * 5
    statement = "A Swift folds in halves when it talks, with a new choice on most evenings."
    assert tuple(row[6:]) == ("swift-3-report", statement, "Swift 3: Songs for Long Evenings", "p. 2", None)


def test_what_is_counted_by_section_has_no_row_without_one(makers: sqlite3.Connection) -> None:
    for table in ("section_counts", "section_adoption"):
        assert rows(makers, f"SELECT count(*) FROM {table} WHERE section IS NULL") == [(0,)]


def test_lineage_has_the_model_that_another_one_began_as(makers: sqlite3.Connection) -> None:
    based = "SELECT student_id, teacher_id, technique, section FROM lineage WHERE role = 'base'"
    assert rows(makers, based) == [("swift-3", "owl-2", "song copying", None)]


def test_an_edition_of_documents_breaks_no_check(makers: sqlite3.Connection) -> None:
    assert [finding for finding in checks.run(makers) if finding.severity == checks.INTEGRITY] == []


def test_the_editions_before_have_the_same_rows_as_without_it(makers: sqlite3.Connection, tmp_path: Path) -> None:
    facts = "SELECT * FROM design_facts WHERE source_id LIKE 'tiny-%' ORDER BY fact_id"
    with closing(open_read_only(build_tiny(tmp_path / "before.db"))) as connection:
        before = rows(connection, facts)
    after = rows(makers, facts)
    names = [column[0] for column in makers.execute(facts).description]
    changed = [
        (one[0], name, new)
        for one, other in zip(before, after, strict=True)
        for name, old, new in zip(names, one, other, strict=True)
        if old != new and name not in ("verdict", "source_kind")
    ]
    contradicted = "tiny-source-3-1-4-2--{}--moss-lining--uses--unstated"
    assert changed == [(contradicted.format(model), "disputed", 1) for model in ("swift-3", "swift-3-long")]


def rows(connection: sqlite3.Connection, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in connection.execute(sql)]
