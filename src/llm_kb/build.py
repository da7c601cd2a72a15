"""Builds the database file: migrate into a new file, check it, compact it, and replace the old file atomically.

Readers of the old file are not disturbed, and a build that fails leaves it as it was.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import sqlalchemy as sa

from llm_kb import checks, derive, scratch, seeds
from llm_kb.database import JOURNAL_SUFFIXES, PRIMARY_CODE_MASK, is_replaceable, open_read_only
from llm_kb.errors import KnowledgeBaseError
from llm_kb.files import writing
from llm_kb.migrate import sqlite_url, upgrade

Progress = Callable[[str], None]
Doubts = Callable[[list[checks.CheckFinding]], object]

UNWRITABLE_CODES = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}

CURE = "choose another location with --db FILE, or free disk space"
"""How to mend that the file cannot be written."""

SCRATCH = "llm_kb.build"
"""Name of the scratch folders of builds, distinct from those of exports."""


def build(target: Path, progress: Progress = lambda step: None, doubts: Doubts = lambda findings: None) -> Path:
    """Build the knowledge base into `target` and return it.

    `progress` is called with each step as it begins, and `doubts` with the findings that do not stop a build.
    Of two builds at once the last to end has its file in place. Raises KnowledgeBaseError when a seed is broken, a
    check fails or the file cannot be written; every exception carries a note on what is at `target` then.
    """
    target = target.absolute()
    _refuse_foreign_file(target)
    with scratch.noting_outcome(target), writing(target, CURE), _explaining_database_errors():
        seeds.verify_pins()
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch.remove_leftovers(target.parent, SCRATCH)
        with scratch.folder_in(target.parent, SCRATCH) as folder:
            finished = _build_in(folder, progress, doubts)
            progress("putting the file in place")
            _refuse_foreign_file(target)  # somebody may have made one meanwhile
            _put_in_place(finished, target)
    return target


@contextmanager
def _explaining_database_errors() -> Iterator[None]:
    """Raise OSError where a database cannot be written, and KnowledgeBaseError where its contents do not fit it."""
    try:
        yield
    except (sqlite3.DatabaseError, sa.exc.DatabaseError) as error:
        cause = getattr(error, "orig", error)
        if getattr(cause, "sqlite_errorcode", 0) & PRIMARY_CODE_MASK in UNWRITABLE_CODES:
            raise OSError(str(cause)) from error
        message = f"The seeds do not fit the schema ({cause})"
        raise KnowledgeBaseError(f"{message}: see 'llm-kb seed check', and the revision that loads them.") from error


def _refuse_foreign_file(target: Path) -> None:
    """Raise KnowledgeBaseError when a build would replace anything but an empty file or an earlier build."""
    if target.exists() and not target.is_file():
        raise KnowledgeBaseError(f"{str(target)!r} cannot be written, because it is not a regular file: {CURE}.")
    if not is_replaceable(target):
        message = f"{str(target)!r} is not a knowledge base and would be lost"
        raise KnowledgeBaseError(f"{message}: choose another file with --db FILE, or move this one away.")


def _build_in(folder: Path, progress: Progress, doubts: Doubts) -> Path:
    draft, finished = folder / "draft.db", folder / "finished.db"
    progress("migrating and loading the seeds")
    upgrade(sqlite_url(draft))
    progress("checking the contents")
    with closing(open_read_only(draft)) as connection:
        doubts(checks.raise_if_broken(connection))
    progress("compacting")
    with closing(sqlite3.connect(draft)) as connection:
        connection.execute("VACUUM INTO ?", (str(finished),))
    with closing(sqlite3.connect(finished)) as connection:
        for table in derive.SEARCHED:
            connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
    scratch.sync(finished)
    finished.chmod(0o644)
    return finished


def _put_in_place(finished: Path, target: Path) -> None:
    """Replace a file, without the journals beside it, which SQLite would apply to the new one."""
    for suffix in JOURNAL_SUFFIXES:
        Path(f"{target}{suffix}").unlink(missing_ok=True)
    finished.replace(target)
    scratch.sync_names(target.parent)
