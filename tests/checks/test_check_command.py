"""`llm-kb check` names the row at fault, the problem and the cure, and its exit status tells how bad it is."""

import json
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb.checks import expectations
from llm_kb.cli import main

BROKEN = "UPDATE claims SET technique_id = 'prompting' WHERE id = 'gpt-4--dense-architecture--uses--unstated'"
DOUBTFUL = "UPDATE publications SET url = NULL WHERE id IN ('5', '93')"

Check = Callable[..., Result]


@pytest.fixture
def check(kb_copy: sqlite3.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Check:
    """Counts the rows of the copy of the knowledge base, spoils it by statements and checks it."""
    counted = tmp_path / "expectations.csv"
    counted.write_text(expectations.as_csv(expectations.row_counts(kb_copy)), encoding="utf-8")
    monkeypatch.setattr(expectations, "REVIEWED", counted)

    def run(*statements: str, options: tuple[str, ...] = ()) -> Result:
        for statement in statements:
            assert kb_copy.execute(statement).rowcount > 0
        kb_copy.commit()
        return CliRunner().invoke(main, ["check", "--db", str(tmp_path / "copy.db"), *options])

    return run


def test_a_sound_database_gives_exit_0_and_says_how_much_was_checked(check: Check) -> None:
    result = check()
    assert (result.exit_code, result.stderr) == (0, "")
    assert re.fullmatch(
        r"All \d+ checks pass; [\d.]+% of the [\d,]+ explicit facts have a statement that names "
        r"their technique, [\d.]+% a statement or phrase that does\.\n",
        result.stdout,
    )


def test_a_doubt_gives_exit_2_and_names_each_row(check: Check) -> None:
    result = check(DOUBTFUL)
    assert result.exit_code == 2
    assert result.stdout == (
        "doubt: publication-without-address\n"
        "  publications 5: has no year, or no identifier or URL\n"
        "  publications 93: has no year, or no identifier or URL\n"
        "  Cure: look up the publication.\n"
        "\n"
        "2 findings.\n"
    )


def test_an_integrity_failure_gives_exit_1_also_beside_doubts(check: Check) -> None:
    result = check(DOUBTFUL, BROKEN)
    assert result.exit_code == 1
    assert result.stdout.startswith("integrity: technique-is-a-group\n  claims gpt-4--dense-architecture--uses--unst")
    assert result.stdout.endswith("\n3 findings.\n")


def test_findings_are_told_as_json_with_table_and_key(check: Check) -> None:
    result = check(DOUBTFUL, BROKEN, options=("--json",))
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert found[0] == {
        "severity": "integrity",
        "check": "technique-is-a-group",
        "table": "claims",
        "key": "gpt-4--dense-architecture--uses--unstated",
        "problem": "names the group Prompts and templates as its technique",
        "cure": "name a technique of the group, or add one",
    }
    assert [(finding["table"], finding["key"]) for finding in found[1:]] == [
        ("publications", "5"),
        ("publications", "93"),
    ]


def test_no_findings_are_an_empty_array_of_json(check: Check) -> None:
    assert json.loads(check(options=("--json",)).stdout) == []
