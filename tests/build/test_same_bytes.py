"""A build is a pure function of the repository: the same bytes wherever, whenever and however often."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb.build import build
from llm_kb.current import is_current
from llm_kb.derive import fingerprint
from llm_kb.files import sha256_of

from .build_tools import BUILD, finish, start

pytestmark = pytest.mark.slow

SURROUNDINGS = [
    {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
    {
        "PYTHONHASHSEED": "4242",
        "TZ": "America/Los_Angeles",
        "LC_ALL": "POSIX",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
]


def test_two_builds_are_the_same_bytes(kb_file: Path, tmp_path: Path) -> None:
    again = build(tmp_path / "another-name.db")
    assert again.read_bytes() == kb_file.read_bytes()


def test_building_over_an_earlier_build_gives_the_same_bytes(kb_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    shutil.copyfile(kb_file, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE notes AS SELECT statement FROM statements")
    assert path.stat().st_size > kb_file.stat().st_size
    assert sha256_of(build(path)) == sha256_of(kb_file)


@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=["in one place", "in another"])
def test_other_processes_build_the_same_bytes(surroundings: dict[str, str], kb_file: Path, tmp_path: Path) -> None:
    folder = tmp_path / "somewhere else"
    folder.mkdir()
    finish(start(BUILD, "kb.db", folder=folder, **surroundings))
    assert [path.name for path in folder.iterdir()] == ["kb.db"]
    assert sha256_of(folder / "kb.db") == sha256_of(kb_file)


@pytest.mark.slow
def test_the_fingerprint_is_the_same_in_other_processes(tmp_path: Path) -> None:
    code = "from llm_kb.derive import fingerprint; print(fingerprint())"
    assert finish(start(code, folder=tmp_path, **SURROUNDINGS[1])).strip() == fingerprint()


def test_the_bytes_hold_no_path_of_the_machine(kb_file: Path) -> None:
    content = kb_file.read_bytes()
    for told in (Path(__file__).parents[2], kb_file.parent, Path.home()):
        if len(told.parts) > 2:
            assert str(told).encode() not in content


@pytest.mark.parametrize("name", ["a?b=1 50%41", "a#b'\"é"])
def test_a_folder_may_have_any_name(name: str, kb_file: Path, tmp_path: Path) -> None:
    path = build(tmp_path / name / "kb.db")
    assert sha256_of(path) == sha256_of(kb_file)
    assert is_current(path)
    assert [folder.name for folder in tmp_path.iterdir()] == [name]


def test_a_build_tells_its_steps_and_returns_its_target(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    told: list[str] = []
    path = build(Path("new") / "folder" / "kb.db", told.append)
    assert path == tmp_path / "new" / "folder" / "kb.db"
    assert path.is_file()
    assert path.stat().st_mode & 0o777 == 0o644
    assert len(told) == len(set(told)) == 4


def test_a_built_file_is_complete_and_compact(kb_file: Path) -> None:
    with closing(sqlite3.connect(kb_file)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
