"""Alembic's commands that only look, and those that print SQL, write nothing."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from llm_kb.migrate import alembic_config, upgrade

from .migration_tools import alembic, url_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_tiny_editions")]

LOOKING: dict[str, Callable[[Config], object]] = {
    "current": command.current,
    "current verbosely": lambda config: command.current(config, verbose=True),
    "history": command.history,
    "history with the current revision": lambda config: command.history(config, indicate_current=True),
    "heads": command.heads,
    "branches": command.branches,
    "show": lambda config: command.show(config, "head"),
    "upgrade as SQL": lambda config: command.upgrade(config, "head", sql=True),
    "downgrade as SQL": lambda config: command.downgrade(config, "head:base", sql=True),
}


def state(path: Path) -> tuple[str, int]:
    return hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mtime_ns


@pytest.fixture
def path(kb_file: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "kb.db"
    copy.write_bytes(kb_file.read_bytes())
    return copy


AT_HEAD: dict[str, Callable[[Config], object]] = {
    **LOOKING,
    "check": command.check,
    "upgrade without a step to take": lambda config: command.upgrade(config, "head"),
}


@pytest.mark.parametrize("name", AT_HEAD)
def test_a_command_that_only_looks_leaves_a_finished_file_as_it_is(name: str, path: Path) -> None:
    before = state(path)
    AT_HEAD[name](alembic_config(url_of(path)))
    assert state(path) == before
    assert [file.name for file in path.parent.iterdir()] == ["kb.db"]


@pytest.mark.parametrize("name", LOOKING)
def test_a_command_that_only_looks_leaves_a_file_on_its_way_as_it_is(name: str, tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    upgrade(url_of(path), "0004")
    before = state(path)
    LOOKING[name](alembic_config(url_of(path)))
    assert state(path) == before


def test_a_check_of_a_file_on_its_way_says_so_and_leaves_it_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    upgrade(url_of(path), "0004")
    before = state(path)
    with pytest.raises(CommandError, match="not up to date"):
        command.check(alembic_config(url_of(path)))
    assert state(path) == before


@pytest.mark.parametrize("name", LOOKING)
def test_a_command_that_only_looks_makes_no_file_of_a_missing_one(name: str, tmp_path: Path) -> None:
    LOOKING[name](alembic_config(url_of(tmp_path / "kb.db")))
    assert list(tmp_path.iterdir()) == []


def test_a_check_of_a_missing_file_says_that_it_is_not_up_to_date_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="not up to date"):
        command.check(alembic_config(url_of(tmp_path / "kb.db")))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_stamped_is_kept(tmp_path: Path) -> None:
    command.stamp(alembic_config(url_of(tmp_path / "kb.db")), "0001")
    assert [file.name for file in tmp_path.iterdir()] == ["kb.db"]


def test_an_empty_file_that_was_there_is_left_there(tmp_path: Path) -> None:
    (tmp_path / "kb.db").touch()
    command.current(alembic_config(url_of(tmp_path / "kb.db")))
    assert (tmp_path / "kb.db").exists()


def test_printing_sql_needs_no_database(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command.upgrade(alembic_config(url_of(tmp_path / "kb.db")), "head", sql=True)
    assert list(tmp_path.iterdir()) == []
    assert "CREATE TABLE models" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [("current",), ("heads",), ("history",), ("upgrade", "head", "--sql")], ids=" ".join
)
def test_alembics_own_command_leaves_a_finished_file_as_it_is(arguments: tuple[str, ...], path: Path) -> None:
    before = state(path)
    done = alembic(url_of(path), *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert state(path) == before
