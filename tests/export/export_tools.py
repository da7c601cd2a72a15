"""What the tests of exports share: the rows that must come back, and awkward texts."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from llm_kb import derive
from llm_kb.dictionary import TableEntry

Rows = list[tuple[Any, ...]]

AWKWARD = (
    "=1+1",
    '=HYPERLINK("https://example.org","click")',
    "+1",
    "-1",
    "@SUM(A1)",
    'a,b "c"; d',
    "two\nlines",
    "carriage\r\nreturn",
    " spaces around ",
    "\ttab",
    "Größe, 漢字, 🦙, e\u0301",
    "007",
    "1e5",
    "2025-06-19",
    "TRUE",
    "NULL",
    "NaN",
    "https://example.org/?a=1&b=2",
    "{=A1}",
    "'quoted'",
    "\\N",
    "<b>&amp;</b>",
    "_x0041_",
)
"""Texts that spreadsheets and readers like to take for something else."""


def entries() -> list[TableEntry]:
    """The tables and views that every format holds."""
    return [entry for entry in derive.entries() if entry.name != "build_info"]


def expected(path: Path) -> dict[str, Rows]:
    """The rows of every table and view, in the order in which they must come: that of the site, then of the key."""
    with closing(sqlite3.connect(path)) as connection:
        return {entry.name: _rows(connection, entry) for entry in entries()}


def contents(directory: Path) -> dict[str, bytes]:
    """Every file of a directory and the directories in it."""
    files = (path for path in directory.rglob("*") if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in files}


def _rows(connection: sqlite3.Connection, entry: TableEntry) -> Rows:
    sort = entry.presentation.sort or "NULL"
    cursor = connection.execute(f'SELECT *, {sort} FROM "{entry.name}"')
    columns = [column[0] for column in cursor.description][:-1]
    assert columns == [column.name for column in entry.columns]
    places = [-1, *(columns.index(name) for name in entry.primary_key or columns)]
    # NULL comes before everything else in SQLite.
    rows = sorted(cursor, key=lambda row: [(row[place] is not None, row[place]) for place in places])
    return [row[:-1] for row in rows]
