"""Opens databases: for reading, for writing, and for migrating; and brings one to the newest revision."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from llm_kb.errors import KnowledgeBaseError, in_one_line
from llm_kb.settings import DATABASE_URL_VARIABLE, data_directory, default_database

SQLITE_HEADER = b"SQLite format 3\x00"
DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What a damaged file raises; the latter when SQLite quotes something of it that is no text any more."""
CACHE = 64_000
"""How many KiB of a database that is being made stay in memory."""
STEPS_BETWEEN_SIGNALS = 100_000
"""After how many steps of a statement Python gets a turn, so that Ctrl-C ends it."""


def open_read_only(path: Path) -> sqlite3.Connection:
    """A connection to a finished database file that can neither change nor lock it.

    Raises KnowledgeBaseError when there is no such file or it is not a knowledge base.
    """
    if not path.is_file():
        raise KnowledgeBaseError(f"There is no database {str(path)!r}: build it with 'llm-kb build --db {path}'.")
    with path.open("rb") as file:
        if file.read(len(SQLITE_HEADER)) != SQLITE_HEADER:
            raise KnowledgeBaseError(f"{str(path)!r} is not an SQLite database: name another file, or build it anew.")
    connection = sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)  # neither ATTACH nor VACUUM INTO may write elsewhere
    connection.set_progress_handler(lambda: 0, STEPS_BETWEEN_SIGNALS)
    try:
        connection.execute("SELECT 1 FROM design_facts LIMIT 1")
    except DAMAGED as error:
        connection.close()
        told = f"{str(path)!r} is not a complete knowledge base ({in_one_line(error)})"
        raise KnowledgeBaseError(f"{told}: remove it, and build it anew with 'llm-kb build --db {path}'.") from error
    return connection


def sqlite_url(path: Path) -> sa.URL:
    """The SQLAlchemy address of an SQLite file, whatever characters its path has."""
    return sa.URL.create("sqlite", database=str(path))


def database_url() -> str | sa.URL:
    """The SQLAlchemy address that Alembic works on: from the environment, else the default file."""
    return os.environ.get(DATABASE_URL_VARIABLE) or sqlite_url(default_database())


def migration_engine(url: str | sa.URL) -> sa.Engine:
    """An engine whose transactions hold DDL too, so that a failed upgrade leaves nothing behind.

    On SQLite the driver's own transaction handling is switched off and BEGIN is sent explicitly; foreign keys are not
    enforced while tables may be rebuilt, and `check_foreign_keys` makes up for it before the commit.
    """
    engine = sa.create_engine(url, poolclass=sa.pool.NullPool)
    if engine.dialect.name == "sqlite":
        sa.event.listen(engine, "connect", _prepare_for_migration)
        sa.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare_for_migration(connection: Any, record: Any) -> None:
    connection.isolation_level = None
    with closing(connection.cursor()) as cursor:
        cursor.execute("PRAGMA foreign_keys = OFF")
        cursor.execute(f"PRAGMA cache_size = -{CACHE}")


def check_foreign_keys(connection: sa.Connection) -> None:
    """Raise KnowledgeBaseError if a row of an SQLite database refers to one that does not exist."""
    if connection.dialect.name != "sqlite":
        return
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        table, rowid, parent, _ = orphans[0]
        told = f"{len(orphans)} rows refer to rows that do not exist, the first is row {rowid} of {table} (to {parent})"
        raise KnowledgeBaseError(f"{told}: mend the revision that made them.")


def alembic_config(url: str | sa.URL) -> Config:
    """Alembic's configuration for a database, in a checkout or from an installed package."""
    config = Config()
    config.set_main_option("script_location", str(data_directory("migrations")).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str | sa.URL, revision: str = "head") -> None:
    """Bring a database to a revision, the newest unless told otherwise.

    Raises KnowledgeBaseError when the revisions make no chain, as after a merge of two with one number.
    """
    try:
        command.upgrade(alembic_config(url), revision)
    except CommandError as error:
        told = f"The migrations cannot be run ({error})"
        raise KnowledgeBaseError(f"{told}: 'llm-kb seed check' tells what is wrong with their order.") from error
