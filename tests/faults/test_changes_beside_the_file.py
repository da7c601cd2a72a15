"""Committed changes that a writer keeps beside the file are never overlooked: whoever reads it says so."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

import llm_kb
from llm_kb import current
from llm_kb.cli import main
from llm_kb.errors import KnowledgeBaseError

from .test_killed import WRITER

NAME = "select name from institutions where id = 'nestworks'"
READING = {
    "query": ["query", NAME],
    "show": ["show", "kiwi"],
    "tables": ["tables"],
    "check": ["check"],
    "compare": ["compare", "kiwi", "owl-2"],
    "export": ["export", "sqlite", "out"],
    "serve": ["serve", "--port", "0"],
}


@pytest.fixture
def path(kb_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the knowledge base in the working folder."""
    monkeypatch.chdir(tmp_path)
    return Path(shutil.copyfile(kb_file, tmp_path / "kb.db"))


def rename(path: Path) -> sqlite3.Connection:
    """Commit a change that stays in the write-ahead log as long as the connection is open."""
    writer = sqlite3.connect(path)
    writer.execute("PRAGMA journal_mode = wal")
    writer.execute("UPDATE institutions SET name = 'X' WHERE id = 'nestworks'")
    writer.commit()
    return writer


@pytest.mark.parametrize("name", READING)
def test_a_command_refuses_a_file_with_a_live_log_in_one_sentence(name: str, path: Path) -> None:
    with closing(rename(path)):
        result = CliRunner().invoke(main, [*READING[name], "--db", str(path)])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "has changes in 'kb.db-wal' that are not in it yet: close the program" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_python_and_diff_refuse_it_too_also_by_a_link(path: Path, kb_file: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.db"
    link.symlink_to(path)
    with closing(rename(path)):
        for named in (path, link):
            with pytest.raises(KnowledgeBaseError, match=r"'kb\.db-wal'"):
                llm_kb.open(named)
        result = CliRunner().invoke(main, ["diff", str(kb_file), str(path)])
    assert result.exit_code == 2
    assert "'kb.db-wal'" in result.stderr


def test_once_the_writer_has_ended_the_committed_value_is_read(path: Path) -> None:
    rename(path).close()
    assert CliRunner().invoke(main, ["query", NAME, "--csv", "--db", str(path)]).stdout == "name\nX\n"


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_what_a_killed_writer_left_is_told_and_the_advice_mends_it(mode: str, path: Path) -> None:
    subprocess.run([sys.executable, "-c", WRITER, path, mode], check=True)
    with pytest.raises(KnowledgeBaseError, match="are not in it yet"):
        llm_kb.open(path)
    with closing(sqlite3.connect(path)) as connection:  # as the shell does for '.tables'
        connection.execute("SELECT name FROM sqlite_master").fetchall()
    with llm_kb.open(path) as base:
        names = [row["name"] for row in base.query("SELECT name FROM models")]
    assert any("half done" in name for name in names) is (mode == "wal")


@pytest.mark.parametrize("mode", ["persist", "truncate"])
def test_an_empty_journal_that_waits_for_the_next_change_is_none(mode: str, path: Path) -> None:
    with closing(sqlite3.connect(path)) as writer:
        writer.execute(f"PRAGMA journal_mode = {mode}")
        writer.execute("UPDATE institutions SET name = 'X' WHERE id = 'nestworks'")
        writer.commit()
        assert Path(f"{path}-journal").exists()
        with llm_kb.open(path) as base:
            assert next(base.query(NAME)) == {"name": "X"}


def test_a_default_file_that_is_being_written_is_not_built_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "default_database", lambda: path)
    with closing(rename(path)), pytest.raises(KnowledgeBaseError, match=r"'kb\.db-wal'"):
        llm_kb.open()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(NAME).fetchone() == ("X",)
