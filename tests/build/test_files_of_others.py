"""A build replaces what an earlier build made and nothing else, and nothing that is said leads to losing a file."""

import os
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.util import CommandError
from click.testing import CliRunner, Result

from llm_kb.build import build
from llm_kb.cli import main
from llm_kb.database import is_replaceable
from llm_kb.errors import KnowledgeBaseError
from llm_kb.migrate import alembic_config, sqlite_url
from llm_kb.settings import APPLICATION_ID

pytestmark = pytest.mark.slow

READING = (["query", "select 1"], ["show", "kiwi"], ["tables"], ["check"], ["compare", "kiwi", "owl-2"], ["serve"])

OTHER_FILE = "choose another file with --db, or build a new one under another name.\n"


def database(*statements: str) -> Callable[[Path], None]:
    """A database that these statements make."""

    def make(path: Path) -> None:
        with closing(sqlite3.connect(path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)

    return make


def in_wal_mode(path: Path) -> None:
    """A new database of a program that still runs or was killed: everything is in the write-ahead log."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("CREATE TABLE runs (id INTEGER)")
    connection.commit()
    log = Path(f"{path}-wal").read_bytes()
    connection.close()
    path.write_bytes(b"")
    Path(f"{path}-wal").write_bytes(log)


OTHERS: dict[str, Callable[[Path], object]] = {
    "a program that uses Alembic": database(
        "CREATE TABLE alembic_version (version_num TEXT)",
        "INSERT INTO alembic_version VALUES ('0001')",
        "CREATE TABLE runs (id INTEGER)",
        "INSERT INTO runs VALUES (1)",
    ),
    "a program with an alembic_version and a table of ours": database(
        "CREATE TABLE alembic_version (version_num TEXT)", "CREATE TABLE editions (id TEXT)"
    ),
    "a program with a mark of its own": database(
        "CREATE TABLE runs (id INTEGER)", "PRAGMA application_id = 1196444487"
    ),
    "an empty database of somebody": database("PRAGMA user_version = 7"),
    "a program whose rows are still in the write-ahead log": in_wal_mode,
    "a text": lambda path: path.write_text("precious\n"),
    "bytes with our mark in another kind of file": lambda path: path.write_bytes(
        bytes(68) + APPLICATION_ID.to_bytes(4) + bytes(28)
    ),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


@pytest.mark.parametrize("name", OTHERS)
def test_a_file_of_somebody_else_is_never_replaced_nor_is_its_loss_advised(name: str, tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    OTHERS[name](path)
    before = contents(tmp_path)
    for arguments in (["build"], *READING, ["export", "sqlite", str(tmp_path / "out")]):
        result = run(*arguments, "--db", path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "remove" not in result.stderr
        assert f"build --db {path}" not in result.stderr
        assert len(result.stderr.splitlines()) == 1
    assert "would be lost: choose another file" in run("build", "--db", path).stderr
    assert contents(tmp_path) == before


def test_a_file_of_somebody_else_that_can_be_read_is_not_replaced_either(tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    database("CREATE TABLE design_facts (id TEXT)")(path)
    result = run("build", "--db", path)
    assert "would be lost: choose another file" in result.stderr
    assert run("tables", "--db", path).stderr.endswith("(no such table: dictionary_tables): " + OTHER_FILE)


@pytest.mark.parametrize(
    "name", ["a program that uses Alembic", "a program with an alembic_version and a table of ours"]
)
def test_migrations_do_not_run_on_a_database_of_somebody_else(name: str, tmp_path: Path) -> None:
    path = tmp_path / "app.db"
    OTHERS[name](path)
    before = contents(tmp_path)
    with pytest.raises(CommandError, match="belongs to another program"):
        command.upgrade(alembic_config(sqlite_url(path)), "head")
    assert contents(tmp_path) == before


def test_a_file_that_somebody_makes_during_a_build_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"

    def progress(step: str) -> None:
        if step == "compacting":
            path.write_text("precious\n")

    with pytest.raises(KnowledgeBaseError, match="would be lost"):
        build(path, progress)
    assert contents(tmp_path) == {"kb.db": b"precious\n"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(KnowledgeBaseError, match="is not a regular file"):
        build(path)
    assert path.is_fifo()


def test_every_database_that_we_write_has_our_mark(tmp_path: Path) -> None:
    built = build(tmp_path / "built.db")
    for revision in ("0001", "head"):
        path = tmp_path / f"{revision}.db"
        command.upgrade(alembic_config(sqlite_url(path)), revision)
        assert is_replaceable(path)
    for path in (built, tmp_path / "head.db"):
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


def test_a_build_from_before_the_mark_is_recognized_by_its_tables_and_fingerprint(
    kb_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(kb_file, tmp_path / "kb.db"))
    database("PRAGMA application_id = 0")(path)
    assert is_replaceable(path)
    database("DELETE FROM build_info")(path)
    assert not is_replaceable(path)


def test_a_damaged_build_is_replaceable_by_its_mark(kb_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    path.write_bytes(kb_file.read_bytes()[:5000])
    assert is_replaceable(path)
    result = run("query", "select 1", "--db", path)
    assert result.stderr.endswith(f"rebuild it with 'llm-kb build --db {path}'.\n")


def test_the_advice_can_be_pasted_whatever_the_name_of_the_file(kb_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "my kb's.db"
    path.write_bytes(kb_file.read_bytes()[:5000])
    assert f"llm-kb build --db {shlex.quote(str(path))}'" in run("query", "select 1", "--db", path).stderr
