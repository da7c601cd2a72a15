"""Comma-separated values in UTF-8: one file a table or view, with a header, and lines that end in LF.

NULL is an empty cell, an empty text two quotes, as readers that distinguish the two expect (PostgreSQL, DuckDB,
pyarrow). Texts are not escaped, even if a spreadsheet would take them for a formula. `types.json` names the columns of
each table that hold texts, as pandas and DuckDB take them for an argument: they guess the types of CSV, and lose zeros.
"""

import json
import re
import sqlite3
from itertools import chain
from pathlib import Path
from typing import Any

from llm_kb.export import Progress
from llm_kb.export.tables import Table, tables

TYPES = "types.json"
NEEDS_QUOTES = re.compile(r'[",\r\n]|^$')


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write every table and view into a folder, and which of their columns hold texts that may look like numbers."""
    texts = {}
    for table in tables(connection):
        progress(f"{table.name}.csv")
        write_table(table, folder / f"{table.name}.csv")
        texts[table.name] = {column.name: "string" for column in table.entry.columns if column.type == "TEXT"}
    progress(TYPES)
    (folder / TYPES).write_text(json.dumps(texts, indent=2) + "\n", encoding="utf-8", newline="\n")


def write_table(table: Table, path: Path) -> None:
    """Write one table or view into a file."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        for row in chain([table.columns], table.rows()):
            stream.write(",".join(map(_cell, row)) + "\n")


def _cell(value: Any) -> str:
    """A value as a CSV cell; the csv module of Python 3.11 would write NULL and an empty text alike."""
    if value is None:
        return ""
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if NEEDS_QUOTES.search(text) else text
