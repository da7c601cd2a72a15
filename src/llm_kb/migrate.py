"""Migrates databases: URLs, engines with transactional DDL, and upgrades with Alembic."""

import os
from contextlib import closing
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from llm_kb.errors import KnowledgeBaseError
from llm_kb.settings import APPLICATION_ID, DATABASE_URL_VARIABLE, data_directory, default_database

VERSION_TABLE = "alembic_version"
FIRST_TABLES = {"editions", "passages", "sections", "sources"}
"""Tables that our first revision creates."""
CACHE_KIB = 64_000
"""Page cache of a migrating connection, in KiB."""


def sqlite_url(path: Path) -> sa.URL:
    """The SQLAlchemy URL of an SQLite file, whatever characters its path has."""
    return sa.URL.create("sqlite", database=str(path))


def database_url() -> str | sa.URL:
    """The SQLAlchemy URL that Alembic works on: from the environment, else the default file."""
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
        cursor.execute(f"PRAGMA cache_size = -{CACHE_KIB}")


def check_foreign_keys(connection: sa.Connection) -> None:
    """Raise KnowledgeBaseError if a row of an SQLite database refers to one that does not exist."""
    if connection.dialect.name != "sqlite":
        return
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if orphans:
        table, rowid, parent, _ = orphans[0]
        message = (
            f"{len(orphans)} rows refer to rows that do not exist, the first is row {rowid} of {table} (to {parent})"
        )
        raise KnowledgeBaseError(f"{message}: correct the revision that created them.")


def mark(connection: sa.Connection) -> None:
    """Mark an SQLite database as ours, by which a build knows what it may replace."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")


def refuse_foreign_database(connection: sa.Connection) -> None:
    """Raise CommandError for an SQLite database of another program, which may use Alembic, too.

    Without our mark it is ours if it is empty or has the tables of our first revision.
    """
    if connection.dialect.name != "sqlite":
        return
    (application,) = connection.exec_driver_sql("PRAGMA application_id").one()
    tables = set(sa.inspect(connection).get_table_names())
    is_empty = tables <= {VERSION_TABLE} and application == 0
    if application != APPLICATION_ID and not is_empty and not (application == 0 and tables >= FIRST_TABLES):
        message = f"{str(connection.engine.url.database)!r} belongs to another program"
        raise CommandError(f"{message}, name another in {DATABASE_URL_VARIABLE}")


def alembic_config(url: str | sa.URL) -> Config:
    """Alembic's configuration for a database, in a checkout or from an installed package."""
    config = Config()
    config.set_main_option("script_location", str(data_directory("migrations")).replace("%", "%%"))
    config.attributes["url"] = url
    return config


def upgrade(url: str | sa.URL, revision: str = "head") -> None:
    """Upgrade a database to a revision, by default the newest.

    Raises KnowledgeBaseError when the revisions make no chain, as after a merge of two with one number.
    """
    try:
        command.upgrade(alembic_config(url), revision)
    except CommandError as error:
        message = f"The migrations cannot be run ({error})"
        raise KnowledgeBaseError(f"{message}: 'llm-kb seed check' lists the problems of their order.") from error
