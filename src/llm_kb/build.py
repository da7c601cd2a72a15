"""Builds the database file: migrate into a new file, check it, compact it, and only then put it in place.

Whoever reads the old file meanwhile is not disturbed, and a build that fails leaves the old file as it was.
"""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from llm_kb import checks, derive
from llm_kb.database import open_read_only, sqlite_url, upgrade
from llm_kb.errors import KnowledgeBaseError
from llm_kb.settings import default_database

Progress = Callable[[str], None]


def build(target: Path, progress: Progress = lambda step: None) -> Path:
    """Build the knowledge base into `target` and return it; `progress` is told each step as it begins.

    Raises KnowledgeBaseError when a seed is broken, a check fails or the file cannot be written.
    """
    target = target.absolute()
    _refuse_foreign_file(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".llm-kb-", dir=target.parent) as folder:
            finished = _build_in(Path(folder), progress)
            progress("putting the file in place")
            finished.replace(target)
    except (OSError, sqlite3.OperationalError, sa.exc.OperationalError) as error:
        told = f"The database cannot be written to {str(target)!r} ({getattr(error, 'orig', error)})"
        raise KnowledgeBaseError(f"{told}: choose another place with --db FILE, or make room.") from error
    except (sqlite3.DatabaseError, sa.exc.DatabaseError) as error:
        told = f"The seeds do not fit the schema ({getattr(error, 'orig', error)})"
        raise KnowledgeBaseError(f"{told}: see 'llm-kb seed check', and the revision that loads them.") from error
    return target


def _refuse_foreign_file(target: Path) -> None:
    """Raise KnowledgeBaseError when a file that a build would replace is not an earlier build."""
    if target == default_database() or not target.is_file() or target.stat().st_size == 0:
        return
    try:
        with closing(sqlite3.connect(f"{target.as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("SELECT version_num FROM alembic_version")
    except sqlite3.DatabaseError as error:
        told = f"{str(target)!r} is not a knowledge base and would be lost"
        raise KnowledgeBaseError(f"{told}: name another file with --db FILE, or remove this one.") from error


def _build_in(folder: Path, progress: Progress) -> Path:
    draft, finished = folder / "draft.db", folder / "finished.db"
    progress("migrating and loading the seeds")
    upgrade(sqlite_url(draft))
    progress("checking the contents")
    with closing(open_read_only(draft)) as connection:
        checks.raise_if_broken(connection)
    progress("compacting")
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("VACUUM INTO ?", (str(finished),))
    with closing(sqlite3.connect(finished)) as connection:
        for table in derive.SEARCHED:
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
    with finished.open("rb+") as file:
        os.fsync(file.fileno())
    finished.chmod(0o644)
    return finished


def is_current(path: Path) -> bool:
    """Whether a file holds a build of just the migrations and seeds that are here now."""
    try:
        with closing(open_read_only(path)) as connection:
            row = connection.execute("SELECT value FROM build_info WHERE name = 'fingerprint'").fetchone()
    except (KnowledgeBaseError, sqlite3.DatabaseError):
        return False
    return row is not None and row[0] == derive.fingerprint()


def database_for(named: Path | None, progress: Progress = lambda step: None) -> Path:
    """The database that a command works on.

    A file that the user named is taken as it is; the default file is built first when it is missing or out of date.
    """
    if named is not None:
        return named
    path = default_database()
    return path if is_current(path) else build(path, progress)


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
