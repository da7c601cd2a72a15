"""JSON: one file a table or view, an array of objects, one a line."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from llm_kb.export import Progress
from llm_kb.export.tables import Table, tables


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write every table and view into a folder."""
    for table in tables(connection):
        progress(f"{table.name}.json")
        with (folder / f"{table.name}.json").open("w", encoding="utf-8", newline="\n") as stream:
            stream.write("[\n")
            stream.writelines(f",\n{line}" if number else line for number, line in enumerate(lines(table)))
            stream.write("\n]\n")


def lines(table: Table) -> Iterator[str]:
    """Each row of a table as an object on a line."""
    return (json.dumps(record, ensure_ascii=False) for record in table.records())
