"""The editions of the real seeds go back without a trace."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command

from llm_kb.migrate import alembic_config, sqlite_url

pytestmark = pytest.mark.soak  # the chain of the tiny editions goes back in `tests/migrations`


def test_the_way_back_to_the_base_leaves_nothing(edition_file: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(edition_file, tmp_path / "kb.db"))
    command.downgrade(alembic_config(sqlite_url(path)), "base")
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
    assert tables == [("alembic_version",)]
