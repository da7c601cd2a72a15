"""Builds the tiny knowledge base from the bundles beside it: birds, nests and songs, and one row at least of each kind."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations

from llm_kb import derive, seeds
from llm_kb.database import alembic_config, migration_engine, sqlite_url
from llm_kb.schema import Base

BUNDLES = Path(__file__).resolve().parent / "bundles"
NEWEST = "tiny-flock"
"""The edition that follows all others: a first one, a correction of it, another source, and many rows more."""


def build_tiny(target: Path, edition: str = NEWEST) -> Path:
    """Build the tiny knowledge base up to an edition into a new file."""
    draft = target.with_suffix(".draft")
    newest = seeds.read(BUNDLES / edition)
    engine = migration_engine(sqlite_url(draft))
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        with Operations.context(MigrationContext.configure(connection)):
            for bundle in (*newest.earlier, newest):
                seeds.insert(bundle)
        derive.rebuild(connection)
    command.stamp(alembic_config(sqlite_url(draft)), "head")
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    draft.unlink()
    return target
