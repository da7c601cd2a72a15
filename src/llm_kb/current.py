"""The database file that a command works on: the named one, else the default one, built where it is out of date."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from llm_kb.database import open_read_only
from llm_kb.errors import KnowledgeBaseError, in_one_line
from llm_kb.fingerprint import fingerprint
from llm_kb.settings import default_database

Notice = Callable[[str], object]


def is_current(path: Path) -> bool:
    """Whether a file holds a build of just the migrations and seeds that are here now."""
    try:
        with closing(open_read_only(path)) as connection:
            row = connection.execute("SELECT value FROM build_info WHERE name = 'fingerprint'").fetchone()
    except (KnowledgeBaseError, sqlite3.DatabaseError):
        return False
    return row is not None and row[0] == fingerprint()


def database_for(
    named: Path | None, progress: Callable[[str], None] = lambda step: None, outdated: Notice | None = None
) -> Path:
    """The database that a command works on.

    A file that the user named is taken as it is; the default file is built first when it is missing or out of date.
    Where that fails and there is an earlier build, a command that only reads works on that: `outdated` is then called
    with a sentence that says so. Raises KnowledgeBaseError without `outdated`, or without an earlier build.
    """
    if named is not None:
        return named
    path = default_database()
    if is_current(path):
        return path
    # Only here, so that reading a finished file imports neither SQLAlchemy nor Alembic.
    from llm_kb.build import build

    try:
        return build(path, progress)
    except KnowledgeBaseError as error:
        if outdated is None or not _is_complete(path):
            raise
        outdated(_what_is_read(path, error))
        return path


def _is_complete(path: Path) -> bool:
    """Whether a file is a knowledge base that a build has finished, whatever it was built from."""
    try:
        with closing(open_read_only(path)) as connection:
            return connection.execute("SELECT 1 FROM build_info WHERE name = 'fingerprint'").fetchone() is not None
    except (KnowledgeBaseError, sqlite3.DatabaseError):
        return False


def _what_is_read(path: Path, error: KnowledgeBaseError) -> str:
    """One sentence on the file that is read, and why it is no newer one."""
    cause = in_one_line(error).rstrip(".")
    return f"{str(path)!r} is the last good build and not what is here now, since building that fails: {cause}."
