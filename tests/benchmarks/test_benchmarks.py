"""The benchmark measures what it says it does: the same rows and all processes."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from benchmarks.__main__ import main
from benchmarks.pages import TIMED_OUT
from benchmarks.parts import PARTS
from benchmarks.processes import cost
from benchmarks.rounds import Clock, interleaved, medians
from benchmarks.sql import queries
from benchmarks.tables import SECTIONS
from click.testing import CliRunner
from datasette import app

from benchmarks import bare, imported
from llm_kb.settings import PACKAGE


@pytest.mark.parametrize("sizes", ["", "ten", "0", "1 -10"])
def test_sizes_that_are_none_are_refused_with_the_cure(sizes: str) -> None:
    result = CliRunner().invoke(main, ["--sizes", sizes])
    assert result.exit_code == 2
    assert "write it as '1 10 100'" in result.output


def test_every_part_has_a_section_and_rounds_at_every_size() -> None:
    assert PARTS.keys() == SECTIONS.keys()
    assert [PARTS["builds"].rounds_at(times) for times in (1, 10, 99, 100, 1000)] == [5, 3, 3, 1, 1]


def test_all_things_are_measured_once_in_each_round_and_the_median_counts() -> None:
    order: list[str] = []
    interleaved({"ours": lambda: order.append("ours"), "theirs": lambda: order.append("theirs")}, 2)
    assert order == ["ours", "theirs", "ours", "theirs"]
    assert medians([{"ms": 3.0}, {"ms": 1.00001}, {"ms": 2.0}]) == {"ms": 2.0}


def test_the_time_of_processes_below_counts_too() -> None:
    work = "import time\nwhile time.process_time() < 0.2: pass\nprint(flush=True)\ninput()"
    command = [sys.executable, "-c", work]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        with Clock() as clock:
            process.stdout.readline()
        process.stdin.write("\n")
    assert clock.cpu_ms >= 100


def test_what_a_command_costs_does_not_depend_on_who_asks() -> None:
    large = b"x" * 100_000_000
    found = cost([sys.executable, "-c", "b'x' * 50_000_000"])
    assert 50_000_000 < found["bytes"] < len(large)
    with pytest.raises(subprocess.CalledProcessError):
        cost([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_bare_script_writes_the_same_rows_and_search_contents(kb_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "bare.db"
    cost([sys.executable, Path(bare.__file__), kb_file, target])
    with closing(sqlite3.connect(kb_file)) as built, closing(sqlite3.connect(target)) as copied:
        for statement in (
            *(f"SELECT * FROM {name}" for name, _ in bare.created(built, "table")),
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name",
            "SELECT rowid, title FROM search_index WHERE search_index MATCH 'distillation' ORDER BY rowid",
            "SELECT rowid FROM models_fts WHERE models_fts MATCH 'llama' ORDER BY rowid",
        ):
            assert copied.execute(statement).fetchall() == built.execute(statement).fetchall()


@pytest.mark.slow
def test_an_import_by_sqlite_utils_has_the_same_rows(kb_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "imported.db"
    cost([sys.executable, Path(imported.__file__), kb_file, target])
    with closing(sqlite3.connect(kb_file)) as built, closing(sqlite3.connect(target)) as found:
        for table in ("design_facts", "evidence_models", "search_index_names"):
            counted = f"SELECT count(*) FROM {table}"
            assert found.execute(counted).fetchone() == built.execute(counted).fetchone()
        hits = "SELECT rowid FROM models_fts WHERE models_fts MATCH 'llama' ORDER BY rowid"
        assert found.execute(hits).fetchall()


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_a_query_that_is_measured_gives_rows(query: Any, kb: sqlite3.Connection) -> None:
    assert kb.execute(query.sql).fetchall()


def test_facets_that_timed_out_are_read_from_both_kinds_of_pages() -> None:
    ours = PACKAGE / "site" / "look" / "templates" / "table.html"
    theirs = Path(app.__file__).parent / "templates" / "table.html"
    for template in (ours, theirs):
        assert TIMED_OUT.search(template.read_text(encoding="utf-8")), template
