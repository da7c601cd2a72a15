"""These tests still read the knowledge base of the real seeds: the first edition, unless they say otherwise."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kb_file(first_edition_file: Path) -> Path:
    """The knowledge base of the first edition of the real seeds."""
    return first_edition_file


@pytest.fixture
def edition_copy(edition_file: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of the newest edition that a test may spoil; foreign keys are not enforced."""
    copy = tmp_path / "edition.db"
    shutil.copyfile(edition_file, copy)
    with closing(sqlite3.connect(copy)) as connection:
        yield connection
