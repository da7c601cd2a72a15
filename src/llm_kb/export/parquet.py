"""Parquet: one file a table or view, with types, and descriptions in the metadata of schema and fields.

Flags stay the integers 0 and 1, so that a query reads the same here as on the SQLite file. `manifest.json` lists the
tables with their files, rows and columns, so that an engine finds them where folders cannot be listed.
"""

import json
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from llm_kb.dictionary import ColumnEntry, TableEntry
from llm_kb.export import Progress
from llm_kb.export.tables import Row, Table, tables
from llm_kb.files import sha256_of

BATCH_ROWS = 10_000
"""Number of rows that are in memory as Python values at once."""
ROW_GROUP_BYTES = 32 * 2**20
"""Size of a row group in memory, which an engine reads with one thread or skips by its statistics."""
COMPRESSION = "zstd"
TYPES = {"INTEGER": pa.int64(), "REAL": pa.float64(), "TEXT": pa.string()}
MANIFEST = "manifest.json"
FORMAT = 1
"""The version of the manifest's form."""


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write every table and view into a folder, and the manifest last."""
    listed = {}
    for table in tables(connection):
        progress(f"{table.name}.parquet")
        listed[table.name] = _write_table(table, folder)
    progress(MANIFEST)
    text = json.dumps({"format": FORMAT, "name": "llm-kb", "tables": listed}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")


def _write_table(table: Table, folder: Path) -> dict[str, Any]:
    """Write the file of a table, and return its entry in the manifest."""
    path, schema, rows = folder / f"{table.name}.parquet", _schema(table.entry), 0
    with parquet.ParquetWriter(path, schema, compression=COMPRESSION, write_page_index=True) as writer:
        for group in _row_groups(table, schema):
            writer.write_table(group)
            rows += group.num_rows
    file = {"path": path.name, "rows": rows, "bytes": path.stat().st_size, "sha256": sha256_of(path)}
    return {**_about(table.entry), "files": [file], "columns": list(map(_column, table.entry.columns))}


def _row_groups(table: Table, schema: pa.Schema) -> Iterator[pa.Table]:
    """The rows of a table in row groups; none where it is empty."""
    group: list[pa.RecordBatch] = []
    for rows in _batches(table):
        group.append(_batch(rows, schema))
        if sum(batch.nbytes for batch in group) >= ROW_GROUP_BYTES:
            yield pa.Table.from_batches(group, schema)
            group = []
    if group:
        yield pa.Table.from_batches(group, schema)


def _batches(table: Table) -> Iterator[list[Row]]:
    rows = table.rows()
    while batch := list(islice(rows, BATCH_ROWS)):
        yield batch


def _batch(rows: list[Row], schema: pa.Schema) -> pa.RecordBatch:
    columns = zip(zip(*rows, strict=True), schema.types, strict=True)
    return pa.RecordBatch.from_arrays([pa.array(values, kind) for values, kind in columns], schema=schema)


def _about(entry: TableEntry) -> dict[str, Any]:
    """What the manifest says of a table besides its files and columns."""
    return {"title": entry.title, "description": entry.description, "primary_key": list(entry.primary_key)}


def _column(column: ColumnEntry) -> dict[str, Any]:
    """What the manifest says of a column; its type is Parquet's logical one."""
    about = {"name": column.name, "type": str(TYPES[column.type]), "nullable": column.nullable}
    references = {"references": column.references} if column.references else {}
    return {**about, "description": column.description, **references}


def _schema(entry: TableEntry) -> pa.Schema:
    about = {"title": entry.title, "description": entry.description, "primary_key": ",".join(entry.primary_key)}
    return pa.schema(map(_field, entry.columns), metadata={name: text for name, text in about.items() if text})


def _field(column: ColumnEntry) -> pa.Field:
    return pa.field(column.name, TYPES[column.type], column.nullable, {"description": column.description})
