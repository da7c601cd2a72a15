"""Which database a command works on: the named one as it is, the default one always up to date."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb import current, database
from llm_kb.build import build
from llm_kb.current import database_for, is_current
from llm_kb.files import sha256_of

from .build_tools import BUILD, copied_data, finish, start

pytestmark = pytest.mark.slow


@pytest.fixture
def path(kb_file: Path, tmp_path: Path) -> Path:
    """A copy of the built file."""
    return Path(shutil.copyfile(kb_file, tmp_path / "kb.db"))


@pytest.fixture
def default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the default file is for this test."""
    path = tmp_path / "share" / "default.db"
    for module in (current, database):
        monkeypatch.setattr(module, "default_database", lambda: path)
    return path


def spoil(path: Path, sql: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    return path


def test_a_file_just_built_is_current(path: Path) -> None:
    assert is_current(path)


def test_what_is_no_file_is_not_current(tmp_path: Path) -> None:
    assert not is_current(tmp_path / "missing.db")
    assert not is_current(tmp_path)


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00", b"%PDF-1.7 and so on" * 100])
def test_a_file_that_is_no_database_is_not_current(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    path.write_bytes(content)
    assert not is_current(path)


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_truncated_file_is_not_current(share: float, path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    assert not is_current(path)


def test_a_database_of_somebody_else_is_not_current(tmp_path: Path) -> None:
    path = spoil(tmp_path / "other.db", "CREATE TABLE songs (id INTEGER)")
    assert not is_current(path)
    spoil(path, "CREATE TABLE design_facts (fact_id TEXT)")
    assert not is_current(path)
    spoil(path, "CREATE TABLE build_info (color TEXT)")
    assert not is_current(path)


@pytest.mark.parametrize("change", ["DELETE FROM build_info", "UPDATE build_info SET value = 'x'"])
def test_a_file_with_another_fingerprint_is_not_current(change: str, path: Path) -> None:
    assert not is_current(spoil(path, change))


def test_a_file_built_before_a_seed_was_changed_is_not_current(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = copied_data(tmp_path / "data", monkeypatch)
    assert is_current(path)
    data.edit("models.csv", "\n", "\n\n")
    assert not is_current(path)


def test_a_named_file_is_never_rebuilt(path: Path, default: Path, tmp_path: Path) -> None:
    spoil(path, "UPDATE build_info SET value = 'x'")
    before = sha256_of(path), path.stat().st_mtime_ns
    assert database_for(path) == path
    assert (sha256_of(path), path.stat().st_mtime_ns) == before
    assert database_for(tmp_path / "missing.db") == tmp_path / "missing.db"
    assert not (tmp_path / "missing.db").exists()
    assert not default.exists()


def test_the_default_file_is_built_when_it_is_missing(default: Path, kb_file: Path) -> None:
    told: list[str] = []
    assert database_for(None, told.append) == default
    assert sha256_of(default) == sha256_of(kb_file)
    assert told


def test_the_default_file_is_taken_when_it_is_current(default: Path, kb_file: Path) -> None:
    default.parent.mkdir()
    shutil.copyfile(kb_file, default)
    before = default.stat()
    told: list[str] = []
    assert database_for(None, told.append) == default
    assert (default.stat().st_ino, default.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert told == []


@pytest.mark.parametrize("change", ["UPDATE build_info SET value = 'x'", "DROP TABLE design_facts"])
def test_the_default_file_is_built_anew_when_it_is_out_of_date(change: str, default: Path, kb_file: Path) -> None:
    default.parent.mkdir()
    shutil.copyfile(kb_file, default)
    spoil(default, change)
    assert database_for(None) == default
    assert sha256_of(default) == sha256_of(kb_file)


def test_the_default_file_is_built_anew_when_a_seed_changes(
    default: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database_for(None)
    data = copied_data(tmp_path / "data", monkeypatch)
    data.edit("models.csv", ",Owl 2-Large,", ",Owl 2-Vast,")
    data.pin()
    with closing(sqlite3.connect(database_for(None))) as connection:
        assert connection.execute("SELECT name FROM models WHERE id = 'owl-2-large'").fetchone() == ("Owl 2-Vast",)
    assert is_current(default)


def test_two_builds_at_once_both_end_with_a_complete_file(tmp_path: Path, kb_file: Path) -> None:
    running = [start(BUILD, "kb.db", folder=tmp_path) for _ in range(2)]
    for process in running:
        finish(process)
    assert [path.name for path in tmp_path.iterdir()] == ["kb.db"]
    assert sha256_of(tmp_path / "kb.db") == sha256_of(kb_file)
    assert build(tmp_path / "kb.db").is_file()
