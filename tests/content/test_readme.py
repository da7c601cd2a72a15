"""The README tells the truth: what it shows as a terminal's output is what the commands print."""

import re
import shlex
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from click import Context
from click.testing import CliRunner

from llm_kb.cli import main
from llm_kb.settings import checkout

ROOT = checkout() or Path()
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
TRANSCRIPT = [part for block in BLOCKS for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part]


@pytest.mark.parametrize("part", TRANSCRIPT, ids=lambda part: part.splitlines()[0])
def test_a_command_of_the_readme_prints_what_it_shows(part: str, kb_file: Path) -> None:
    command, _, shown = part.partition("\n")
    program, *arguments = shlex.split(command)
    assert program == "llm-kb"
    result = CliRunner().invoke(main, [*arguments, "--db", str(kb_file)])
    assert result.stdout.rstrip() == shown.rstrip()


def test_the_readme_shows_a_transcript() -> None:
    assert len(TRANSCRIPT) >= 3


def test_the_commands_that_the_readme_names_exist() -> None:
    named = set(re.findall(r"`llm-kb ([a-z]+)", README))
    assert {"show", "compare", "query", "export", "diff", "check"} <= named <= set(main.list_commands(Context(main)))


def test_the_python_of_the_readme_gives_rows(kb_file: Path) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    *statements, question = block.replace("llm_kb.open()", f"llm_kb.open({str(kb_file)!r})").strip().splitlines()
    known: dict[str, Any] = {}
    exec("\n".join(statements), known)
    with known["kb"]:
        assert {fact["relation"] for fact in eval(question, known)} == {"avoids"}


def test_the_picture_of_the_site_is_there_and_light() -> None:
    (picture,) = re.findall(r"!\[[^]]+\]\(([^)]+\.png)\)", README)
    assert 10_000 < (ROOT / picture).stat().st_size < 200_000


def counted(rows: str, database: sqlite3.Connection) -> str:
    """The number of rows as the README prints numbers."""
    (number,) = database.execute(f"SELECT count(*) FROM {rows}").fetchone()
    return f"{number:,}"


@pytest.mark.parametrize(
    ("thing", "rows"),
    [
        ("models,", "models WHERE surveyed = 1"),
        ("institutions,", "institutions WHERE surveyed = 1"),
        ("research questions,", "research_questions"),
        ("facts in its nine answers", "design_facts"),
        ("references", "publications"),
        ("citations", "citations"),
        ("errata. It is released", "errata"),
        ("sentences", "passages"),
    ],
)
def test_the_numbers_of_the_survey_are_right(thing: str, rows: str, survey: sqlite3.Connection) -> None:
    assert f" {counted(rows, survey)} {thing}" in README


@pytest.mark.parametrize(
    ("thing", "rows"),
    [
        ("makers' documents", "documents WHERE kind_id NOT IN ('survey', 'list', 'catalog')"),
        ("values of", "specification_values WHERE value IS NOT NULL"),
        ("attributes for", "(SELECT DISTINCT attribute_id FROM specification_values)"),
        ("models (variants", "(SELECT DISTINCT model_id FROM specification_values)"),
        ("facts, and verdicts", "design_facts WHERE source_kind <> 'survey'"),
        ("facts of the survey:", "(SELECT DISTINCT evidence_id FROM fact_verdicts)"),
        ("errata in all", "errata"),
    ],
)
def test_the_numbers_of_the_makers_are_right(thing: str, rows: str, kb: sqlite3.Connection) -> None:
    assert f" {counted(rows, kb)} {thing}" in README


def test_the_numbers_of_verdicts_and_added_errata_are_right(kb: sqlite3.Connection, survey: sqlite3.Connection) -> None:
    sql = "SELECT confirmed, partly, contradicted, not_found FROM survey_accuracy WHERE grouped_by = 'all'"
    confirmed, partly, contradicted, not_found = kb.execute(sql).fetchone()
    parts = f"{confirmed} are confirmed, {partly} in part, {contradicted} contradicted, {not_found} not found"
    assert f" {parts}." in README
    assert f" add {int(counted('errata', kb)) - int(counted('errata', survey))} errata " in README


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 140


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_links_to_files_lead_to_files(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []
