"""Facts of the knowledge base many times over, as Parquet, in SQLite and on PostgreSQL, to compare engines on them.

The columns are those of `design_facts` that statistics read. Each copy bears its number in the ids of facts, models,
releases and sources; techniques stay, so that the groups by which facts are counted grow. The rows are in the order of
their sources, as in an export.
"""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow.parquet import ParquetWriter

from llm_kb.database import open_read_only
from llm_kb.engines.parquet_folder import ParquetTable

COPIED = ("fact_id", "model_id", "release_id", "source_id")
KEPT = ("institution", "technique_id", "technique_group", "relation", "stage", "section", "source_kind")
TABLES = {"facts": (*COPIED, *KEPT), "releases": ("release_id", "year")}
"""The tables and their columns, all texts but the year."""
INDEXES = ("facts (model_id)", "facts (source_id)", "facts (release_id)", "releases (release_id)")
COPIES_AT_ONCE = 5
"""So many copies make a row group, of some 100,000 facts."""
ROWS_AT_ONCE = 10_000


def parquet(database: Path, times: int, folder: Path) -> list[ParquetTable]:
    """The facts of a knowledge base so many times over, as Parquet files, written if need be."""
    paths = {name: folder / f"{name}.parquet" for name in TABLES}
    if not folder.exists():
        unfinished = folder.with_suffix(".unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(parents=True)
        for name, rows in _tables(database).items():
            with ParquetWriter(unfinished / f"{name}.parquet", rows.schema, compression="zstd") as writer:
                for number in range(0, times, COPIES_AT_ONCE):
                    copies = [_copy(rows, copy) for copy in range(number, min(number + COPIES_AT_ONCE, times))]
                    writer.write_table(pa.concat_tables(copies).combine_chunks())
        unfinished.rename(folder)
    return [ParquetTable(name, (str(paths[name]),), _types(name)) for name in TABLES]


def partitioned(source: ParquetTable, folder: Path) -> ParquetTable:
    """The facts with a folder for each source, written if need be."""
    if not folder.exists():
        with duckdb.connect() as connection:
            rows = f"SELECT * FROM read_parquet('{source.paths[0]}')"
            connection.execute("SET partitioned_write_max_open_files = 1000")
            connection.execute(
                f"COPY ({rows}) TO '{folder}' (FORMAT parquet, PARTITION_BY (source_id), COMPRESSION zstd)"
            )
    return ParquetTable(source.name, (f"{folder}/*/*.parquet",), source.columns)


def sqlite(tables: list[ParquetTable], path: Path) -> None:
    """Fill a new SQLite file from Parquet files, with indexes."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        for table in tables:
            marks = ", ".join("?" * len(table.columns))
            connection.execute(f"CREATE TABLE {table.name} ({_columns(table.name)})")
            for rows in _batches(table):
                connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
        for index in INDEXES:
            connection.execute(f"CREATE INDEX {_index_name(index)} ON {index}")
        connection.execute("ANALYZE")
        connection.commit()


def postgresql(tables: list[ParquetTable], connection: Any) -> None:
    """Fill a database from Parquet files through psycopg, with indexes."""
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"CREATE TABLE {table.name} ({_columns(table.name)})")
            with cursor.copy(f"COPY {table.name} FROM STDIN") as copy:
                for rows in _batches(table):
                    for row in rows:
                        copy.write_row(row)
        for index in INDEXES:
            cursor.execute(f"CREATE INDEX {_index_name(index)} ON {index}")
        cursor.execute("ANALYZE")
    connection.commit()


def _tables(database: Path) -> dict[str, pa.Table]:
    """The facts, in the order of their sources, and the years of releases of the knowledge base."""
    queries = {
        "facts": f"SELECT {', '.join(TABLES['facts'])} FROM design_facts ORDER BY source_id, rowid",
        "releases": "SELECT release_id, year FROM release_dates ORDER BY release_id",
    }
    with closing(open_read_only(database)) as connection:
        found = {name: [tuple(row) for row in connection.execute(sql)] for name, sql in queries.items()}
    kinds = {"string": pa.string(), "int64": pa.int64()}
    return {
        name: pa.table(
            {
                column: pa.array([row[place] for row in rows], kinds[kind])
                for place, (column, kind) in enumerate(_types(name).items())
            }
        )
        for name, rows in found.items()
    }


def _copy(rows: pa.Table, number: int) -> pa.Table:
    """Rows with a number in their ids; the first copy keeps its ids."""
    for place, column in enumerate(rows.column_names if number else []):
        if column in COPIED:
            rows = rows.set_column(place, column, pc.binary_join_element_wise(rows[column], f"-{number}", ""))
    return rows


def _batches(table: ParquetTable) -> Iterator[list[tuple[Any, ...]]]:
    with duckdb.connect() as connection:
        found = connection.execute(f"SELECT * FROM read_parquet('{table.paths[0]}')")
        while rows := found.fetchmany(ROWS_AT_ONCE):
            yield rows


def _columns(name: str) -> str:
    return ", ".join(f"{column} {'INTEGER' if column == 'year' else 'TEXT'}" for column in TABLES[name])


def _types(name: str) -> dict[str, str]:
    return {column: "int64" if column == "year" else "string" for column in TABLES[name]}


def _index_name(index: str) -> str:
    return f"ix_{index.replace(' (', '_').rstrip(')')}"
