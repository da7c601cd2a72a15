"""What is quoted from sources holds against their texts, and what does not is found."""

import csv
import hashlib
import io
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb.checks.sources import SourceReport, verify_sources
from llm_kb.cli import main
from llm_kb.database import open_read_only
from llm_kb.settings import SOURCES_VARIABLE

from ..sourcetext.test_library import pdf
from ..tiny import BUNDLES, MAKERS, build_from

CONFIGURATION = "swift-3-config"
RECORDED = ("swift-3-config", "swift-3-report", "tiny-almanac", "tiny-source", "wren-2-card")
REPORT, FLOW = BUNDLES / "swift-3-report.txt", BUNDLES / "swift-3-report.flow.txt"
SPOILED = {
    "a wrong hash": (
        "UPDATE passages SET sha256 = replace(sha256, 'a', 'b') WHERE id = 'swift-3-report-p1-1'",
        "swift-3-report-p1-1: the text at its place has another hash",
    ),
    "a shifted range": (
        "UPDATE passage_ranges SET end_character = end_character + 1 WHERE passage_id = 'wren-2-card-training-1'",
        "wren-2-card-training-1: the text at its place has another hash",
    ),
    "a range beyond the text": (
        "UPDATE passage_ranges SET start_character = 90000, end_character = 90009 "
        "WHERE passage_id = 'swift-3-config-layers-1'",
        "swift-3-config-layers-1: the text at its place has another hash",
    ),
    "a passage without ranges": (
        "DELETE FROM passage_ranges WHERE passage_id = 'swift-3-report-p2-1'",
        "swift-3-report-p2-1: the phrase 'folds its feathers in halves' does not occur in its passage",
    ),
    "a wrong page": (
        "UPDATE passages SET page = 2 WHERE id = 'swift-3-report-p1-1'",
        "swift-3-report-p1-1: its ranges begin on page 1, not on page 2",
    ),
    "a page that is not there": (
        "UPDATE passages SET page = 9 WHERE id = 'swift-3-report-p1-1'",
        "swift-3-report-p1-1: There is no page 9: the text has 3 pages",
    ),
    "a wrong number of pages": (
        "UPDATE documents SET pages = 4 WHERE source_id = 'swift-3-report'",
        "swift-3-report: the text has 3 pages, not 4, correct documents.csv",
    ),
    "a wrong heading": (
        "UPDATE passages SET locator = 'Details' WHERE id = 'wren-2-card-training-1'",
        "wren-2-card-training-1: its ranges begin under 'Training', not at 'Details'",
    ),
    "a heading that is not there": (
        "UPDATE passages SET locator = 'Trainings' WHERE id = 'wren-2-card-training-1'",
        "wren-2-card-training-1: There is no heading or key 'Trainings': did you mean 'Training'?",
    ),
    "a wrong key": (
        "UPDATE passages SET locator = '`layers`' WHERE id = 'swift-3-config-attention-heads-1'",
        "swift-3-config-attention-heads-1: its ranges begin in L4, not at 'layers'",
    ),
    "a key that is not there": (
        "UPDATE passages SET locator = '`attention.eyes`' WHERE id = 'swift-3-config-attention-heads-1'",
        "swift-3-config-attention-heads-1: There is no heading or key 'attention.eyes'",
    ),
    "wrong lines": (
        "UPDATE passages SET locator = 'L1–L3' WHERE id = 'swift-3-config-l7-1'",
        "swift-3-config-l7-1: its ranges begin in L7, not in L1–L3",
    ),
    "a phrase that is nowhere": (
        "UPDATE statements SET phrase = 'lined with gold' WHERE passage_id = 'swift-3-report-p2-2'",
        "swift-3-report-p2-2: the phrase 'lined with gold' does not occur in its passage",
    ),
    "a phrase of another passage": (
        "UPDATE statements SET phrase = 'began as a copy of Owl 2' WHERE passage_id = 'swift-3-report-p2-2'",
        "swift-3-report-p2-2: the phrase 'began as a copy of Owl 2' does not occur in its passage",
    ),
    "a part of a number": (
        "UPDATE statements SET phrase = '\"max_context\": 819' WHERE passage_id = 'swift-3-config-l7-1'",
        "does not occur in its passage",
    ),
    "a fact's phrase that is nowhere": (
        "UPDATE evidence SET phrase = 'lined with gold' WHERE statement_id = 'swift-3-report-p2-2'",
        "swift-3-report-p2-2: the phrase 'lined with gold' does not occur in its passage",
    ),
    "a phrase that is not unique in a source with sections": (
        "UPDATE statements SET phrase = 'Wren 1' WHERE passage_id = 'tiny-source-2-1-3-2'",
        "times in the source, lengthen it",
    ),
    "an erratum that misquotes": (
        "UPDATE errata_places SET printed = 'line with gold' WHERE erratum_id = 'swift-moss'",
        "swift-moss, place 1: 'line with gold' is not printed there",
    ),
}


@pytest.fixture(scope="module")
def makers_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny knowledge base with three documents of makers; not to be changed."""
    return build_from(BUNDLES / "tiny-makers", tmp_path_factory.mktemp("makers") / "llm_kb.db")


@pytest.fixture
def makers(makers_file: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of it that a test may spoil."""
    shutil.copyfile(makers_file, tmp_path / "copy.db")
    with closing(sqlite3.connect(tmp_path / "copy.db")) as connection:
        yield connection


def reports(connection: sqlite3.Connection, *places: Path) -> dict[str, SourceReport]:
    return {report.source: report for report in verify_sources(connection, places, {})}


def problems(connection: sqlite3.Connection, *places: Path) -> list[str]:
    return [problem for report in reports(connection, *places).values() for problem in report.problems]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["verify", *arguments])


def test_everything_is_proven_against_the_recorded_texts(makers: sqlite3.Connection) -> None:
    found = reports(makers, BUNDLES)
    assert {source for source, report in found.items() if report.text == "recorded"} == set(RECORDED)
    assert found["tiny-list"].is_absent
    assert [problem for report in found.values() for problem in report.problems] == []
    assert all(found[source].proven == found[source].phrases > 0 for source in RECORDED)
    assert found["swift-3-report"].passages == 8


@pytest.mark.parametrize("kind", SPOILED)
def test_what_does_not_hold_is_found(kind: str, makers: sqlite3.Connection) -> None:
    statement, told = SPOILED[kind]
    assert makers.execute(statement).rowcount > 0
    assert any(told in problem for problem in problems(makers, BUNDLES)), problems(makers, BUNDLES)


def test_a_phrase_that_is_wrong_counts_once_as_not_proven(makers: sqlite3.Connection) -> None:
    makers.execute("UPDATE statements SET phrase = 'gold' WHERE passage_id = 'swift-3-report-p2-2'")
    report = reports(makers, BUNDLES)["swift-3-report"]
    assert (report.proven, report.phrases, len(report.problems)) == (report.phrases - 1, 9, 1)


def test_against_another_text_of_a_document_phrases_and_pages_are_proven_and_no_ranges(
    makers: sqlite3.Connection,
) -> None:
    makers.execute("UPDATE passages SET sha256 = 'wrong'")
    report = reports(makers, FLOW)["swift-3-report"]
    assert (report.text, report.proven, report.problems) == ("another text", 9, [])
    assert report.remarks == ["only phrases and their places were proven, and no ranges"]


def test_against_another_text_a_phrase_that_is_nowhere_or_on_another_page_is_found(makers: sqlite3.Connection) -> None:
    makers.execute("UPDATE statements SET phrase = 'lined with gold' WHERE passage_id = 'swift-3-report-p2-2'")
    makers.execute("UPDATE passages SET page = 1 WHERE id = 'swift-3-report-p2-3'")
    report = reports(makers, FLOW)["swift-3-report"]
    assert report.proven == report.phrases - 2
    assert report.problems == [
        "swift-3-report-p2-2: 'lined with gold' is nowhere in the text: take words from it.",
        "swift-3-report-p2-3: 'began as a copy of Owl 2' is on page 2, not on page 1.",
    ]


def of_a_pdf(connection: sqlite3.Connection, phrases: tuple[str, str]) -> None:
    """Make a document of two phrases of the one whose PDF is given."""
    original = hashlib.sha256(pdf()).hexdigest()
    connection.execute("UPDATE documents SET original_sha256 = ? WHERE source_id = 'swift-3-report'", (original,))
    connection.execute("DELETE FROM statements WHERE id NOT IN ('swift-3-report-p1-1', 'swift-3-report-p2-1')")
    for page, phrase in enumerate(phrases, 1):
        connection.execute("UPDATE statements SET phrase = ? WHERE id = ?", (phrase, f"swift-3-report-p{page}-1"))


def test_the_pdf_of_a_document_proves_phrases_and_pages(makers: sqlite3.Connection, tmp_path: Path) -> None:
    (tmp_path / "swift.pdf").write_bytes(pdf())
    of_a_pdf(makers, ("Owls fold in halves", "line nests with moss"))
    report = reports(makers, tmp_path / "swift.pdf")["swift-3-report"]
    assert (report.text, report.proven, report.problems) == ("PDF", 2, [])
    of_a_pdf(makers, ("line nests with moss", "line nests with gold"))
    report = reports(makers, tmp_path / "swift.pdf")["swift-3-report"]
    assert [problem.split(": ", 1)[0] for problem in report.problems] == ["swift-3-report-p1-1", "swift-3-report-p2-1"]


def test_a_pdf_whose_text_cannot_be_taken_out_is_absent_and_that_is_said(
    makers: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pypdf", None)
    (tmp_path / "swift.pdf").write_bytes(pdf())
    of_a_pdf(makers, ("Owls fold in halves", "line nests with moss"))
    report = reports(makers, tmp_path / "swift.pdf")["swift-3-report"]
    assert (report.is_absent, report.problems) == (True, [])
    assert "pypdf is not installed" in report.remarks[0]


def test_a_document_of_which_no_text_could_be_kept_is_said_to_be_so(tmp_path: Path) -> None:
    bundles = shutil.copytree(BUNDLES, tmp_path / "bundles")
    for name, cells in (("sources.csv", {"sha256"}), ("passages.csv", {"ranges", "sha256"})):
        rows = list(csv.DictReader((bundles / MAKERS / name).open(encoding="utf-8")))
        for row in rows:
            if CONFIGURATION in row.values():
                row |= dict.fromkeys(cells, "")
        with (bundles / MAKERS / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    with closing(open_read_only(build_from(bundles / MAKERS, tmp_path / "unkept.db"))) as connection:
        report = reports(connection, BUNDLES)[CONFIGURATION]
        assert (report.text, report.is_absent, report.problems) == ("not kept", True, [])
        assert report.passages == 5
        places = "SELECT locator, phrase FROM specifications WHERE source_id = ? AND phrase IS NOT NULL"
        assert ("`layers`", '"layers": 12') in map(tuple, connection.execute(places, (CONFIGURATION,)))


def test_the_command_tells_a_row_for_each_source_and_counts_what_is_absent(makers_file: Path, tmp_path: Path) -> None:
    shutil.copyfile(REPORT, tmp_path / "renamed.bin")
    result = run("--sources", str(tmp_path), "--db", str(makers_file), "--csv")
    rows = {row["source"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
    assert result.exit_code == 0
    assert rows["swift-3-report"] == {
        "source": "swift-3-report",
        "text": "recorded",
        "passages": "8",
        "phrases": "9",
        "proven": "9",
        "failed": "0",
    }
    assert rows["wren-2-card"]["text"] == "absent"
    assert rows["all"]["proven"] == "9"
    assert result.stderr == "Of 6 sources, 1 is there and 5 are absent.\n"


def test_the_command_fails_where_something_is_not_proven(makers: sqlite3.Connection, tmp_path: Path) -> None:
    makers.execute("UPDATE statements SET phrase = 'gold' WHERE passage_id = 'swift-3-report-p2-2'")
    makers.commit()
    result = run("--sources", str(BUNDLES), "--db", str(tmp_path / "copy.db"))
    assert result.exit_code == 1
    assert "swift-3-report-p2-2: the phrase 'gold' does not occur in its passage" in result.stderr


def test_the_environment_names_the_folders_where_the_command_names_nothing(
    makers_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SOURCES_VARIABLE, f"{tmp_path}:{BUNDLES}")
    result = run("--db", str(makers_file), "--csv")
    assert result.exit_code == 0
    assert result.stderr == "Of 6 sources, 5 are there and 1 is absent.\n"
    monkeypatch.delenv(SOURCES_VARIABLE)
    result = run("--db", str(makers_file))
    assert result.exit_code == 2
    assert "name folders with --sources, or the survey with --paper" in result.stderr


def test_a_folder_that_the_environment_names_and_is_not_there_is_told(
    makers_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SOURCES_VARIABLE, str(tmp_path / "none"))
    result = run("--db", str(makers_file))
    assert result.exit_code == 1
    assert "LLM_KB_SOURCES" in result.stderr
