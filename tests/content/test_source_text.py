"""The first edition as it is pinned, and held against the survey's text by `llm-kb verify`."""

import csv
import hashlib
import io
import re
import sqlite3
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from llm_kb import seeds
from llm_kb.cli import main
from llm_kb.settings import data_directory

from ..checkout import FIRST_EDITION as EDITION


def test_the_bundle_is_pinned_as_it_stands_here() -> None:
    folder = data_directory("seed") / EDITION
    assert (folder / seeds.SUMS).read_text(encoding="utf-8") == seeds.sums_of(folder)
    checked = subprocess.run(["sha256sum", "--check", "--quiet", seeds.SUMS], cwd=folder, check=False)
    assert checked.returncode == 0


def test_verify_tells_the_coverage_of_each_section(kb_file: Path, paper: Path) -> None:
    result = CliRunner().invoke(main, ["verify", "--paper", str(paper), "--csv", "--db", str(kb_file)])
    assert (result.exit_code, result.stderr) == (0, "")
    sections = {row["section"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
    assert list(sections["all"]) == [
        *("section", "sentences", "stated", "facts", "citations", "mentions", "covered", "uncovered")
    ]
    assert sections["2.1"]["covered"] == sections["2.1"]["mentions"] == "12"
    assert sections["all"]["citations"] == "158"


def test_verify_of_another_text_says_that_only_phrases_were_searched(
    kb_file: Path, paper: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(paper.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["verify", "--paper", str(other), "--db", str(kb_file)])
    assert result.exit_code == 0
    assert "only the phrases were checked" in result.stderr


def test_the_companion_list_is_the_published_one(companion_list: Path, kb: sqlite3.Connection) -> None:
    (recorded,) = kb.execute("SELECT sha256 FROM sources WHERE id = 'awesome-list'").fetchone()
    assert hashlib.sha256(companion_list.read_bytes()).hexdigest() == recorded


def test_the_models_are_listed_as_the_companion_list_has_them(companion_list: Path, kb: sqlite3.Connection) -> None:
    listed, institution = [], ""
    for line in companion_list.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            institution = line.removeprefix("### ").lstrip("\N{OFFICE BUILDING} ")
        elif entry := re.match(r"- \*\*(.+)\*\* \[\[(\w+)]]\((.+)\)", line):
            listed.append((institution, *entry.groups()))
    sql = """SELECT i.name, l.name_printed, l.link_kind_id, l.url FROM model_listings AS l
        INNER JOIN institutions AS i ON l.institution_id = i.id
        WHERE l.source_id = 'awesome-list' ORDER BY l.ordinal"""
    assert [tuple(row) for row in kb.execute(sql)] == listed


def test_what_errata_quote_from_the_companion_list_occurs_there(companion_list: Path, kb: sqlite3.Connection) -> None:
    text = companion_list.read_text(encoding="utf-8").replace("**", "")
    sql = "SELECT erratum_id, printed FROM errata_places WHERE source_id = 'awesome-list'"
    places = kb.execute(sql).fetchall()
    assert places
    assert [tuple(place) for place in places if place[1] not in text] == []


def test_verify_of_the_survey_beside_folders_tells_a_row_for_each_source(
    kb_file: Path, paper: Path, tmp_path: Path
) -> None:
    arguments = ["verify", "--paper", str(paper), "--sources", str(tmp_path), "--csv", "--db", str(kb_file)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0
    assert re.fullmatch(r"Of \d+ sources, 1 is there and \d+ are absent\.\n", result.stderr)
    rows = {row["source"]: row for row in csv.DictReader(io.StringIO(result.stdout))}
    assert rows["paper"]["proven"] == rows["paper"]["phrases"] == "412"
    assert rows["awesome-list"]["text"] == "absent"


def test_the_folders_of_the_environment_change_nothing_where_the_survey_is_named(
    kb_file: Path, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LLM_KB_SOURCES", str(tmp_path))
    result = CliRunner().invoke(main, ["verify", "--paper", str(paper), "--csv", "--db", str(kb_file)])
    assert result.stdout.startswith("section,sentences,")
    assert result.stderr == ""
