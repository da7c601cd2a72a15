"""These tests still read the knowledge base of the real seeds: the first edition, unless they say otherwise."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb.database import open_read_only

from ..conftest import copied


@pytest.fixture(scope="session")
def kb_file(first_edition_file: Path) -> Path:
    """The knowledge base of the first edition of the real seeds."""
    return first_edition_file


@pytest.fixture
def newest(edition_file: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the newest edition: exceptions may be needed for facts of makers alone."""
    with closing(open_read_only(edition_file)) as connection:
        yield connection


@pytest.fixture
def edition_copy(edition_file: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the newest edition that a test may spoil."""
    with copied(edition_file, tmp_path) as connection:
        yield connection
