"""The flat face of the knowledge base: a real, indexed table on SQLite, a view elsewhere, with the same columns."""

import sqlalchemy as sa

from llm_kb.dictionary import ColumnEntry, TableEntry
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import read_sql

NAME = "design_facts"
FILE = read_sql(PACKAGE / "derive" / "design_facts.sql")
INTEGERS = frozenset({"surveyed", "disputed", "paragraph", "sentence"})
NULLABLE = frozenset(
    {"listed_under", "dimension", "question", "topic", "qualifier", "other_model", "other_role", "basis_note"}
)
REFERENCES = {
    "claim_id": "claims.id",
    "model_id": "models.id",
    "release_id": "models.id",
    "technique_id": "techniques.id",
    "passage_id": "passages.id",
    "source_id": "sources.id",
}
NOT_INDEXED = frozenset({"fact_id", "statement", "phrase", "basis_note", "paragraph", "sentence", "qualifier"})


def entry() -> TableEntry:
    """The dictionary entry of `design_facts`."""
    columns = tuple(
        ColumnEntry(name, "INTEGER" if name in INTEGERS else "TEXT", name in NULLABLE, text, REFERENCES.get(name))
        for name, text in FILE.columns.items()
    )
    return TableEntry(NAME, "derived table", FILE.text("title"), FILE.text("description"), columns, ("fact_id",))


def create_table(connection: sa.Connection) -> None:
    """Create and fill the table (SQLite)."""
    connection.exec_driver_sql(_ddl())
    names = ", ".join(FILE.columns)
    connection.exec_driver_sql(f"INSERT INTO {NAME} ({names}) {FILE.sql}")
    for name in FILE.columns:
        if name not in NOT_INDEXED:
            connection.exec_driver_sql(f"CREATE INDEX ix_{NAME}_{name} ON {NAME} ({name})")


def _ddl() -> str:
    lines = []
    for column in entry().columns:
        key = " PRIMARY KEY" if column.name == "fact_id" else ""
        null = "" if column.nullable else " NOT NULL"
        target = f" REFERENCES {column.references.replace('.', ' (')})" if column.references else ""
        lines.append(f"    {column.name} {column.type}{null}{key}{target}")
    return f"CREATE TABLE {NAME} (\n" + ",\n".join(lines) + "\n) STRICT"
