"""The data dictionary: the only reader of the comments on tables and columns.

Metadata, documentation, exports and the dictionary tables all take their descriptions from here.
"""

from dataclasses import dataclass

from sqlalchemy import Column, Table
from sqlalchemy.dialects import sqlite

from llm_kb.presentation import PLAIN, Presentation
from llm_kb.schema import Base
from llm_kb.schema.base import PRESENTATION


@dataclass(frozen=True)
class ColumnEntry:
    """Metadata of a column: type, nullability, description and foreign key."""

    name: str
    type: str
    """TEXT, INTEGER or REAL."""
    nullable: bool
    description: str
    references: str | None = None
    """The `table.column` that a foreign key points to."""


@dataclass(frozen=True)
class TableEntry:
    """Metadata of a table or view: title, description, columns, primary key and presentation."""

    name: str
    kind: str
    """vocabulary, table, derived table or view."""
    title: str
    description: str
    columns: tuple[ColumnEntry, ...]
    primary_key: tuple[str, ...] = ()
    presentation: Presentation = PLAIN
    """How it is shown."""

    @property
    def references(self) -> dict[str, str]:
        """The referenced table of each foreign key column."""
        return {column.name: column.references.partition(".")[0] for column in self.columns if column.references}


VOCABULARY_COLUMNS = {"id", "ordinal", "name", "definition"}
VOCABULARY = Presentation("Vocabularies", sort="ordinal")
"""The default presentation of a vocabulary."""


def tables() -> list[TableEntry]:
    """Every table of the schema, by name."""
    return [_entry(table) for _, table in sorted(Base.metadata.tables.items())]


def title_of(name: str) -> str:
    """A title for people made of a table's name: `model_aliases` gives `Model aliases`."""
    return name.replace("_", " ").capitalize()


def _entry(table: Table) -> TableEntry:
    is_vocabulary = set(table.columns.keys()) == VOCABULARY_COLUMNS
    single = (key for keys in table.foreign_key_constraints if len(keys.columns) == 1 for key in keys.elements)
    references = {key.parent.name: key.target_fullname for key in single}
    return TableEntry(
        name=table.name,
        kind="vocabulary" if is_vocabulary else "table",
        title=title_of(table.name),
        description=table.comment or "",
        columns=tuple(_column(column, references.get(column.name)) for column in table.columns),
        primary_key=tuple(column.name for column in table.primary_key),
        presentation=table.info.get(PRESENTATION, VOCABULARY if is_vocabulary else PLAIN),
    )


def _column(column: Column[object], references: str | None) -> ColumnEntry:
    return ColumnEntry(
        name=column.name,
        type=column.type.compile(dialect=sqlite.dialect()),
        nullable=bool(column.nullable),
        description=column.comment or "",
        references=references,
    )
