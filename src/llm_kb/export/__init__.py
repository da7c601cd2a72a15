"""Exports: every table and view as files, in an order that does not change, put in place as a whole."""

import csv
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from llm_kb.derive import entries
from llm_kb.dictionary import TableEntry
from llm_kb.errors import KnowledgeBaseError

Writer = Callable[[list[str], Iterable[sqlite3.Row], TextIO], None]


def export(connection: sqlite3.Connection, form: str, directory: Path) -> int:
    """Write every table and view into a directory, and return how many files were written.

    A directory that holds anything but an earlier export of the same format is refused; until all files are complete
    nothing in it changes. Raises KnowledgeBaseError.
    """
    tables = [entry for entry in entries() if entry.name != "build_info"]
    names = {f"{entry.name}.{form}" for entry in tables}
    directory = directory.absolute()
    _refuse_other_files(directory, names)
    try:
        directory.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{directory.name}-", dir=directory.parent) as folder:
            fresh = Path(folder) / "fresh"
            fresh.mkdir()
            for entry in tables:
                _write(connection, entry, fresh / f"{entry.name}.{form}", WRITERS[form])
            _put_in_place(fresh, directory, Path(folder) / "old")
    except OSError as error:
        raise KnowledgeBaseError(f"{str(directory)!r} cannot be written ({error}): choose another place.") from error
    return len(tables)


def _put_in_place(fresh: Path, directory: Path, aside: Path) -> None:
    """Let a folder take the place of another, which comes back if that fails."""
    existed = directory.exists()
    if existed:
        directory.rename(aside)
    try:
        fresh.rename(directory)
    except OSError:
        if existed:
            aside.rename(directory)
        raise


def _refuse_other_files(directory: Path, names: set[str]) -> None:
    if directory == Path.cwd():
        raise KnowledgeBaseError("You are in the directory that would be replaced: name a new one below it.")
    others = sorted(path.name for path in directory.iterdir() if path.name not in names) if directory.is_dir() else []
    if others:
        told = f"{str(directory)!r} holds other files ({', '.join(others[:3])})"
        raise KnowledgeBaseError(f"{told}: choose a new or empty directory, nothing was written.")


def _write(connection: sqlite3.Connection, entry: TableEntry, path: Path, writer: Writer) -> None:
    columns = [column.name for column in entry.columns]
    order = entry.primary_key or columns
    quoted = ", ".join(f'"{name}"' for name in columns)
    by = ", ".join(f'"{name}"' for name in order)
    rows = connection.execute(f'SELECT {quoted} FROM "{entry.name}" ORDER BY {by}')
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer(columns, rows, stream)


def _write_csv(columns: list[str], rows: Iterable[sqlite3.Row], stream: TextIO) -> None:
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def _write_json(columns: list[str], rows: Iterable[sqlite3.Row], stream: TextIO) -> None:
    lines = (json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False) for row in rows)
    stream.write("[\n" + ",\n".join(lines) + "\n]\n")


WRITERS: dict[str, Writer] = {"csv": _write_csv, "json": _write_json}
