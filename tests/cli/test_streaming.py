"""Rows are written while they are read, so that a long answer takes no memory and can be cut short."""

import subprocess
import sys
from pathlib import Path

import pytest

ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
BEGINNINGS = {"--json": ["[\n", '  {"i": 1},\n'], "--nl": ['{"i": 1}\n', '{"i": 2}\n'], "--csv": ["i\n", "1\n"]}


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "llm_kb", "query", *map(str, arguments)]


@pytest.mark.parametrize("form", BEGINNINGS)
def test_an_endless_answer_can_be_read_from_its_beginning(form: str, kb_file: Path) -> None:
    call = command(ENDLESS, "--db", kb_file, form)
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        assert [process.stdout.readline() for _ in range(2)] == BEGINNINGS[form]
        process.stdout.close()
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == ""


def test_a_query_that_fails_late_says_so_after_the_rows_before(kb_file: Path) -> None:
    late = (
        "SELECT CASE WHEN value < 3 THEN value ELSE abs(-9223372036854775807 - 1) END AS n FROM json_each('[1, 2, 3]')"
    )
    done = subprocess.run(command(late, "--db", kb_file, "--csv"), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stdout.startswith("n\n1\n")
    assert done.stderr.startswith("Error: The query fails (integer overflow): 'llm-kb tables'")
