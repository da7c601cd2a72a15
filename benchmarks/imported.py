"""What somebody does who takes sqlite-utils for the same rows: `python imported.py SOURCE TARGET`.

All tables with their keys and indexes, and the same columns searchable; types are found out from the rows.
"""

import sqlite3
import sys

from sqlite_utils import Database
from sqlite_utils.db import Table

SHADOWS = ("_data", "_idx", "_content", "_docsize", "_config")
TOKENIZER = "porter unicode61 remove_diacritics 2"


def main() -> None:
    """Write the target, which must not exist."""
    source, target = Database(sqlite3.connect(sys.argv[1])), Database(sys.argv[2])
    virtual = {name for name in source.table_names() if source.table(name).virtual_table_using}
    shadows = {f"{name}{ending}" for name in virtual for ending in SHADOWS}
    plain = [name for name in source.table_names() if name not in virtual | shadows and not name.startswith("sqlite_")]
    for name in plain:
        insert(source.table(name), target)
    for name in virtual:
        searched = name.removesuffix("_fts")
        if searched == name:
            target.table(name).insert_all(source.table(name).rows)
        columns = [column.name for column in source.table(name).columns]
        target.table(searched).enable_fts(columns, tokenize=TOKENIZER)


def insert(table: Table, target: Database) -> None:
    """Insert the rows of a table, and make its indexes."""
    keys = [] if table.use_rowid else table.pks
    target.table(table.name).insert_all(table.rows, pk=keys or None, batch_size=1000)
    for index in table.indexes if target.table(table.name).exists() else ():
        if index.origin == "c":
            target.table(table.name).create_index(index.columns, index.name, unique=bool(index.unique))


if __name__ == "__main__":
    main()
