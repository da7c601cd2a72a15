"""The file that is served: looked at and copied before, and watched from then on."""

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
from llm_kb.database import DAMAGED, open_read_only
from llm_kb.errors import KnowledgeBaseError, in_one_line
from llm_kb.queries import all_queries
from llm_kb.settings import DATABASE_NAME
from llm_kb.site.edition import Edition, newest_edition

SECONDS_BETWEEN_LOOKS = 3
"""How often it is looked at whether the file is still the one that is served."""
TRIES = 3
"""How often a file is copied that changes meanwhile."""

SCRATCH = "llm_kb.served"
"""The name of the folders that copies are made in."""

ROOM = "make room there, or name another folder for such files in the environment variable TMPDIR"
"""What helps where there cannot be a copy."""

Identity = tuple[int, int, int, int]
"""Device, number, size and time of change of a file: what tells whether it is the same and unchanged."""

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Copy:
    """A copy of a sound file."""

    path: Path
    edition: Edition
    """The newest that it holds."""
    original: Identity | None


@contextmanager
def private_copy(path: Path) -> Iterator[Copy]:
    """A copy of a file that nobody else changes or replaces, for as long as it is served.

    Raises KnowledgeBaseError when the file is no sound knowledge base, or cannot be copied.
    """
    with ExitStack() as stack:
        try:
            place = Path(tempfile.gettempdir())
            scratch.remove_leftovers(place, SCRATCH)
            folder = stack.enter_context(scratch.folder_in(place, SCRATCH))
        except OSError as error:
            told = f"No copy of {str(path)!r} can be made to be served ({error.strerror})"
            raise KnowledgeBaseError(f"{told}: {ROOM}.") from error
        yield _copied(path, folder / f"{DATABASE_NAME}.db")


def _copied(path: Path, target: Path) -> Copy:
    for _ in range(TRIES):
        before, edition = identity(path), inspected(path)
        try:
            shutil.copyfile(path, target)
        except OSError as error:
            told = f"{str(path)!r} cannot be copied to {str(target)!r} ({error.strerror})"
            raise KnowledgeBaseError(f"{told}: {ROOM}.") from error
        if identity(path) == before:
            return Copy(target, edition, before)
    raise KnowledgeBaseError(f"{str(path)!r} changes all the time: wait until what writes it has ended.")


def inspected(path: Path) -> Edition:
    """The edition that a file holds, after a look at whether the file is sound and has all that is asked of it.

    Raises KnowledgeBaseError if not.
    """
    cure = f"build it anew with 'llm-kb build --db {path}'"
    with closing(open_read_only(path)) as connection:
        problem = _damage(connection, path.stat().st_size)
        if problem:
            raise KnowledgeBaseError(f"{str(path)!r} is damaged or incomplete ({problem}): remove it, and {cure}.")
        try:
            edition = newest_edition(connection)
            for query in all_queries():
                for values in (query.defaults, dict.fromkeys(query.defaults, "1")):
                    statement = query.statement(values)
                    connection.execute(f"EXPLAIN {statement.sql}", statement.values)
        except sqlite3.DatabaseError as error:
            told = f"{str(path)!r} does not fit this version of llm-kb ({in_one_line(error)})"
            raise KnowledgeBaseError(f"{told}: {cure}, or serve it with the version that made it.") from error
    if edition is None:
        raise KnowledgeBaseError(f"{str(path)!r} holds no edition: remove it, and {cure}.")
    return edition


def _damage(connection: sqlite3.Connection, size: int) -> str:
    """What is wrong with a file of so many bytes, in one line; empty if it is sound."""
    try:
        whole = math.prod(connection.execute(f"PRAGMA page_{what}").fetchone()[0] for what in ("count", "size"))
        if size < whole:
            return f"it is cut off after {size:,} of {whole:,} bytes"
        (problem,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except DAMAGED as error:
        problem = str(error)
    return "" if problem == "ok" else in_one_line(problem)


def identity(path: Path) -> Identity | None:
    """What tells whether a file is still the same and unchanged; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


async def watch(path: Path, served: Identity | None) -> None:
    """Log when a file is not the one any more that is served, once for each change."""
    seen = served
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        if (now := identity(path)) != seen:
            seen = now
            what = "is gone" if now is None else "is another file now"
            logger.warning("%s %s: the site serves what it was at the start, until it is restarted.", path, what)
