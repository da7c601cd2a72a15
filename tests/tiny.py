"""Builds the tiny knowledge base from the bundles beside it: birds and nests, and a row of each kind."""

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations

from llm_kb import derive, seeds
from llm_kb.migrate import alembic_config, mark, migration_engine, sqlite_url
from llm_kb.schema import Base

BUNDLES = Path(__file__).resolve().parent / "bundles"
NEWEST = "tiny-flock"
"""The edition that follows all others: a first one, a correction of it, another source, and many rows more."""


MAKERS = "tiny-makers"
"""The edition after it, of makers' documents: a report with pages, a card with headings, a configuration with keys."""
DOCUMENTS = {
    "swift-3-report": "swift-3-report.txt",
    "wren-2-card": "wren-2-card.md",
    "swift-3-config": "swift-3-config.json",
}
"""The texts of these documents beside the bundles, by source; the report has a flowing text, too."""
FLOWING = {"swift-3-report": "swift-3-report.flow.txt"}


def build_makers(target: Path) -> Path:
    """Build the tiny knowledge base together with the edition of makers into a new file."""
    return build_from(BUNDLES / MAKERS, target)


def build_tiny(target: Path) -> Path:
    """Build the tiny knowledge base into a new file."""
    return build_from(BUNDLES / NEWEST, target)


def build_from(bundle: Path, target: Path) -> Path:
    """Build what a bundle and those before it hold into a new file, whatever bundles come after it."""
    draft = target.with_suffix(".draft")
    newest = seeds.read(bundle)
    engine = migration_engine(sqlite_url(draft))
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        with Operations.context(MigrationContext.configure(connection)):
            for each in (*newest.earlier, newest):
                seeds.insert(each)
    command.stamp(alembic_config(sqlite_url(draft)), "head")
    with engine.begin() as connection:
        derive.rebuild(connection)
        mark(connection)
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("VACUUM INTO ?", (str(target),))
    draft.unlink()
    return target


AUTHORS = 1200
TIMES = 15


def build_crowded(target: Path) -> Path:
    """Build the tiny knowledge base with so many authors and facts that they fill pages."""
    build_tiny(target)
    with closing(sqlite3.connect(target)) as connection, connection:
        connection.execute("DELETE FROM authorships")
        rows = [(str(number % 3 + 1), number, "ada-lark", f"Author {number}") for number in range(1, AUTHORS + 1)]
        connection.executemany("INSERT INTO authorships VALUES (?, ?, ?, ?, NULL)", rows)
        _, *others = (f'"{row[1]}"' for row in connection.execute("PRAGMA table_info(design_facts)"))
        (facts,) = connection.execute("SELECT count(*) FROM design_facts").fetchone()
        for number in range(1, TIMES):
            copies = f"SELECT fact_id || '-{number}', {', '.join(others)} FROM design_facts ORDER BY rowid LIMIT ?"
            connection.execute(f"INSERT INTO design_facts (fact_id, {', '.join(others)}) {copies}", (facts,))
    return target
