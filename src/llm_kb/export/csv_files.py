"""Comma-separated values in UTF-8: one file a table or view, with a header, and lines that end in LF.

NULL is an empty cell, an empty text two quotes, as readers that distinguish the two expect (PostgreSQL, DuckDB,
pyarrow). Texts are not escaped, even if a spreadsheet would take them for a formula.
"""

import re
import sqlite3
from pathlib import Path
from typing import Any

from llm_kb.export import Progress
from llm_kb.export.tables import Table, tables

NEEDS_QUOTES = re.compile(r'[",\r\n]|^$')


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write every table and view into a folder."""
    for table in tables(connection):
        progress(f"{table.name}.csv")
        write_table(table, folder / f"{table.name}.csv")


def write_table(table: Table, path: Path) -> None:
    """Write one table or view into a file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        for row in (table.columns, *table.rows()):
            stream.write(",".join(map(_cell, row)) + "\n")


def _cell(value: Any) -> str:
    """A value as a CSV cell; the csv module of Python 3.11 would write NULL and an empty text alike."""
    if value is None:
        return ""
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if NEEDS_QUOTES.search(text) else text
