"""A build that fails says so in one sentence, leaves the old file as it was and nothing else behind."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb import checks
from llm_kb.build import build
from llm_kb.errors import KnowledgeBaseError
from llm_kb.settings import APPLICATION_ID
from llm_kb.sqlfile import SqlFile

from .build_tools import copied_data

pytestmark = pytest.mark.slow

Breakage = Callable[[Path, pytest.MonkeyPatch], None]
FOREIGN = b"somebody else's file"


def earlier_build(path: Path) -> bytes:
    """Write the smallest file that a build takes for an earlier one, and return its bytes."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    return path.read_bytes()


def change_a_seed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied_data(folder, monkeypatch).edit("models.csv", "owl-2,", "owl-two,")


def break_a_seed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = copied_data(folder, monkeypatch)
    data.edit("models.csv", "owl-2,", "owl.2,")
    data.pin()


def lose_a_seed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = copied_data(folder, monkeypatch)
    (data.bundle / "models.csv").unlink()
    data.pin()


def fail_a_check(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    header = (("severity", checks.INTEGRITY), ("cure", "call it something else"))
    file = SqlFile("no_owl", header, "SELECT 'models ' || id, 'is called Owl' FROM models WHERE id = 'owl'")
    monkeypatch.setattr(checks, "all_checks", lambda: [checks.Check(file)])


def fail_a_revision(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = copied_data(folder, monkeypatch)
    revision = data.root / "migrations" / "versions" / "0003_create_survey_frame.py"
    revision.write_text("raise MemoryError('too much')", encoding="utf-8")


BREAKAGES: dict[str, tuple[Breakage, type[Exception], str]] = {
    "a seed that was changed": (change_a_seed, KnowledgeBaseError, r"models\.csv changed"),
    "a seed that is broken": (break_a_seed, KnowledgeBaseError, r"models\.csv:\d+: .*'owl\.2' is not well-formed"),
    "a seed that is missing": (lose_a_seed, KnowledgeBaseError, r"models\.csv:1: is missing"),
    "a check that fails": (fail_a_check, KnowledgeBaseError, "models owl: is called Owl .*call it something else"),
    "a revision that raises": (fail_a_revision, MemoryError, "too much"),
}


@pytest.mark.parametrize("name", BREAKAGES)
@pytest.mark.parametrize("existing", [True, False], ids=["over an old file", "into a new one"])
def test_a_failed_build_leaves_everything_as_it_was(
    name: str, existing: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, error, message = BREAKAGES[name]
    target = tmp_path / "target" / "kb.db"
    target.parent.mkdir()
    old = earlier_build(target) if existing else b""
    before = target.stat() if existing else None
    broken(tmp_path / "data", monkeypatch)
    with pytest.raises(error, match=message):
        build(target)
    assert [path.name for path in target.parent.iterdir()] == (["kb.db"] if existing else [])
    if before:
        assert target.read_bytes() == old
        after = target.stat()
        assert (after.st_mtime_ns, after.st_ino, after.st_mode) == (before.st_mtime_ns, before.st_ino, before.st_mode)


def test_a_doubt_does_not_stop_a_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = SqlFile("owl", (("severity", checks.DOUBT), ("cure", "look")), "SELECT 'models owl', 'is an owl'")
    monkeypatch.setattr(checks, "all_checks", lambda: [checks.Check(file)])
    assert build(tmp_path / "kb.db").is_file()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(FOREIGN)
    with pytest.raises(KnowledgeBaseError, match=r"kb\.db' cannot be written .*--db FILE"):
        build(tmp_path / "file" / "folder" / "kb.db")
    assert (tmp_path / "file").read_bytes() == FOREIGN


def test_a_folder_in_the_place_of_the_file_is_told_and_kept(tmp_path: Path) -> None:
    target = tmp_path / "kb.db"
    target.mkdir()
    (target / "mine").write_bytes(FOREIGN)
    with pytest.raises(KnowledgeBaseError, match="cannot be written"):
        build(target)
    assert [path.name for path in tmp_path.iterdir()] == ["kb.db"]
    assert (target / "mine").read_bytes() == FOREIGN


def test_a_folder_that_nobody_may_write_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "kb.db"
    old = earlier_build(target)

    def refuse(*arguments: object, **options: object) -> str:
        raise PermissionError(13, "Permission denied", str(tmp_path))

    monkeypatch.setattr("tempfile.mkdtemp", refuse)
    with pytest.raises(KnowledgeBaseError, match=r"Permission denied.*choose another location"):
        build(target)
    assert target.read_bytes() == old


def test_an_open_reader_goes_on_reading_the_old_file(tmp_path: Path, kb_file: Path) -> None:
    target = tmp_path / "kb.db"
    target.write_bytes(kb_file.read_bytes())
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("UPDATE models SET name = 'the old one' WHERE id = 'owl-2'")
        connection.commit()
    query = "SELECT name FROM models WHERE id = 'owl-2'"
    with closing(sqlite3.connect(target)) as reader:
        assert reader.execute(query).fetchone() == ("the old one",)
        build(target)
        assert reader.execute(query).fetchone() == ("the old one",)
        assert reader.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with closing(sqlite3.connect(target)) as reader:
        assert reader.execute(query).fetchone() == ("Owl 2",)
