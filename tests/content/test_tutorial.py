"""The tutorial tells the truth: each of its statements gives the rows that are printed under it."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from llm_kb.cli import main
from llm_kb.settings import checkout

DOCS = (checkout() or Path()) / "docs"
TUTORIAL = DOCS / "tutorial.md"
QUESTION = re.compile(r"^## (?P<title>\d+\..*?)$.*?```sql\n(?P<sql>.*?)```\n\n```text\n(?P<rows>.*?)```", re.S | re.M)
QUESTIONS = [match.groupdict() for match in QUESTION.finditer(TUTORIAL.read_text(encoding="utf-8"))]
SINCE = [match.groupdict() for match in QUESTION.finditer((DOCS / "models-of-2026.md").read_text(encoding="utf-8"))]


def test_the_tutorial_has_thirteen_questions() -> None:
    assert TUTORIAL.read_text(encoding="utf-8").startswith("# Thirteen questions")
    assert [int(question["title"].split(".")[0]) for question in QUESTIONS] == list(range(1, 14))


def test_questions_on_facts_say_whose_facts_they_are_about() -> None:
    asking = [question for question in QUESTIONS if "design_facts" in question["sql"]]
    assert len(asking) == 10
    assert [question["title"] for question in asking if "source_kind = 'survey'" not in question["sql"]] == []


def test_ten_questions_are_about_the_models_since_the_survey() -> None:
    assert [int(question["title"].split(".")[0]) for question in SINCE] == list(range(1, 11))
    assert all(len(question["sql"].splitlines()) <= 6 for question in SINCE), "short statements"


@pytest.mark.parametrize("question", [*QUESTIONS, *SINCE], ids=lambda question: str(question["title"]))
def test_the_answer_is_what_the_database_gives(question: dict[str, str], kb_file: Path) -> None:
    result = CliRunner().invoke(main, ["query", question["sql"].strip(), "-t", "--db", str(kb_file)])
    assert result.exit_code == 0, result.stderr
    assert [line.rstrip() for line in result.stdout.splitlines()] == question["rows"].splitlines()


@pytest.mark.parametrize("question", [*QUESTIONS, *SINCE], ids=lambda question: str(question["title"]))
def test_rows_have_an_order(question: dict[str, str]) -> None:
    assert "ORDER BY" in question["sql"]
