"""The dictionary inside the database: one row per table or view, one row per column; and the comments on PostgreSQL."""

import sqlalchemy as sa

from llm_kb import dictionary, presentation
from llm_kb.derive import stored
from llm_kb.dictionary import ColumnEntry, TableEntry
from llm_kb.presentation import Presentation
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile, read_folder

VIEW_KEYS = {"title", "description", "column", *presentation.PARSERS}
"""Keys allowed in the header of a view."""

OWN = (
    TableEntry(
        "dictionary_tables",
        "derived table",
        "Tables and views",
        "One row per table or view of this database.",
        (
            ColumnEntry("name", "TEXT", False, "Name of the table or view."),
            ColumnEntry("kind", "TEXT", False, "Whether it is a vocabulary, table, derived table or view."),
            ColumnEntry("title", "TEXT", False, "Title for people."),
            ColumnEntry("description", "TEXT", False, "What a row holds."),
        ),
        ("name",),
        Presentation("Search and metadata", place=10, facets=("kind",)),
    ),
    TableEntry(
        "dictionary_columns",
        "derived table",
        "Columns",
        "One row per column of a table or view.",
        (
            ColumnEntry("table_name", "TEXT", False, "The table or view.", "dictionary_tables.name"),
            ColumnEntry("ordinal", "INTEGER", False, "Place of the column in its table, counted from 1."),
            ColumnEntry("name", "TEXT", False, "Name of the column."),
            ColumnEntry("type", "TEXT", True, "Type of its values; NULL for a column of a view."),
            ColumnEntry("nullable", "INTEGER", True, "1 where NULL is allowed, else 0; NULL for a column of a view."),
            ColumnEntry("points_to", "TEXT", True, "The table and column that its values refer to."),
            ColumnEntry("description", "TEXT", False, "What the column holds."),
        ),
        ("table_name", "ordinal"),
        Presentation("Search and metadata", place=20),
    ),
    TableEntry(
        "build_info",
        "derived table",
        "How this database was built",
        "One row per property of the build, such as the fingerprint of its inputs.",
        (
            ColumnEntry("name", "TEXT", False, "Name of the property."),
            ColumnEntry("value", "TEXT", False, "Its value."),
        ),
        ("name",),
        Presentation(hidden=True),
    ),
)


def entries() -> list[TableEntry]:
    """The dictionary of everything: the schema, the derived tables and the views, by name."""
    derived = map(stored.entry, stored.files())
    views = map(view, read_folder(PACKAGE / "derive" / "views"))
    return sorted([*dictionary.tables(), *derived, *OWN, *views], key=lambda entry: entry.name)


def view(file: SqlFile) -> TableEntry:
    """The dictionary entry of a view; raises ValueError for an unknown key in its header."""
    file.raise_if_unknown(VIEW_KEYS)
    columns = tuple(ColumnEntry(name, "", True, text) for name, text in file.columns.items())
    declared = presentation.from_header(file.header)
    return TableEntry(file.name, "view", file.text("title"), file.text("description"), columns, presentation=declared)


def create(connection: sa.Connection, fingerprint: str) -> None:
    """Create and fill the dictionary tables and `build_info`."""
    strict = " STRICT" if connection.dialect.name == "sqlite" else ""
    for table in OWN:
        connection.exec_driver_sql(f"{stored.definition(table)}{strict}")
    _insert(connection, "build_info", [{"name": "fingerprint", "value": fingerprint}])
    all_entries = entries()
    _insert(
        connection,
        "dictionary_tables",
        [{"name": e.name, "kind": e.kind, "title": e.title, "description": e.description} for e in all_entries],
    )
    _insert(
        connection,
        "dictionary_columns",
        [
            {
                "table_name": entry.name,
                "ordinal": ordinal,
                "name": column.name,
                "type": column.type or None,
                "nullable": int(column.nullable) if column.type else None,
                "points_to": column.references,
                "description": column.description,
            }
            for entry in all_entries
            for ordinal, column in enumerate(entry.columns, 1)
        ],
    )


def comment(connection: sa.Connection) -> None:
    """Store the descriptions as comments on tables, views and columns (PostgreSQL)."""
    for table in entries():
        kind = "VIEW" if table.kind == "view" else "TABLE"
        connection.exec_driver_sql(f"COMMENT ON {kind} {table.name} IS {_literal(table.description)}")
        for column in table.columns:
            text = _literal(column.description)
            connection.exec_driver_sql(f"COMMENT ON COLUMN {table.name}.{column.name} IS {text}")


def _literal(text: str) -> str:
    """A text as an SQL literal, with `%` doubled for drivers that interpolate."""
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


def _insert(connection: sa.Connection, table: str, rows: list[dict[str, str | int | None]]) -> None:
    table_clause = sa.table(table, *(sa.column(name) for name in rows[0]))
    connection.execute(table_clause.insert(), rows)
