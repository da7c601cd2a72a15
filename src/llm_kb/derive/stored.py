"""Stored tables, materialized by the build so that no request computes them.

Beside its columns the header of such a file declares its `key`, which columns hold `integers` or `reals` (the others
hold texts) and which are `nullable`, its references and its indexes, and how it is shown.
"""

from collections.abc import Mapping

import sqlalchemy as sa

from llm_kb import presentation
from llm_kb.dictionary import ColumnEntry, TableEntry
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile, read_folder

KEYS = {
    *("title", "description", "column", "key", "integers", "reals", "nullable", "reference", "index"),
    *presentation.PARSERS,
}
"""Keys allowed in the header of a stored table."""
TYPES = {"INTEGER": "bigint", "REAL": "double precision"}
"""PostgreSQL's names of the types that are wider in SQLite than their names say."""


def files() -> list[SqlFile]:
    """The statements that fill the stored tables, by name."""
    return read_folder(PACKAGE / "derive" / "tables")


def entry(file: SqlFile) -> TableEntry:
    """The dictionary entry of a stored table; raises ValueError for an unknown key in its header."""
    file.raise_if_unknown(KEYS)
    integers, reals, nullable = (set(file.names(key)) for key in ("integers", "reals", "nullable"))
    references = file.named("reference")
    columns = tuple(
        ColumnEntry(
            name,
            "INTEGER" if name in integers else "REAL" if name in reals else "TEXT",
            name in nullable,
            text,
            references.get(name),
        )
        for name, text in file.columns.items()
    )
    declared = presentation.from_header(file.header)
    title, description = file.text("title"), file.text("description")
    return TableEntry(file.name, "derived table", title, description, columns, file.names("key"), declared)


def create(connection: sa.Connection, file: SqlFile) -> None:
    """Create, fill and index a stored table, its rows in the order of its key, or of the survey if searched.

    On SQLite, a table whose key comes first among its columns is clustered by it (WITHOUT ROWID); others not, since
    SQLite 3.40 then reports a sound file as damaged. A searched table needs the rowids that its full-text index refers
    to.
    """
    table = entry(file)
    key = ", ".join(table.primary_key)
    searched = bool(table.presentation.search)
    rows = file.sql if searched else f"SELECT * FROM ({file.sql}) AS filled ORDER BY {key}"
    columns = ", ".join(file.columns)
    on_sqlite = connection.dialect.name == "sqlite"
    if on_sqlite:
        clustered = columns.startswith(key) and not searched
        connection.exec_driver_sql(f"{definition(table)} STRICT{', WITHOUT ROWID' if clustered else ''}")
    else:
        connection.exec_driver_sql(definition(table, TYPES))
        rows = rows.replace("group_concat(", "string_agg(")
    connection.exec_driver_sql(f"INSERT INTO {file.name} ({columns}) {rows}")
    for index in file.values("index"):
        # PostgreSQL names an index itself, since it cuts long names.
        name = "_".join(["ix", file.name, *index.split(", ")]) if on_sqlite else ""
        connection.exec_driver_sql(f"CREATE INDEX {name} ON {file.name} ({index})")


def definition(table: TableEntry, types: Mapping[str, str] | None = None) -> str:
    """The CREATE TABLE statement of a dictionary entry, with the names that a database has for types, if others."""
    lines = [
        f"{column.name} {(types or {}).get(column.type, column.type)}{'' if column.nullable else ' NOT NULL'}"
        for column in table.columns
    ]
    lines += [f"PRIMARY KEY ({', '.join(table.primary_key)})"]
    lines += [
        f"FOREIGN KEY ({column.name}) REFERENCES {column.references.replace('.', ' (')})"
        for column in table.columns
        if column.references
    ]
    return f"CREATE TABLE {table.name} (\n    " + ",\n    ".join(lines) + "\n)"
