"""The rows of a bundle, kept in a database of their own until they are checked, so that millions need little memory."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from llm_kb.seeds.format import COLUMNS, TABLES

Cell = str | int | float | None
Values = dict[str, Cell]
BATCH = 1_000
"""How many rows of a table are inserted at a time."""
CACHE = 64_000
"""How many KiB of memory the rows take before they are put on disk."""
WHENCE = ("bundle", "file", "line")
"""Columns that tell of each row where it was read; bundles are numbered from 1, the oldest first."""


@dataclass(frozen=True)
class Row:
    """Some values of a row, and the line of the bundle that it comes from."""

    values: Values
    file: str
    line: int


class Rows:
    """The rows of a bundle by table, in the order in which they were read, and those of the bundles before it."""

    def __init__(self, edition: str, version: int, earlier: "Rows | None" = None) -> None:
        self.edition = edition
        self.version = version
        """The format that the bundle is written in."""
        self.bundle: int = earlier.bundle + 1 if earlier else 1
        """The number of the bundle, of which there are as many before it as that is above 1."""
        self.partial: set[str] = set()
        """Tables of which not every row could be read, so that an id may be missing there without being unknown."""
        self._database: _Database = earlier._database if earlier else _Database()
        self._waiting: dict[str, list[tuple[Cell, ...]]] = defaultdict(list)

    def add(self, table: str, values: Values, file: str, line: int) -> None:
        """Append a row to a table; columns that are not named are NULL."""
        waiting = self._waiting[table]
        waiting.append((*map(values.get, COLUMNS[table]), self.bundle, file, line))
        if len(waiting) >= BATCH:
            self._insert(table)

    def _insert(self, table: str) -> None:
        waiting = self._waiting.pop(table)
        self._database.connection.executemany(
            f"INSERT INTO {table} VALUES ({', '.join('?' * len(waiting[0]))})", waiting
        )

    def ask(self, sql: str, *parameters: Cell) -> sqlite3.Cursor:
        """What a statement answers over the rows of this bundle and of those before it, in tables as in `COLUMNS`."""
        for table in list(self._waiting):
            self._insert(table)
        return self._database.connection.execute(sql, parameters)

    def own(self, table: str, *columns: str) -> Iterator[Row]:
        """The rows of this bundle, with some of their columns, in the order in which they were read."""
        names = ", ".join(columns)
        for *cells, file, line in self.ask(
            f"SELECT {names}, file, line FROM {table} WHERE bundle = ? ORDER BY rowid", self.bundle
        ):
            yield Row(dict(zip(columns, cells, strict=True)), file, line)

    def known(self, table: str, column: str = "id") -> list[str]:
        """What a column of a table holds, in the order of reading."""
        return [str(value) for (value,) in self.ask(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")]


class BundleRows(Mapping[str, list[Values]]):
    """The rows of a bundle that is free of problems, by table as in `TABLES`; tables without rows are left out."""

    def __init__(self, rows: Rows) -> None:
        self.all = rows
        """The rows among those of the bundles before it."""
        self._numbers = {table: n for table in TABLES if (n := self._number(table))}

    def _number(self, table: str) -> int:
        return int(self.all.ask(f"SELECT count(*) FROM {table} WHERE bundle = ?", self.all.bundle).fetchone()[0])

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

    def held(self, table: str, columns: tuple[str, ...] = ()) -> dict[str, str]:
        """The columns of a table that any of its rows fills, and whether with text, integer or real."""
        names = columns or COLUMNS[table]
        kinds = ", ".join(f"max(nullif(typeof({name}), 'null'))" for name in names)
        found = self.all.ask(f"SELECT {kinds} FROM {table} WHERE bundle = ?", self.all.bundle).fetchone()
        return {name: kind for name, kind in zip(names, found, strict=True) if kind}

    def stream(self, table: str, columns: tuple[str, ...], *, backwards: bool = False) -> Iterator[tuple[Cell, ...]]:
        """Some columns of the rows of a table, one row after the other."""
        order = f"rowid {'DESC' if backwards else 'ASC'}"
        sql = f"SELECT {', '.join(columns)} FROM {table} WHERE bundle = ? ORDER BY {order}"
        return self.all.ask(sql, self.all.bundle)


class _Database:
    """An SQLite database that nobody else sees: in memory while it is small, else in a file that has no name."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect("", isolation_level=None)
        self.connection.execute(f"PRAGMA cache_size = -{CACHE}")
        self.connection.execute("PRAGMA journal_mode = OFF")
        for table, columns in COLUMNS.items():
            self.connection.execute(f"CREATE TABLE {table} ({', '.join((*columns, *WHENCE))})")
        self.connection.execute("CREATE INDEX ix_prompt_markers ON prompt_markers (passage_id, model_id)")
        self.connection.execute("BEGIN")

    def __del__(self) -> None:
        self.connection.close()
