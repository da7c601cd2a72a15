"""What `llm-kb verify` writes of a verification: the coverage by section with a total, counts, and its exit status."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb.checks import verify as verification
from llm_kb.checks.coverage import SectionCoverage
from llm_kb.checks.sources import SourceReport
from llm_kb.checks.verify import Report
from llm_kb.cli.verify import verify

SECTIONS = [SectionCoverage("1", 5, 4, 9, 2, 7, 6, ["1/1/1: no fact"]), SectionCoverage("2", 1, 1, 3, 1, 2, 2)]
SOURCES = [
    SourceReport("owl-card", "Owl", "same", 3, 4, 4, remarks=["one text is missing"]),
    SourceReport("wren-card", "Wren", "same", 2, 3, 2, problems=["wren-card: 'moss' is nowhere"]),
    SourceReport("swift-card", "Swift"),
]


def written(kb_file: Path, monkeypatch: pytest.MonkeyPatch, report: Report | None, *arguments: str) -> Result:
    monkeypatch.setattr(verification, "verify", lambda connection, file: report)
    monkeypatch.setattr(verification, "verify_sources_and_survey", lambda connection, places: SOURCES)
    return CliRunner().invoke(verify, [*arguments, "--db", str(kb_file), "--csv"])


def test_the_coverage_of_sections_has_a_total_and_what_is_uncovered_is_a_failure(
    kb_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = written(kb_file, monkeypatch, Report(True, 9, [], SECTIONS), "--paper", __file__)
    header, *rows = done.stdout.splitlines()
    assert header == "section,sentences,stated,facts,citations,mentions,covered,uncovered"
    assert rows == ["1,5,4,9,2,7,6,1", "2,1,1,3,1,2,2,0", "all,6,5,12,3,9,8,1"]
    assert (done.stderr, done.exit_code) == ("1/1/1: no fact\n", 1)
    covered = written(kb_file, monkeypatch, Report(True, 9, [], SECTIONS[1:]), "--paper", __file__)
    assert (covered.stderr, covered.exit_code) == ("", 0)


def test_of_another_copy_of_the_survey_phrases_are_counted_only(kb_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = written(kb_file, monkeypatch, Report(False, 9, ["no 'moss'", "no 'owl'"], []), "--paper", __file__)
    note = "7 of 9 phrases found; this is not the copy that was recorded, so only the phrases were checked."
    assert (done.stdout, done.stderr, done.exit_code) == ("", f"{note}\nno 'moss'\nno 'owl'\n", 1)


def test_sources_have_a_row_each_and_a_total_and_those_without_a_text_are_counted(
    kb_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = written(kb_file, monkeypatch, None, "--sources", str(tmp_path))
    header, *rows = done.stdout.splitlines()
    assert header == "source,text,passages,phrases,proven,failed"
    assert rows[:2] == ["owl-card,same,3,4,4,0", "wren-card,same,2,3,2,1"] and rows[-1] == "all,,5,7,6,1"
    assert done.stderr.splitlines() == [
        "owl-card: one text is missing.",
        "Of 3 sources, 2 are there and 1 is absent.",
        "wren-card: 'moss' is nowhere",
    ]
    assert done.exit_code == 1


def test_with_sources_the_survey_adds_its_problems_but_no_second_table(
    kb_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = Report(True, 9, ["a range is wrong"], SECTIONS)
    done = written(kb_file, monkeypatch, report, "--sources", str(tmp_path), "--paper", __file__)
    assert done.stdout.startswith("source,") and "section,sentences" not in done.stdout
    assert done.stderr.splitlines()[-3:] == ["wren-card: 'moss' is nowhere", "a range is wrong", "1/1/1: no fact"]


def test_verify_without_a_text_says_what_to_name(kb_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LLM_KB_SOURCES", raising=False)
    done = written(kb_file, monkeypatch, None)
    assert done.exit_code == 2 and "name folders with --sources, or the survey with --paper" in done.stderr
