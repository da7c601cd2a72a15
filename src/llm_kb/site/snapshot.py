"""The served snapshot: a database file is inspected and copied before it is served, and watched afterward."""

import asyncio
import logging
import math
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from llm_kb import scratch
from llm_kb.database import DAMAGED, cure, open_read_only
from llm_kb.errors import KnowledgeBaseError, in_one_line
from llm_kb.queries import all_queries
from llm_kb.settings import DATABASE_NAME
from llm_kb.site.edition import EditionSummary, newest_edition

POLL_SECONDS = 1
"""Interval at which the original file is checked for changes."""
MAX_ATTEMPTS = 3
"""Maximum number of attempts to copy a file that changes meanwhile."""

SCRATCH = "llm_kb.served"
"""Name of the scratch folders of snapshots."""

FREE_SPACE_CURE = "make room there, or name another folder for such files in the environment variable TMPDIR"
"""The cure in error messages about copies that cannot be made."""

Identity = tuple[int, int, int, int]
"""Device, inode, size and modification time of a file, to detect changes."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Snapshot:
    """A private copy of a sound database file."""

    path: Path
    edition: EditionSummary
    """Its newest edition."""
    original: Identity | None


@contextmanager
def private_copy(path: Path) -> Iterator[Snapshot]:
    """A snapshot of a file, for as long as it is served.

    Raises KnowledgeBaseError when the file is not a sound knowledge base, or cannot be copied.
    """
    with ExitStack() as stack:
        try:
            parent = Path(tempfile.gettempdir())
            scratch.remove_leftovers(parent, SCRATCH)
            folder = stack.enter_context(scratch.folder_in(parent, SCRATCH))
        except OSError as error:
            message = f"No copy of {str(path)!r} can be made to be served ({error.strerror})"
            raise KnowledgeBaseError(f"{message}: {FREE_SPACE_CURE}.") from error
        yield _copied(path, folder / f"{DATABASE_NAME}.db")


def _copied(path: Path, target: Path) -> Snapshot:
    for _ in range(MAX_ATTEMPTS):
        before, edition = identity(path), inspected(path)
        try:
            shutil.copyfile(path, target)
        except OSError as error:
            message = f"{str(path)!r} cannot be copied to {str(target)!r} ({error.strerror})"
            raise KnowledgeBaseError(f"{message}: {FREE_SPACE_CURE}.") from error
        if identity(path) == before:
            return Snapshot(target, edition, before)
    raise KnowledgeBaseError(f"{str(path)!r} changes all the time: wait until what writes it has ended.")


def inspected(path: Path) -> EditionSummary:
    """The newest edition in a file, after a check of its integrity and of all named queries against its schema.

    Raises KnowledgeBaseError if a check fails.
    """
    with closing(open_read_only(path)) as connection:
        problem = _damage(connection, path.stat().st_size)
        if problem:
            raise KnowledgeBaseError(f"{str(path)!r} is damaged or incomplete ({problem}): {cure(path)}.")
        try:
            edition = newest_edition(connection)
            for query in all_queries():
                for values in (query.defaults, dict.fromkeys(query.defaults, "1")):
                    statement = query.statement(values)
                    connection.execute(f"EXPLAIN {statement.sql}", statement.values)
        except sqlite3.DatabaseError as error:
            message = f"{str(path)!r} does not fit this version of llm-kb ({in_one_line(error)})"
            raise KnowledgeBaseError(f"{message}: {cure(path)}, or serve it with the version that made it.") from error
    if edition is None:
        raise KnowledgeBaseError(f"{str(path)!r} holds no edition: {cure(path)}.")
    return edition


def _damage(connection: sqlite3.Connection, size: int) -> str:
    """The error message of the integrity check for a file of `size` bytes; empty if it is sound."""
    try:
        expected_size = math.prod(connection.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
        if size < expected_size:
            return f"it is cut off after {size:,} of {expected_size:,} bytes"
        (problem,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except DAMAGED as error:
        problem = str(error)
    return "" if problem == "ok" else in_one_line(problem)


def identity(path: Path) -> Identity | None:
    """The identity of a file, which changes with the file; None if it does not exist."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


async def watch(path: Path, served: Identity | None) -> None:
    """Log a warning at each change of the original of the served snapshot."""
    last_seen = served
    while True:
        await asyncio.sleep(POLL_SECONDS)
        if (current := identity(path)) != last_seen:
            last_seen = current
            what = "is gone" if current is None else "is another file now"
            logger.warning("%s %s: the site serves what it was at the start, until it is restarted.", path, what)
