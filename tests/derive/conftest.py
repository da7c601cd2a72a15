"""These tests still read the knowledge base of the real seeds."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kb_file(first_edition_file: Path) -> Path:
    """The knowledge base of the first edition."""
    return first_edition_file


@pytest.fixture
def makers_copy(makers_file: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of the tiny knowledge base with the edition of makers that a test may spoil."""
    copy = tmp_path / "makers.db"
    shutil.copyfile(makers_file, copy)
    with closing(sqlite3.connect(copy)) as connection:
        yield connection
