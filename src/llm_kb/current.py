"""Resolves the database file that a command works on: the requested one, or the default, rebuilt when out of date."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from llm_kb.database import open_read_only, raise_if_being_written
from llm_kb.errors import KnowledgeBaseError, in_one_line
from llm_kb.fingerprint import fingerprint
from llm_kb.settings import default_database

Notice = Callable[[str], object]


def is_current(path: Path) -> bool:
    """Whether the fingerprint stored in a file is that of the present migrations and seeds."""
    try:
        with closing(open_read_only(path)) as connection:
            row = connection.execute("SELECT value FROM build_info WHERE name = 'fingerprint'").fetchone()
    except (KnowledgeBaseError, sqlite3.DatabaseError):
        return False
    return row is not None and row[0] == fingerprint()


def database_for(
    requested: Path | None, progress: Callable[[str], None] = lambda step: None, on_stale: Notice | None = None
) -> Path:
    """The database that a command works on.

    A requested file is used as it is; the default file is built first when it is missing or out of date. Where that
    build fails, read-only commands fall back to the last good build, and `on_stale` is called with a sentence that
    says so. Raises KnowledgeBaseError without `on_stale`, without an earlier build, and where the default file is being
    written, whose changes a new build would lose.
    """
    if requested is not None:
        return requested
    path = default_database()
    raise_if_being_written(path)
    if is_current(path):
        return path
    # Only here, so that reading a finished file imports neither SQLAlchemy nor Alembic.
    from llm_kb.build import build

    try:
        return build(path, progress)
    except KnowledgeBaseError as error:
        if on_stale is None or not _is_complete(path):
            raise
        on_stale(_stale_message(path, error))
        return path


def _is_complete(path: Path) -> bool:
    """Whether a file is a finished build, current or stale."""
    try:
        with closing(open_read_only(path)) as connection:
            return connection.execute("SELECT 1 FROM build_info WHERE name = 'fingerprint'").fetchone() is not None
    except (KnowledgeBaseError, sqlite3.DatabaseError):
        return False


def _stale_message(path: Path, error: KnowledgeBaseError) -> str:
    """The warning that a stale build is read, with the error that prevents a new one."""
    cause = in_one_line(error).rstrip(".")
    return f"{str(path)!r} is the last good build and out of date, because building the current version fails: {cause}."
