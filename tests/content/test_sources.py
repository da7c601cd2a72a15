"""Every edition, held against the texts of the developers' documents by `llm-kb verify`."""

import sqlite3
from contextlib import closing
from pathlib import Path

from llm_kb.checks.verify import verify_sources_and_survey
from llm_kb.database import open_read_only


def test_everything_that_is_quoted_holds_against_the_texts_that_are_there(
    kb_file: Path, source_folders: list[Path], paper: Path
) -> None:
    with closing(open_read_only(kb_file)) as connection:
        reports = verify_sources_and_survey(connection, [*source_folders, paper])
    assert [problem for report in reports for problem in report.problems] == []
    there = [report for report in reports if not report.is_absent]
    assert "paper" in {report.source for report in there}
    assert all(report.proven == report.phrases for report in there)


def test_a_phrase_of_the_survey_that_is_nowhere_is_found_among_the_sources(
    kb_file: Path, paper: Path, tmp_path: Path
) -> None:
    with closing(open_read_only(kb_file)) as original, closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        original.backup(copy)
        copy.execute("UPDATE statements SET phrase = 'lined with gold' WHERE passage_id = 'paper-2-2-3-5'")
        (report,) = (r for r in verify_sources_and_survey(copy, [paper]) if r.source == "paper")
    assert report.problems
    assert all("the phrase 'lined with gold' does not occur in its passage" in problem for problem in report.problems)
