"""Exports that tests read and do not change: of the knowledge base, and of a copy with awkward texts."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import cache
from pathlib import Path

import pytest

from llm_kb.database import open_read_only
from llm_kb.export import export

from .export_tools import AWKWARD

Exported = Callable[[str], Path]


@pytest.fixture(scope="session")
def awkward_file(makers_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the knowledge base with documents in which definitions and qualifiers are awkward texts."""
    path = Path(shutil.copyfile(makers_file, tmp_path_factory.mktemp("awkward") / "kb.db"))
    with closing(sqlite3.connect(path)) as connection, connection:
        techniques = connection.execute("SELECT id FROM techniques ORDER BY id").fetchmany(len(AWKWARD))
        texts = zip(AWKWARD, (identity for (identity,) in techniques), strict=True)
        connection.executemany("UPDATE techniques SET definition = ? WHERE id = ?", texts)
        connection.execute("UPDATE evidence SET qualifier = '' WHERE id IN (SELECT min(id) FROM evidence)")
    return path


def exporter(path: Path, folder: Path) -> Exported:
    @cache
    def exported(form: str) -> Path:
        with closing(open_read_only(path)) as connection:
            export(connection, form, folder / form)
        return folder / form

    return exported


@pytest.fixture(scope="session")
def exported(kb_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Gives the directory with an export of the knowledge base in a format."""
    return exporter(kb_file, tmp_path_factory.mktemp("exported"))


@pytest.fixture(scope="session")
def exported_awkward(awkward_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Gives the directory with an export of the awkward copy in a format."""
    return exporter(awkward_file, tmp_path_factory.mktemp("exported-awkward"))


@pytest.fixture(scope="session")
def exported_makers(makers_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    """Gives the directory with an export of the knowledge base with documents in a format."""
    return exporter(makers_file, tmp_path_factory.mktemp("exported-makers"))
