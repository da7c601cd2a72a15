"""Tables and views for exports: every column with a type, rows in a deterministic order."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from llm_kb.derive import entries
from llm_kb.dictionary import ColumnEntry, TableEntry

TYPES = ("TEXT", "REAL", "INTEGER")
"""Types of columns, the widest first."""

EXCLUDED = frozenset({"build_info"})
"""Internal tables, which no export has."""

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A table or view with its rows."""

    connection: sqlite3.Connection
    entry: TableEntry
    """Its entry in the dictionary, with a type for every column."""

    @property
    def name(self) -> str:
        """Its name, which is also that of its file or sheet."""
        return self.entry.name

    @property
    def columns(self) -> list[str]:
        """The names of its columns in their order."""
        return [column.name for column in self.entry.columns]

    def rows(self) -> Iterator[Row]:
        """Its rows, one at a time, in the order in which the site shows them, then by primary key or all columns."""
        sort = self.entry.presentation.sort
        order = [*([sort] if sort else []), *(self.entry.primary_key or self.columns)]
        sql = f'SELECT {self._quoted(self.columns)} FROM "{self.name}" ORDER BY {self._quoted(order)}'
        return map(tuple, self.connection.execute(sql))

    def _quoted(self, columns: Iterable[str]) -> str:
        """Names of columns for a statement, with the table's, without which SQLite takes an unknown one for a text."""
        return ", ".join(f'"{self.name}"."{column}"' for column in columns)

    def records(self) -> Iterator[dict[str, Any]]:
        """Its rows by column."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows())


def tables(connection: sqlite3.Connection) -> list[Table]:
    """Every table and view that is exported, by name."""
    return [Table(connection, _typed(connection, entry)) for entry in entries() if entry.name not in EXCLUDED]


def _typed(connection: sqlite3.Connection, entry: TableEntry) -> TableEntry:
    """The entry with the types that the dictionary does not know: those of the columns of views."""
    if all(column.type for column in entry.columns):
        return entry
    declared = {name: kind for _, name, kind, *_ in connection.execute(f'PRAGMA table_info("{entry.name}")')}
    columns = (
        replace(column, type=column.type or _type(connection, entry.name, column, declared[column.name]))
        for column in entry.columns
    )
    return replace(entry, columns=tuple(columns))


def _type(connection: sqlite3.Connection, view: str, column: ColumnEntry, declared: str) -> str:
    """The type of a column of a view: that of the column it shows, or else that of its values."""
    if declared in TYPES:
        return declared
    kinds = {kind.upper() for (kind,) in connection.execute(f'SELECT DISTINCT typeof("{column.name}") FROM "{view}"')}
    return next((kind for kind in TYPES if kind in kinds), "TEXT")
