"""Tools that others would take: DuckDB for the same queries where it is installed, sqlite-utils for the same rows."""

import importlib.util
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import Any

from . import databases, imported
from .builds import copied
from .processes import Cost, cost
from .rounds import Figures, interleaved, medians, milliseconds, rounded
from .sql import open_read_only, queries

LARGEST_IMPORT = 100
"""Beyond this size an import by sqlite-utils takes longer than everything else together."""
TABLES = ("design_facts", "claims", "evidence", "institutions", "models", "techniques")
"""The tables that the queries read."""


def measure(times: int, rounds: int) -> Figures:
    """The queries by DuckDB and by sqlite3; the import by sqlite-utils and by the bare script, once."""
    path = databases.database(times)
    with tempfile.TemporaryDirectory(dir=databases.folder()) as folder:
        figures = {"queries": _queried(path, Path(folder), rounds)}
        if times <= LARGEST_IMPORT:
            figures["import"] = _imported(path, Path(folder), max(rounds // 3, 1))
    return figures


def _queried(path: Path, folder: Path, rounds: int) -> Figures:
    if not all(map(importlib.util.find_spec, ("duckdb", "duckdb_extension_sqlite_scanner"))):
        return {"left_out": "DuckDB or its reader of SQLite is not installed here"}
    import duckdb

    with duckdb.connect() as duck, closing(open_read_only(path)) as sqlite:
        _as_parquet(duck, path, folder)
        figures: Figures = {}
        for query in (query for query in queries() if not query.values("only")):
            ways = {
                "duckdb": lambda sql=query.sql: milliseconds(lambda: duck.execute(sql).fetchall()),
                "sqlite3": lambda sql=query.sql: milliseconds(lambda: sqlite.execute(sql).fetchall()),
            }
            costs = interleaved(ways, rounds)
            figures[query.name] = {
                "title": query.text("title"),
                "same": [*map(tuple, sqlite.execute(query.sql))] == duck.execute(query.sql).fetchall(),
                **{way: rounded(median(timings)) for way, timings in costs.items()},
            }
    return figures


def _as_parquet(duck: Any, path: Path, folder: Path) -> None:
    """Let DuckDB have the tables of the queries as Parquet."""
    import duckdb_extension_sqlite_scanner

    version = duck.execute("SELECT version()").fetchone()[0]
    extensions = Path(duckdb_extension_sqlite_scanner.__file__).parent / "extensions" / version
    duck.execute(f"LOAD '{extensions / 'sqlite_scanner.duckdb_extension'}'")
    duck.execute(f"ATTACH '{path}' AS kb (TYPE sqlite, READ_ONLY)")
    for table in TABLES:
        file = folder / f"{table}.parquet"
        duck.execute(f"COPY (SELECT * FROM kb.{table}) TO '{file}' (FORMAT parquet)")
        duck.execute(f"CREATE VIEW {table} AS SELECT * FROM '{file}'")


def _imported(path: Path, folder: Path, rounds: int) -> Figures:
    def by_sqlite_utils() -> Cost:
        target = folder / "imported.db"
        target.unlink(missing_ok=True)
        return cost([sys.executable, "-P", Path(imported.__file__), path, target])

    costs_by_side = interleaved(
        {"sqlite_utils": by_sqlite_utils, "bare": lambda: copied(path, folder / "bare.db")}, rounds
    )
    return {side: medians(costs) for side, costs in costs_by_side.items()}
