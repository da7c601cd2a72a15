"""Staging database of a bundle's rows until they are validated, so that millions need little memory."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from llm_kb.seeds.format import COLUMNS, TABLES

Cell = str | int | float | None
Values = dict[str, Cell]
BATCH = 1_000
"""Batch size of inserts."""
CACHE_KIB = 64_000
"""Page cache of the staging database in KiB, beyond which it spills to disk."""
PROVENANCE_COLUMNS = ("bundle", "file", "line")
"""Columns with the origin of each row; bundles are numbered from 1, the oldest first."""


@dataclass(frozen=True)
class SeedRow:
    """Values of a staged row, with the file and line that it comes from."""

    values: Values
    file: str
    line: int


class StagingRows:
    """The staged rows of a bundle by table, in reading order, together with those of earlier bundles."""

    def __init__(self, edition: str, version: int, earlier: "StagingRows | None" = None) -> None:
        self.edition = edition
        self.date = ""
        """The date of the edition."""
        self.version = version
        """The format that the bundle is written in."""
        self.bundle: int = earlier.bundle + 1 if earlier else 1
        """The number of the bundle in the chain, counted from 1."""
        self.partial: set[str] = set()
        """Tables of which not every row could be read, so that an id may be missing there without being unknown."""
        self._database: _Database = earlier._database if earlier else _Database()
        self._pending: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)

    def add(self, table: str, values: Values, file: str, line: int) -> None:
        """Append a row to a table; columns that are not named are NULL."""
        pending = self._pending[table]
        pending.append((*map(values.get, COLUMNS[table]), self.bundle, file, line))
        if len(pending) >= BATCH:
            self._insert(table)

    def _insert(self, table: str) -> None:
        pending = self._pending.pop(table)
        self._database.connection.executemany(
            f"INSERT INTO {table} VALUES ({', '.join('?' * len(pending[0]))})", pending
        )

    def query(self, sql: str, *parameters: Cell) -> sqlite3.Cursor:
        """Run a statement over the rows of this and all earlier bundles, in tables as in `COLUMNS`."""
        for table in [name for name in self._pending if name in sql]:
            self._insert(table)
        return self._database.connection.execute(sql, parameters)

    def own_rows(self, table: str, *columns: str) -> Iterator[SeedRow]:
        """The rows of this bundle, with some of their columns, in the order in which they were read."""
        names = ", ".join(columns)
        for *cells, file, line in self.query(
            f"SELECT {names}, file, line FROM {table} WHERE bundle = ? ORDER BY rowid", self.bundle
        ):
            yield SeedRow(dict(zip(columns, cells, strict=True)), file, line)

    def column_values(self, table: str, column: str = "id") -> list[str]:
        """The non-NULL values of a column, in reading order."""
        sql = f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY rowid"
        return [str(value) for (value,) in self.query(sql)]


class BundleRows(Mapping[str, list[Values]]):
    """The rows of a validated bundle by table, ordered as in `TABLES`; tables without rows are left out."""

    def __init__(self, rows: StagingRows) -> None:
        self.all = rows
        """The rows among those of the bundles before it."""
        self._numbers = {table: n for table in TABLES if (n := self._number(table))}

    def _number(self, table: str) -> int:
        return int(self.all.query(f"SELECT count(*) FROM {table} WHERE bundle = ?", self.all.bundle).fetchone()[0])

    def __getitem__(self, table: str) -> list[Values]:
        columns = COLUMNS[table] if self._numbers[table] else ()
        return [dict(zip(columns, cells, strict=True)) for cells in self.stream(table, columns)]

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    def number_of(self, table: str) -> int:
        """How many rows a table has."""
        return self._numbers[table]

    def column_types(self, table: str, columns: tuple[str, ...] = ()) -> dict[str, str]:
        """The columns of a table that are not NULL in all rows, with their storage class: text, integer or real."""
        names = columns or COLUMNS[table]
        kinds = ", ".join(f"max(nullif(typeof({name}), 'null'))" for name in names)
        types = self.all.query(f"SELECT {kinds} FROM {table} WHERE bundle = ?", self.all.bundle).fetchone()
        return {name: kind for name, kind in zip(names, types, strict=True) if kind}

    def stream(self, table: str, columns: tuple[str, ...], *, backward: bool = False) -> Iterator[tuple[Cell, ...]]:
        """Some columns of the rows of a table, one row after the other."""
        order = f"rowid {'DESC' if backward else 'ASC'}"
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE bundle = ? ORDER BY {order}"
        return self.all.query(sql, self.all.bundle)


class _Database:
    """A temporary SQLite database: in memory while it is small, else in an unnamed file."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect("", isolation_level=None)
        self.connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
        self.connection.execute("PRAGMA journal_mode = OFF")
        for table, columns in COLUMNS.items():
            self.connection.execute(f"CREATE TABLE {table} ({', '.join((*columns, *PROVENANCE_COLUMNS))})")
        self.connection.execute("CREATE INDEX ix_prompt_markers ON prompt_markers (passage_id, model_id)")
        self.connection.execute("BEGIN")
