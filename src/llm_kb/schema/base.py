"""What every table shares: naming of constraints, column types, the shape of a vocabulary.

Holds no table of its own. A column's comment is its description everywhere (metadata, docs, exports), so each is one
full sentence and names the unit where there is one.
"""

from typing import Any, ClassVar

from sqlalchemy import REAL, CheckConstraint, Double, ForeignKey, Integer, MetaData, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from llm_kb.presentation import Presentation

NAMING_CONVENTION = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
}

Number: TypeEngine[float] = Double().with_variant(REAL(), "sqlite")
"""A floating point number: DOUBLE PRECISION, on SQLite REAL, the only name that STRICT tables accept for it."""

PRESENTATION = "presentation"
"""The key in a table's `info` under which stands how it is shown."""


class Base(DeclarativeBase):
    """Base of all declarations; `Base.metadata` is the whole schema."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar = {str: Text, int: Integer, float: Number}


def table(comment: str, *constraints: SchemaItem, presentation: Presentation | None = None) -> tuple[Any, ...]:
    """`__table_args__` of a STRICT table with its description, further constraints, and how it is shown."""
    info = {PRESENTATION: presentation} if presentation else {}
    return (*constraints, {"comment": comment, "info": info, "sqlite_strict": True})


def flag(column: str) -> CheckConstraint:
    """The constraint that makes an INTEGER column a yes (1) or no (0)."""
    return CheckConstraint(f"{column} IN (0, 1)", name=column)


def key(comment: str) -> MappedColumn[Any]:
    """A natural text key: lower-case words joined by dashes, which never disappears once released."""
    return mapped_column(primary_key=True, comment=comment)


def column(comment: str) -> MappedColumn[Any]:
    """A plain column; the annotation gives its type and whether NULL (not known) is allowed."""
    return mapped_column(comment=comment)


def reference(target: str, comment: str, *, part_of_key: bool = False) -> MappedColumn[Any]:
    """An indexed foreign key to `target` (`table.column`)."""
    return mapped_column(ForeignKey(target), index=True, primary_key=part_of_key, comment=comment)


class Vocabulary:
    """The shape of a closed list of terms, each with its definition."""

    id: Mapped[str] = key("Identifier of the term, used by other tables.")
    ordinal: Mapped[int] = column("Position of the term in its vocabulary, counted from 1.")
    name: Mapped[str] = column("Display name of the term.")
    definition: Mapped[str] = column("What the term means, in one sentence.")
