"""Opens finished database files for reading, and tells ours from those of other programs."""

import shlex
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from llm_kb.errors import KnowledgeBaseError, in_one_line
from llm_kb.settings import APPLICATION_ID, default_database

SQLITE_HEADER = b"SQLite format 3\x00"
HEADER_LENGTH = 100
APPLICATION_ID_BYTES = slice(68, 72)
"""Where the header of an SQLite file holds its `application_id`."""
DAMAGED = (sqlite3.DatabaseError, UnicodeDecodeError)
"""Exceptions of a damaged file; the latter when SQLite quotes bytes of it that are not UTF-8."""
STEPS_BETWEEN_PROGRESS_CALLS = 100_000
"""Number of virtual machine instructions between calls of the progress handler, so that Ctrl-C ends a statement."""
JOURNAL_SUFFIXES = ("-journal", "-wal", "-shm")
"""Suffixes of the files in which SQLite keeps changes that are not in the database file, or not for good."""
WAL_HEADER_LENGTH = 32
TABLES_OF_BUILDS = {"alembic_version", "build_info", "design_facts", "dictionary_tables", "editions", "statements"}
"""Tables that every build has had since the first, by which one without our `application_id` is recognized."""
PRIMARY_CODE_MASK = 0xFF
"""Mask of the primary result code in SQLite's extended result codes."""
MISFIT_CODES = {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA}
DAMAGE_CODES = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def open_read_only(path: Path, *, for_threads: bool = False) -> sqlite3.Connection:
    """A connection to a finished database file that can neither change nor lock it.

    Ctrl-C ends its statements, unless threads are to share it: a callback in one thread waits for Python's lock while
    another thread holds that and waits for the connection's, and both wait for ever.

    Raises KnowledgeBaseError when there is no such file, it is not a knowledge base, or a writer has changes beside it.
    """
    if not path.is_file():
        raise KnowledgeBaseError(f"There is no database {str(path)!r}: build it with '{build_command(path)}'.")
    if not _header(path).startswith(SQLITE_HEADER):
        raise KnowledgeBaseError(f"{str(path)!r} is not an SQLite database: {cure(path)}.")
    raise_if_being_written(path)
    connection = _immutable(path)
    connection.row_factory = sqlite3.Row
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)  # neither ATTACH nor VACUUM INTO may write elsewhere
    if not for_threads:
        connection.set_progress_handler(lambda: 0, STEPS_BETWEEN_PROGRESS_CALLS)
    try:
        connection.execute("SELECT 1 FROM design_facts LIMIT 1")
    except DAMAGED as error:
        connection.close()
        message = f"{str(path)!r} is not a complete knowledge base ({in_one_line(error)})"
        raise KnowledgeBaseError(f"{message}: {cure(path)}.") from error
    return connection


def raise_if_being_written(path: Path) -> None:
    """Raise KnowledgeBaseError where a journal beside a file holds changes that a reader of the file alone would miss.

    In a write-ahead log they are committed, in a rollback journal they have to be taken back.
    """
    for journal in _journals_with_changes(path):
        message = f"{str(path)!r} has changes in {journal.name!r} that are not in it yet"
        command = f"sqlite3 {shlex.quote(str(path))} .tables"
        raise KnowledgeBaseError(f"{message}: close the program that writes to it, and run '{command}' if it remains.")


def is_replaceable(path: Path) -> bool:
    """Whether a build may put its file there: nothing but an empty file or one that an earlier build made is lost.

    A file is ours by our `application_id`, even if it is damaged. One without any is ours if it is a sound database
    with the tables and the fingerprint of a build, since builds had no mark once.
    """
    if not path.exists():
        return True
    if not path.is_file():
        return False
    if path.stat().st_size == 0:
        return not _journals_with_changes(path)
    header = _header(path)
    mark = int.from_bytes(header[APPLICATION_ID_BYTES])
    return header.startswith(SQLITE_HEADER) and (mark == APPLICATION_ID or (mark == 0 and _has_tables_of_builds(path)))


def build_command(path: Path) -> str:
    """The command that builds the knowledge base into this file."""
    return "llm-kb build" if path == default_database() else f"llm-kb build --db {shlex.quote(str(path))}"


def cure(path: Path) -> str:
    """How to mend that a file cannot be read: a new build where that loses nothing, else another file."""
    if is_replaceable(path):
        return f"rebuild it with '{build_command(path)}'"
    return "choose another file with --db, or build a new one under another name"


@contextmanager
def explaining_errors(path: Path) -> Iterator[None]:
    """Raise KnowledgeBaseError, with the cure, where a statement of ours does not fit a file or finds it damaged."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE_MASK
        if code not in MISFIT_CODES | DAMAGE_CODES:
            raise
        what = "does not fit this version of llm-kb" if code in MISFIT_CODES else "is damaged"
        raise KnowledgeBaseError(f"{str(path)!r} {what} ({in_one_line(error)}): {cure(path)}.") from error


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(HEADER_LENGTH)


def _journals_with_changes(path: Path) -> list[Path]:
    """The journals of a file that are more than empty ones, which SQLite may leave behind for the next transaction."""
    journals = [Path(f"{path.resolve()}{suffix}") for suffix in JOURNAL_SUFFIXES[:2]]
    return [journal for journal in journals if journal.is_file() and _holds_changes(journal)]


def _holds_changes(journal: Path) -> bool:
    with journal.open("rb") as file:
        header = file.read(WAL_HEADER_LENGTH + 1)
    return len(header) > WAL_HEADER_LENGTH if journal.name.endswith("-wal") else header[:1] not in (b"", b"\0")


def _immutable(path: Path) -> sqlite3.Connection:
    """A connection that takes a file for one that nobody changes; threads may share it where SQLite was built so."""
    uri = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
    return sqlite3.connect(uri, uri=True, check_same_thread=sqlite3.threadsafety < 3)


def _has_tables_of_builds(path: Path) -> bool:
    try:
        with closing(_immutable(path)) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            fingerprint = "SELECT 1 FROM build_info WHERE name = 'fingerprint'"
            return names >= TABLES_OF_BUILDS and connection.execute(fingerprint).fetchone() is not None
    except DAMAGED:
        return False
