"""What a bare script on sqlite3 does for the same file: `python bare.py SOURCE TARGET`.

It takes all rows of a finished knowledge base, the derived ones too, and makes a file with the same tables, rows,
indexes, views, statistics and search contents, in one transaction: no YAML, no CSV, no migration, no check.
"""

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing


def main() -> None:
    """Write the target, which must not exist."""
    source, target = sys.argv[1:]
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target, isolation_level=None)) as new:
        new.execute("BEGIN")
        for name, sql in created(old, "table"):
            new.execute(sql)
            fill(new, old, name)
        for _, sql in created(old, "index"):
            new.execute(sql)
        for name, sql in created(old, "virtual"):
            new.execute(sql)
            if "content=" in sql:
                new.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
            else:
                fill(new, old, name)
        for _, sql in created(old, "view"):
            new.execute(sql)
        new.execute("ANALYZE")
        new.execute("COMMIT")


def created(database: sqlite3.Connection, kind: str) -> Iterator[tuple[str, str]]:
    """The names of all objects of a kind, and the statements that create them."""
    if kind == "index":
        yield from database.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        return
    yield from database.execute(
        "SELECT s.name, s.sql FROM pragma_table_list AS t INNER JOIN sqlite_master AS s ON t.name = s.name"
        " WHERE t.schema = 'main' AND t.type = ? AND s.name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY s.rowid",
        [kind],
    )


def fill(new: sqlite3.Connection, old: sqlite3.Connection, name: str) -> None:
    """Copy the rows of a table."""
    rows = old.execute(f'SELECT * FROM "{name}"')
    new.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows.description))})', rows)


if __name__ == "__main__":
    main()
