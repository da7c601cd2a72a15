"""Rows told readably: a fact as what it says, a model by its name, and anything else by its key."""

import sqlite3
from functools import cache, cached_property
from typing import Any

from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile, read_folder

Row = dict[str, Any]

TELLING = ("name", "title", "question", "statement", "alias", "marker", "printed", "name_printed")
"""Columns that tell what a row is: the first one that has a value is taken."""


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
        """What a row is, for people; empty where its key says all."""
        told = self._known.get(row.get("id")) or next((row[name] for name in TELLING if row.get(name)), "")
        return str(told)

    @cached_property
    def _known(self) -> dict[Any, str]:
        file = _files().get(self._table)
        if file is None:
            return {}
        try:
            return dict(tuple(row) for row in self._connection.execute(file.sql))
        except sqlite3.OperationalError:
            # A database of another schema, whose rows are told by their own columns.
            return {}
