"""A file that is no sound knowledge base is not served, and one line says why, with the cure."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from llm_kb.cli import main
from llm_kb.database import is_replaceable
from llm_kb.errors import KnowledgeBaseError
from llm_kb.site.snapshot import inspected

FLIPPED, CUT = 60, 20
"""How many files are damaged in each way."""


def refusal(path: Path) -> str:
    """Why a file is not served; empty if it is."""
    try:
        inspected(path)
    except KnowledgeBaseError as error:
        return str(error)
    return ""


def assert_helpful(told: str, path: Path) -> None:
    assert told.startswith(repr(str(path)))
    assert ("rebuild it" if is_replaceable(path) else "choose another file") in told
    assert "\n" not in told


def test_a_file_with_other_bytes_here_and_there_is_refused_in_one_line_or_served(
    kb_file: Path, tmp_path: Path, seed: int
) -> None:
    chance, path, refused = random.Random(seed), tmp_path / "kb.db", 0
    for number in range(FLIPPED):
        content = bytearray(kb_file.read_bytes())
        for _ in range(4 ** (number % 6)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        path.write_bytes(content)
        if told := refusal(path):
            assert_helpful(told, path)
            refused += 1
    assert refused > FLIPPED / 4


def test_a_file_with_pages_of_rubbish_is_refused_in_one_line(kb_file: Path, tmp_path: Path, seed: int) -> None:
    chance, path, size = random.Random(seed), tmp_path / "kb.db", 4096
    for _ in range(5):
        content = bytearray(kb_file.read_bytes())
        for _ in range(20):
            place = chance.randrange(len(content) // size) * size
            content[place : place + size] = chance.randbytes(size)
        path.write_bytes(content)
        assert_helpful(refusal(path), path)


def test_a_file_that_was_cut_off_anywhere_is_refused_in_one_line(kb_file: Path, tmp_path: Path, seed: int) -> None:
    chance, path, content = random.Random(seed), tmp_path / "kb.db", kb_file.read_bytes()
    anywhere = [chance.randrange(16, len(content)) for _ in range(CUT)]
    for length in (16, 100, 4096, len(content) - 4096, len(content) - 1, *anywhere):
        path.write_bytes(content[:length])
        assert_helpful(refusal(path), path)


def changed(sql: str) -> Callable[[Path, Path], None]:
    """A copy of the knowledge base in which something was changed."""

    def change(kb_file: Path, path: Path) -> None:
        shutil.copyfile(kb_file, path)
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(sql)

    return change


def written(content: bytes) -> Callable[[Path, Path], object]:
    return lambda kb_file, path: path.write_bytes(content)


REFUSED: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "nothing": (lambda kb_file, path: None, "There is no database"),
    "an empty file": (written(b""), "is not an SQLite database"),
    "a text": (written(b"Dear diary,\n" * 1000), "is not an SQLite database"),
    "the first bytes alone": (written(b"SQLite format 3\x00"), "is not a complete knowledge base"),
    "a folder": (lambda kb_file, path: path.mkdir(), "is a directory"),
    "a database of somebody else": (changed("DROP TABLE design_facts"), "is not a complete knowledge base"),
    "a newer schema that lacks a column": (
        changed("ALTER TABLE models RENAME COLUMN name TO title; UPDATE alembic_version SET version_num = '9999'"),
        "does not fit this version of llm-kb",
    ),
    "a schema that lacks a table": (changed("DROP TABLE errata_places"), "does not fit this version of llm-kb"),
}


def serve(path: Path) -> Result:
    return CliRunner().invoke(main, ["serve", "--db", str(path), "--port", "0"])


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_knowledge_base_of_this_version_is_not_served(name: str, kb_file: Path, tmp_path: Path) -> None:
    make, told = REFUSED[name]
    path = tmp_path / "kb.db"
    make(kb_file, path)
    result = serve(path)
    assert result.exit_code in {1, 2}
    assert told in result.stderr
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in result.stderr


def test_a_newer_schema_that_has_all_that_is_asked_of_it_is_served(kb_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    changed("CREATE TABLE news (id TEXT); UPDATE alembic_version SET version_num = '9999'")(kb_file, path)
    assert refusal(path) == ""
