"""Parquet: one file a table or view, with types, and descriptions in the metadata of schema and fields.

Flags stay the integers 0 and 1, so that a query reads the same here as on the SQLite file.
"""

import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from llm_kb.dictionary import ColumnEntry, TableEntry
from llm_kb.export import Progress
from llm_kb.export.tables import Row, Table, tables

BATCH_ROWS = 10_000
"""Number of rows that are in memory at once, and in one row group."""
TYPES = {"INTEGER": pa.int64(), "REAL": pa.float64(), "TEXT": pa.string()}


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write every table and view into a folder."""
    for table in tables(connection):
        progress(f"{table.name}.parquet")
        schema = _schema(table.entry)
        with parquet.ParquetWriter(folder / f"{table.name}.parquet", schema) as writer:
            for rows in _batches(table):
                columns = zip(zip(*rows, strict=True), schema.types, strict=True)
                arrays = [pa.array(values, kind) for values, kind in columns]
                writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))


def _batches(table: Table) -> Iterator[list[Row]]:
    rows = table.rows()
    while batch := list(islice(rows, BATCH_ROWS)):
        yield batch


def _schema(entry: TableEntry) -> pa.Schema:
    about = {"title": entry.title, "description": entry.description, "primary_key": ",".join(entry.primary_key)}
    return pa.schema(map(_field, entry.columns), metadata={name: text for name, text in about.items() if text})


def _field(column: ColumnEntry) -> pa.Field:
    return pa.field(column.name, TYPES[column.type], column.nullable, {"description": column.description})
