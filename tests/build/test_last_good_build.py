"""While the seeds cannot be built, everything that reads works on the last good build, and says so."""

import re
import shutil
import sqlite3
import warnings
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import llm_kb
from llm_kb import build as build_module
from llm_kb import current, database
from llm_kb.cli import main
from llm_kb.errors import KnowledgeBaseError

from .build_tools import Data, copied_data

pytestmark = pytest.mark.slow

WHY = "Seed bundle 'tiny' does not match the hash in its migration (models.csv changed)"


@pytest.fixture
def default(kb_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The default file of this test, which is a good build."""
    path = Path(shutil.copyfile(kb_file, tmp_path / "default.db"))
    for module in (current, database):
        monkeypatch.setattr(module, "default_database", lambda: path)
    return path


@pytest.fixture
def edited(default: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Data:
    """Seeds with an edit that is not pinned."""
    data = copied_data(tmp_path / "data", monkeypatch)
    data.edit("models.csv", ",Owl 2-Large,", ",Owl 2-Vast,")
    return data


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


READING: dict[str, tuple[str | Path, ...]] = {
    "query": ("query", "SELECT name FROM models WHERE id = 'owl-2-large'", "--csv"),
    "show": ("show", "owl-2-large"),
    "tables": ("tables",),
    "check": ("check",),
    "export": ("export", "csv"),
    "compare": ("compare", "owl-2", "wren-1"),
}


@pytest.mark.parametrize("command", READING)
def test_a_command_that_reads_works_on_the_last_good_build(
    command: str, default: Path, edited: Data, tmp_path: Path
) -> None:
    arguments = [*READING[command], *([tmp_path / "export"] if command == "export" else [])]
    named = run(*arguments, "--db", default)
    shutil.rmtree(tmp_path / "export", ignore_errors=True)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (named.exit_code, named.stdout)
    assert result.exit_code in (0, 2)
    said = result.stderr.splitlines()[0]
    assert said.startswith(f"{str(default)!r} is the last good build and out of date, because ")
    assert WHY in said
    assert re.search(r"run 'llm-kb seed pin tiny'\.$", said)
    assert result.stderr.splitlines()[1:] == named.stderr.splitlines()


def test_python_works_on_it_with_a_warning_at_the_line_that_opens_it(default: Path, edited: Data) -> None:
    with pytest.warns(UserWarning, match=re.escape(WHY)) as caught:
        knowledge_base = llm_kb.open()
    assert knowledge_base.path == default
    assert caught[0].filename == __file__


def test_a_server_takes_it_too(default: Path, edited: Data, monkeypatch: pytest.MonkeyPatch) -> None:
    served: list[Path] = []
    monkeypatch.setattr("llm_kb.site.server.serve", lambda path, *others: served.append(path))
    result = run("serve")
    assert served == [default]
    assert WHY in result.stderr


def test_what_a_curator_writes_from_it_is_not_written(default: Path, edited: Data) -> None:
    result = run("seed", "count")
    assert result.exit_code == 1
    assert WHY in result.stderr


def test_a_build_says_at_once_what_is_wrong(default: Path, edited: Data, tmp_path: Path) -> None:
    steps: list[str] = []
    with pytest.raises(KnowledgeBaseError, match=re.escape(WHY)):
        build_module.build(tmp_path / "new.db", steps.append)
    assert steps == []


def test_without_an_earlier_build_the_error_is_raised(default: Path, edited: Data) -> None:
    default.unlink()
    result = run("query", "SELECT 1")
    assert (result.exit_code, result.stdout) == (1, "")
    assert WHY in result.stderr


def test_half_a_build_is_not_a_good_one(default: Path, edited: Data) -> None:
    with closing(sqlite3.connect(default)) as connection:
        connection.executescript("DELETE FROM build_info")
    assert run("query", "SELECT 1").exit_code == 1


def test_once_it_can_be_built_nothing_is_said(default: Path, edited: Data) -> None:
    edited.pin()
    result = run(*READING["query"])
    assert (result.stdout, result.stderr) == ("name\nOwl 2-Vast\n", "")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        llm_kb.open()
