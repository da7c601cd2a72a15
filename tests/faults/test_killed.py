"""Whatever is killed, whenever: there is the old file or the new one, complete, and the next one tidies up."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb import build as build_module
from llm_kb import scratch
from llm_kb.build import build
from llm_kb.database import open_read_only
from llm_kb.errors import KnowledgeBaseError
from llm_kb.export import export, places

from .fault_tools import MARK, kills
from .killing import Outcome, hash_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="processes are watched with calls of Linux")


def assert_old_or_new(outcomes: list[Outcome], old: str, new: str) -> None:
    """That nothing but the old or the new was there each time, and nothing else beside it but one leftover."""
    assert outcomes[0].contents == new
    assert {outcome.contents for outcome in outcomes} <= {old, new}, outcomes
    for outcome in outcomes:
        assert len(outcome.others) <= outcome.killed, outcomes
        assert all(name.endswith(MARK) for name in outcome.others), outcomes


@pytest.mark.slow
@pytest.mark.usefixtures("on_tiny_editions")
def test_five_builds_killed_at_random_moments_leave_the_old_or_the_new_file(
    tiny_build: Path, old_file: Path, tmp_path: Path, seed: int
) -> None:
    target = tmp_path / "kb.db"
    outcomes = kills("build", target, old_file, 5, seed)
    assert_old_or_new(outcomes, hash_of(old_file), hash_of(tiny_build))
    assert any(outcome.killed for outcome in outcomes)
    build(target)
    assert [path.name for path in tmp_path.iterdir()] == ["kb.db"]


@pytest.mark.slow
def test_exports_killed_at_random_moments_leave_the_old_or_the_new_one(
    kb_file: Path, old_file: Path, tmp_path: Path, seed: int
) -> None:
    for file, name in ((old_file, "old"), (kb_file, "new")):
        with closing(open_read_only(file)) as connection:
            export(connection, "csv", tmp_path / name)
    (tmp_path / "place").mkdir()
    outcomes = kills("export", tmp_path / "place" / "out", tmp_path / "old", 10, seed, kb_file)
    assert_old_or_new(outcomes, hash_of(tmp_path / "old"), hash_of(tmp_path / "new"))


def in_a_child(work: Callable[[], object]) -> int:
    """The exit status of a child that does some work, or the signal that ended it as a negative number."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def kill_before(holder: object, name: str, times: int = 1) -> None:
    """Let a function kill its process at the given call instead of doing anything."""
    real, calls = getattr(holder, name), []

    def deadly(*arguments: object) -> object:
        calls.append(arguments)
        if len(calls) == times:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*arguments)

    setattr(holder, name, deadly)


@pytest.fixture
def quick_build(monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Let builds put just these bytes in place."""
    content = b"what a build would make"

    def make(folder: Path, *further: object) -> Path:
        (folder / "draft.db").write_bytes(content * 3)
        (folder / "finished.db").write_bytes(content)
        return folder / "finished.db"

    monkeypatch.setattr(build_module, "_build_in", make)
    monkeypatch.setattr(build_module, "_refuse_foreign_file", lambda target: None)
    return content


@pytest.mark.parametrize(("step", "is_new"), [("replace", False), ("sync_names", True)])
def test_a_build_killed_as_it_puts_the_file_in_place_leaves_the_old_or_the_new_file(
    step: str, is_new: bool, quick_build: bytes, tmp_path: Path
) -> None:
    target = tmp_path / "kb.db"
    target.write_bytes(b"old")

    def work() -> None:
        kill_before(Path if step == "replace" else scratch, step)
        build(target)

    assert in_a_child(work) == -signal.SIGKILL
    assert target.read_bytes() == (quick_build if is_new else b"old")
    assert len(list(tmp_path.glob(f"*{MARK}"))) == 1
    build(target)
    assert [path.name for path in tmp_path.iterdir()] == ["kb.db"]
    assert target.read_bytes() == quick_build


def test_the_folder_of_a_build_that_is_still_at_work_is_left_alone(quick_build: bytes, tmp_path: Path) -> None:
    with scratch.folder_in(tmp_path, build_module.SCRATCH) as folder:
        build(tmp_path / "kb.db")
        assert folder.is_dir()
    assert [path.name for path in tmp_path.iterdir()] == ["kb.db"]


def test_folders_and_links_of_other_names_and_makers_are_left_alone(quick_build: bytes, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "dear").touch()
    place = tmp_path / "place"
    (place / ".llm_kb.build-settings").mkdir(parents=True)
    (place / f".other-abcdefgh{MARK}").mkdir()
    (place / f".llm_kb.build-abcdefgh{MARK}").symlink_to(elsewhere)
    before = sorted(place.iterdir())
    build(place / "kb.db")
    assert sorted(place.iterdir()) == sorted([*before, place / "kb.db"])
    assert (elsewhere / "dear").exists()


def test_an_export_killed_between_its_two_renamings_comes_back_with_the_next(kb_file: Path, tmp_path: Path) -> None:
    directory = tmp_path / "out"
    with closing(open_read_only(kb_file)) as connection:
        export(connection, "markdown", directory)
        before = hash_of(directory)

        def work() -> None:
            kill_before(Path, "rename", times=2)
            export(connection, "markdown", directory)

        assert in_a_child(work) == -signal.SIGKILL
        assert not directory.exists()
        with pytest.raises(KnowledgeBaseError) as caught, places.replacing(directory, "README.md"):
            raise OSError("no room")
        assert caught.value.__notes__ == [f"The old {str(directory)!r} is still there, unchanged."]
    assert hash_of(directory) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_is_left_of_another_name_that_begins_alike_is_not_removed(tmp_path: Path) -> None:
    for name in (f".out-2-abcdefgh{MARK}", f".out-abcdefgh{MARK}"):
        (tmp_path / name).mkdir()
    scratch.remove_leftovers(tmp_path, "out")
    assert [path.name for path in tmp_path.iterdir()] == [f".out-2-abcdefgh{MARK}"]


WRITER = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode = " + sys.argv[2])
connection.execute("PRAGMA cache_size = 1")
connection.execute("PRAGMA synchronous = OFF")
connection.execute("BEGIN")
connection.execute("UPDATE models SET name = name || ' half done'")
if sys.argv[2] == "wal":
    connection.execute("COMMIT")
os._exit(0)
"""


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_what_a_killed_writer_left_beside_the_old_file_does_not_reach_the_new_one(
    mode: str, kb_file: Path, old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Path(shutil.copyfile(old_file, tmp_path / "kb.db"))
    subprocess.run([sys.executable, "-c", WRITER, target, mode], check=True)
    assert len(list(tmp_path.iterdir())) > 1
    monkeypatch.setattr(
        build_module, "_build_in", lambda folder, *further: Path(shutil.copyfile(kb_file, folder / "finished.db"))
    )
    build(target)
    with closing(sqlite3.connect(target)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert target.read_bytes() == kb_file.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["kb.db"]
