"""DuckDB over a Parquet export."""

import importlib.util
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from llm_kb.engines import parquet_folder
from llm_kb.engines.engine import Engine
from llm_kb.engines.location import Location
from llm_kb.engines.parquet_folder import ParquetEngine, ParquetTable

RECURSIVE = re.compile(r"\s*WITH RECURSIVE\b")
EXTENSION = "duckdb_extension_httpfs"
FETCHED_ROWS = 1_000
"""Number of rows that are fetched at once."""


class DuckdbEngine(ParquetEngine):
    """A DuckDB connection with a view per table."""

    name = "duckdb"

    def __init__(self, connection: duckdb.DuckDBPyConnection, tables: Iterable[ParquetTable]) -> None:
        super().__init__(tables)
        self.connection = connection

    def add(self, table: ParquetTable) -> None:
        """Make a table known as a view."""
        paths = ", ".join(map(_literal, table.paths))
        self.connection.execute(f'CREATE VIEW "{table.name}" AS SELECT * FROM read_parquet([{paths}])')

    def run(self, sql: str, values: dict[str, Any]) -> tuple[Sequence[str], Iterable[Sequence[Any]]]:
        """Columns and rows of a statement, which are read through a cursor of its own."""
        cursor = self.connection.cursor()
        try:
            if RECURSIVE.match(sql):
                return self._run_on_one_thread(cursor, sql, values)
            found = cursor.execute(sql, values)
            return _columns(found), _rows(found)
        except duckdb.Error as error:
            raise self.failure(error) from error

    def _run_on_one_thread(
        self, cursor: duckdb.DuckDBPyConnection, sql: str, values: dict[str, Any]
    ) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
        """Columns and rows of a recursive statement: on several threads DuckDB 1.5 loses some of its rows."""
        cursor.execute("SET threads = 1")
        try:
            found = cursor.execute(sql, values)
            return _columns(found), found.fetchall()
        finally:
            cursor.execute("RESET threads")


def _columns(found: duckdb.DuckDBPyConnection) -> list[str]:
    return [column[0] for column in found.description]


def _rows(found: duckdb.DuckDBPyConnection) -> Iterator[Sequence[Any]]:
    while rows := found.fetchmany(FETCHED_ROWS):
        yield from rows


@contextmanager
def opened(location: Location) -> Iterator[Engine]:
    """DuckDB with the tables of a Parquet export as views, whose files it reads as a statement needs them."""

    def read(address: str) -> str:
        row = connection.execute("SELECT content FROM read_text(?)", [address]).fetchone()
        if row is None:
            raise FileNotFoundError(f"no file {address!r}")
        return str(row[0])

    with duckdb.connect() as connection:
        if "://" in location.parquet:
            _load_extension(connection)
        yield DuckdbEngine(connection, parquet_folder.tables(location.parquet, read))


def _load_extension(connection: duckdb.DuckDBPyConnection) -> None:
    """Load the extension for HTTP and object stores from its wheel; without it DuckDB fetches it from its own site."""
    found = importlib.util.find_spec(EXTENSION)
    (version,) = connection.execute("SELECT version()").fetchone() or ("",)
    file = Path(str(found.origin)).parent / "extensions" / version / "httpfs.duckdb_extension" if found else None
    if file and file.exists():
        connection.execute(f"LOAD {_literal(str(file))}")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
