"""Readable labels of rows: a fact by its statement, a model by its name, anything else by its key."""

import sqlite3
from functools import cache, cached_property
from typing import Any

from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile, read_folder

Row = dict[str, Any]

LABEL_COLUMNS = ("name", "title", "question", "statement", "alias", "marker", "printed", "name_printed")
"""Columns that serve as the label: the first one with a value."""


@cache
def _files() -> dict[str, SqlFile]:
    """Statements that give an identifier and a label for every row of a table, by table."""
    return {file.name: file for file in read_folder(PACKAGE / "diff")}


class Labels:
    """The labels of the rows of one table of one database."""

    def __init__(self, connection: sqlite3.Connection, table: str) -> None:
        self._connection = connection
        self._table = table

    def of(self, row: Row) -> str:
        """The label of a row; empty where its key says all."""
        label = self._labels.get(row.get("id")) or next((row[name] for name in LABEL_COLUMNS if row.get(name)), "")
        return str(label)

    @cached_property
    def _labels(self) -> dict[Any, str]:
        file = _files().get(self._table)
        if file is None:
            return {}
        try:
            return dict(tuple(row) for row in self._connection.execute(file.sql))
        except sqlite3.OperationalError:
            # A database of another schema, whose labels come from the columns.
            return {}
