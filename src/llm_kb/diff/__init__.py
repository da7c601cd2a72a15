"""Compares two databases row by row, by primary key: what was added, removed, changed, or merely moved.

Tables, keys and columns are read from each database, so that editions with different schemas can be compared, too.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from llm_kb.diff.labels import Labels

Row = dict[str, Any]
Key = tuple[Any, ...]
RowsByKey = dict[Key, list[Row]]
"""Rows by their primary key, or else by all common columns, in which several rows may be equal."""

KINDS = ("vocabulary", "table")
DERIVED = "derived table"
PLACE = "ordinal"
"""The column with the position of a row: a row in which nothing else differs has moved."""


@dataclass(frozen=True)
class UnmatchedRow:
    """A row that only one of the databases has: added or removed."""

    key: Row
    label: str
    row: Row


@dataclass(frozen=True)
class RowChange:
    """A row that both have, with old and new value of each column that differs."""

    key: Row
    label: str
    columns: dict[str, tuple[Any, Any]]


@dataclass(frozen=True)
class TableDifference:
    """What differs in one table that both databases have."""

    table: str
    title: str
    added: list[UnmatchedRow]
    removed: list[UnmatchedRow]
    changed: list[RowChange]
    moved: list[RowChange]
    """Rows that differ in nothing but their place."""
    columns_only_in_old: list[str]
    columns_only_in_new: list[str]
    same_key: bool
    """Whether the primary key is the same; if not, rows are compared by all columns that both tables have."""

    @property
    def counts(self) -> dict[str, int]:
        """How many rows were added, removed, changed and moved."""
        return {
            "added": len(self.added),
            "removed": len(self.removed),
            "changed": len(self.changed),
            "moved": len(self.moved),
        }

    def __bool__(self) -> bool:
        """Whether anything differs."""
        columns = self.columns_only_in_old or self.columns_only_in_new
        return any(self.counts.values()) or bool(columns) or not self.same_key


@dataclass(frozen=True)
class Difference:
    """What differs between two databases."""

    compared: int
    """How many tables both have."""
    tables: list[TableDifference]
    """Those of them in which anything differs, by name."""
    only_in_old: dict[str, int]
    """Tables that only the old one has, with their number of rows."""
    only_in_new: dict[str, int]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows of all tables were added, removed, changed and moved."""
        table_counts = [table.counts for table in self.tables]
        return {kind: sum(counts[kind] for counts in table_counts) for kind in ("added", "removed", "changed", "moved")}

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.tables or self.only_in_old or self.only_in_new)


def compare(old: sqlite3.Connection, new: sqlite3.Connection, *, derived: bool = False) -> Difference:
    """What differs between two knowledge bases; derived tables, which follow from the others, only with `derived`.

    Raises sqlite3.DatabaseError for a database without a dictionary.
    """
    before, after = _tables(old, derived), _tables(new, derived)
    common = sorted(before.keys() & after.keys())
    differences = [_compare_table(old, new, name, after[name]) for name in common]
    return Difference(
        len(common),
        [difference for difference in differences if difference],
        {name: _count(old, name) for name in sorted(before.keys() - after.keys())},
        {name: _count(new, name) for name in sorted(after.keys() - before.keys())},
    )


def _tables(connection: sqlite3.Connection, derived: bool) -> dict[str, str]:
    """The titles of the tables that are compared, by name, as the database itself describes them."""
    kinds = (*KINDS, DERIVED) if derived else KINDS
    entries = connection.execute("SELECT name, title, kind FROM dictionary_tables").fetchall()
    return {name: title for name, title, kind in entries if kind in kinds}


def _compare_table(old: sqlite3.Connection, new: sqlite3.Connection, table: str, title: str) -> TableDifference:
    columns_before, key_before = _columns(old, table)
    columns, key = _columns(new, table)
    common = [name for name in columns if name in columns_before]
    same_key = key == key_before
    by = key if key and same_key else common
    before, after = _rows(old, table, by), _rows(new, table, by)
    labels_before, labels = Labels(old, table), Labels(new, table)
    changes = [
        RowChange({name: row[name] for name in by}, labels.of(row), changed_columns)
        for old_row, row in _pairs(before, after)
        if (changed_columns := _changed_columns(old_row, row, common))
    ]
    return TableDifference(
        table,
        title,
        _only(after, before, by, labels),
        _only(before, after, by, labels_before),
        [change for change in changes if set(change.columns) != {PLACE}],
        [change for change in changes if set(change.columns) == {PLACE}],
        [name for name in columns_before if name not in columns],
        [name for name in columns if name not in common],
        same_key,
    )


def _columns(connection: sqlite3.Connection, table: str) -> tuple[list[str], list[str]]:
    """The columns of a table, and those of its primary key, in the order of the table."""
    columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
    return [row["name"] for row in columns], [row["name"] for row in columns if row["pk"]]


def _rows(connection: sqlite3.Connection, table: str, by: Sequence[str]) -> RowsByKey:
    rows: RowsByKey = defaultdict(list)
    for row in map(dict, connection.execute(f'SELECT * FROM "{table}"')):
        rows[tuple(row[name] for name in by)].append(row)
    return rows


def _pairs(before: RowsByKey, after: RowsByKey) -> Iterator[tuple[Row, Row]]:
    """The rows that both have, in the order of their keys."""
    for key in sorted(before.keys() & after.keys(), key=_sort_key):
        yield from zip(before[key], after[key], strict=False)


def _only(present: RowsByKey, others: RowsByKey, by: Sequence[str], labels: Labels) -> list[UnmatchedRow]:
    """The rows of one side that the other lacks, or has fewer of, in the order of their keys.

    Where no column is common these are all rows, with all their columns as the key.
    """
    return [
        UnmatchedRow({name: row[name] for name in by or row}, labels.of(row), row)
        for key in sorted(present, key=_sort_key)
        for row in present[key][len(others.get(key, ())) if by else 0 :]
    ]


def _changed_columns(before: Row, after: Row, columns: Sequence[str]) -> dict[str, tuple[Any, Any]]:
    return {name: (before[name], after[name]) for name in columns if before[name] != after[name]}


def _sort_key(key: Key) -> list[tuple[bool, bool, Any]]:
    """The sort key of a key: numbers before texts, NULL last."""
    return [(part is None, isinstance(part, str), part) for part in key]


def _count(connection: sqlite3.Connection, table: str) -> int:
    count: int = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    return count
