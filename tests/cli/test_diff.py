"""`llm-kb diff` as a user types it: what differs, and an exit status like that of `diff`."""

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb.cli import main


def diff(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["diff", *map(str, arguments)])


@pytest.fixture
def copy(kb_copy: sqlite3.Connection, tmp_path: Path) -> Path:
    """A copy in which a model has another name."""
    kb_copy.execute("UPDATE models SET name = 'Kiwi 1' WHERE id = 'kiwi'")
    kb_copy.commit()
    return tmp_path / "copy.db"


def test_the_same_contents_exit_0(kb_file: Path) -> None:
    result = diff(kb_file, kb_file)
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("The contents are the same")


def test_other_contents_exit_1(kb_file: Path, copy: Path) -> None:
    result = diff(kb_file, copy)
    assert (result.exit_code, result.stderr) == (1, "")
    assert "      name: Kiwi → Kiwi 1\n" in result.stdout
    assert "      name: Kiwi 1 → Kiwi\n" in diff(copy, kb_file).stdout


def test_the_difference_comes_as_json_or_markdown(kb_file: Path, copy: Path) -> None:
    told = json.loads(diff(kb_file, copy, "--json").stdout)
    assert told["counts"] == {"added": 0, "removed": 0, "changed": 1, "moved": 0}
    assert "- Changed: Kiwi 1 (`kiwi`): name from Kiwi to Kiwi 1\n" in diff(kb_file, copy, "--markdown").stdout


def test_derived_tables_are_left_out_unless_asked_for(
    kb_file: Path, kb_copy: sqlite3.Connection, tmp_path: Path
) -> None:
    kb_copy.execute("UPDATE build_info SET value = 'x'")
    kb_copy.commit()
    assert diff(kb_file, tmp_path / "copy.db").exit_code == 0
    assert diff(kb_file, tmp_path / "copy.db", "--derived").exit_code == 1


def test_what_cannot_be_compared_exits_2_with_one_sentence(
    kb_file: Path, kb_copy: sqlite3.Connection, tmp_path: Path
) -> None:
    (tmp_path / "notes.txt").write_text("notes\n")
    kb_copy.execute("DROP TABLE dictionary_tables")
    kb_copy.commit()
    for name, told in (("none.db", "There is no database"), ("notes.txt", "is not an"), ("copy.db", "no such table")):
        for pair in ((kb_file, tmp_path / name), (tmp_path / name, kb_file)):
            result = diff(*pair)
            assert (result.exit_code, result.stdout) == (2, "")
            assert told in result.stderr
            assert len(result.stderr.splitlines()) == 1
    assert not (tmp_path / "none.db").exists()
