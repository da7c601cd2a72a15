"""Newline-delimited JSON: one file a table or view, an object a line."""

import sqlite3
from pathlib import Path

from llm_kb.export import Progress
from llm_kb.export.json_files import lines
from llm_kb.export.tables import tables


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write every table and view into a folder."""
    for table in tables(connection):
        progress(f"{table.name}.ndjson")
        with (folder / f"{table.name}.ndjson").open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(f"{line}\n" for line in lines(table))
