"""These tests still read the knowledge base of the real seeds."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from ..conftest import copied


@pytest.fixture(scope="session")
def kb_file(first_edition_file: Path) -> Path:
    """The knowledge base of the first edition."""
    return first_edition_file


@pytest.fixture
def makers_copy(makers_file: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the tiny knowledge base with the edition of makers that a test may spoil."""
    with copied(makers_file, tmp_path) as connection:
        yield connection
