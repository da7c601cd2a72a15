"""Opens finished database files for reading."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

from llm_kb.errors import KnowledgeBaseError, in_one_line

SQLITE_HEADER = b"SQLite format 3\x00"
DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)
"""Exceptions of a damaged file; the latter when SQLite quotes bytes of it that are not UTF-8."""
STEPS_BETWEEN_PROGRESS_CALLS = 100_000
"""Number of virtual machine instructions between calls of the progress handler, so that Ctrl-C ends a statement."""


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
    connection.set_progress_handler(lambda: 0, STEPS_BETWEEN_PROGRESS_CALLS)
    try:
        connection.execute("SELECT 1 FROM design_facts LIMIT 1")
    except DAMAGED as error:
        connection.close()
        message = f"{str(path)!r} is not a complete knowledge base ({in_one_line(error)})"
        raise KnowledgeBaseError(f"{message}: remove it, and build it anew with 'llm-kb build --db {path}'.") from error
    return connection
