"""The tiny knowledge base of makers, with the documents that hold values of catalogs."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb.crosscheck import CATALOGS

from ..conftest import Shared
from ..tiny import build_makers


def _with_catalogs(path: Path) -> None:
    build_makers(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        for catalog in CATALOGS.values():
            source = (catalog.source_id, catalog.title, "none", "A catalog.")
            connection.execute("INSERT INTO sources (id, title, rights, description) VALUES (?, ?, ?, ?)", source)
            document = "INSERT INTO documents (source_id, kind_id, official, read) VALUES (?, 'catalog', 0, 'keys')"
            connection.execute(document, (catalog.source_id,))


@pytest.fixture(scope="session")
def birds_file(shared: Shared) -> Path:
    """That knowledge base, made once; not to be changed."""
    return shared("catalogs", _with_catalogs)
