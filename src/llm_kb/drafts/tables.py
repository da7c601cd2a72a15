"""The tables of a draft, made from the format of bundles: rows that curators change, and what only llm-kb writes."""

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB

from llm_kb import dictionary
from llm_kb.drafts.contents import FILE_NAME, csv_tables
from llm_kb.seeds.format import SeedColumn, SeedTable

SCHEMA = "draft"
"""The schema of a database that its draft is in."""
POSITION = sa.Sequence("row_positions", schema=SCHEMA)
"""Gives new rows their place, which is behind all others."""
PLACE_OF_ENTRY = "(?n)^[- {]*at: *[^a-z0-9]?([a-z0-9._/-]+)"
"""Finds the locator in an entry of facts."""

OWN = sa.MetaData(schema=SCHEMA)
BUNDLE = sa.Table(
    "bundle",
    OWN,
    sa.Column("edition", sa.Text, primary_key=True),
    sa.Column("format", sa.Integer, nullable=False),
    sa.Column("sums", sa.Text, nullable=False, comment="Hashes of its files when the draft was started."),
    sa.Column("started_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("clock_timestamp()")),
    sa.Column("started_by", sa.Text, nullable=False, server_default=sa.text("session_user")),
    comment="The bundle that this is a draft of.",
)
EXPORTS = sa.Table(
    "exports",
    OWN,
    sa.Column("export_id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("exported_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.text("clock_timestamp()")),
    sa.Column("exported_by", sa.Text, nullable=False, server_default=sa.text("session_user")),
    sa.Column("sums", sa.Text, nullable=False, comment="Hashes of the files that were written."),
    comment="One row is an export of the draft as files.",
)
SPELLINGS = sa.Table(
    "spellings",
    OWN,
    sa.Column("file", sa.Text, primary_key=True),
    sa.Column("line", sa.Text, primary_key=True, comment="The line as it would be written."),
    sa.Column("written", sa.Text, nullable=False, comment="The line as the bundle has it."),
    comment="One row is a line of a CSV file with more quotes than it needs, which an unchanged row keeps.",
)
CHANGES = sa.Table(
    "changes",
    OWN,
    sa.Column("change_id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
    sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False, comment="When, by the clock of the server."),
    sa.Column("changed_by", sa.Text, nullable=False, comment="The role that logged in, whatever role it has set."),
    sa.Column("transaction_id", sa.BigInteger, nullable=False),
    sa.Column("table_name", sa.Text, nullable=False),
    sa.Column("row_key", sa.Text, nullable=False, comment="The key of the row, before the change if it was there."),
    sa.Column("new_row_key", sa.Text, comment="The key after the change, where that is another one."),
    sa.Column("operation", sa.Text, nullable=False),
    sa.Column("before", JSONB),
    sa.Column("after", JSONB),
    comment="The log: one row is a change of one row, written by a trigger.",
)


def edited_tables(version: int) -> dict[str, sa.Table]:
    """The tables that curators change in a draft of a bundle of a format, by name; each change is logged."""
    metadata = sa.MetaData(schema=SCHEMA)
    descriptions = {entry.name: entry for entry in dictionary.tables()}
    for table in csv_tables(version):
        entry = descriptions.get(table.name)
        words = {column.name: column.description for column in entry.columns} if entry else {}
        columns = [_cell(column, table, words.get(column.table_column)) for column in table.columns_in(version)]
        sa.Table(table.name, metadata, *columns, _position(), comment=entry.description if entry else None)
    _files(metadata)
    _entries(metadata)
    return {table.name: table for table in metadata.tables.values()}


def _cell(column: SeedColumn, table: SeedTable, description: str | None) -> sa.Column[str]:
    """A column of a CSV file, as text; empty cells are empty texts."""
    is_key = column.name in table.file_key
    default = None if is_key and column.required else ""
    return sa.Column(
        column.name, sa.Text, primary_key=is_key, nullable=False, server_default=default, comment=description
    )


def _position() -> sa.Column[object]:
    words = "Rows are in this order; a number between two others puts a row between them, and a new one comes last."
    return sa.Column("row_position", sa.Numeric, nullable=False, server_default=POSITION.next_value(), comment=words)


def _files(metadata: sa.MetaData) -> None:
    sa.Table(
        "files",
        metadata,
        sa.Column("name", sa.Text, sa.CheckConstraint(f"name ~ '^{FILE_NAME}$'", "name_of_a_file"), primary_key=True),
        sa.Column("list", sa.Text, primary_key=True, server_default="", comment="A list in a file of facts, or empty."),
        sa.Column("text", sa.Text, nullable=False, server_default="", comment="The text above its rows, or all of it."),
        _position(),
        comment="One row is a file of the bundle, such as edition.yaml, or a list in a file of facts.",
    )


def _entries(metadata: sa.MetaData) -> None:
    place = f"coalesce(substring(entry from '{PLACE_OF_ENTRY}'), 'entries-' || id::text)"
    at = f"CASE WHEN list = 'entries' THEN {place} ELSE 'silent-' || id::text END"
    is_file = rf"file ~ '^{FILE_NAME}$' AND file LIKE 'facts/%.yaml'"
    is_item = r"entry ~ '^( *(#[^\n]*)?\n)* *- '"
    sa.Table(
        "entries",
        metadata,
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), unique=True, nullable=False),
        sa.Column("file", sa.Text, sa.CheckConstraint(is_file, "file_of_facts"), primary_key=True),
        sa.Column(
            "at",
            sa.Text,
            sa.Computed(at, persisted=True),
            primary_key=True,
            comment="The locator in the entry; of what a document does not say, silent and a number.",
        ),
        sa.Column(
            "list",
            sa.Text,
            sa.CheckConstraint("list IN ('entries', 'silent')", "list_of_facts"),
            nullable=False,
            server_default="entries",
            comment="entries, or silent for what a document does not say.",
        ),
        sa.Column(
            "entry",
            sa.Text,
            sa.CheckConstraint(is_item, "entry_begins_with_a_dash"),
            nullable=False,
            comment="The entry as YAML, from its dash on, with comments above it.",
        ),
        _position(),
        comment="One row is an entry of a file of facts, or an item of what its document is silent on.",
    )
