"""Declarations of the seed format: tables, their files, and the type and constraints of each column."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "integer", "flag", "number", "date", "sha256", "locator", "reference", "name"]


@dataclass(frozen=True)
class SeedColumn:
    """One column of a table, of the file that fills it (in YAML a key), or mostly of both."""

    name: str
    """Name in the file."""
    kind: Kind = "text"
    required: bool = True
    references: str | None = None
    """The table whose id it holds."""
    target: str | None = None
    """Name in the table, where that is another one."""
    default: str | None = None
    """The value where the file leaves it out."""
    in_file: bool = True
    """Whether it stands in the file; else the reader computes it."""
    in_table: bool = True
    """Whether it stands in the table; else the reader only computes others from it."""
    since: int = 1
    """The format that it came with; in bundles of an older one it is missing, and empty in the table."""

    @property
    def table_column(self) -> str:
        """Name of the column in the table."""
        return self.target or self.name


@dataclass(frozen=True)
class SeedTable:
    """One table that bundles fill, most of them by a CSV file of the same name."""

    name: str
    columns: tuple[SeedColumn, ...]
    file_key: tuple[str, ...] = ()
    """The columns of its CSV file that no two lines agree in; none where it has no such file."""
    primary_key: tuple[str, ...] = ("id",)
    unique: tuple[str, ...] = ()
    """Further columns of the table in which no two rows agree, unless one is empty."""
    parent: str | None = None
    """The column that makes a tree of it."""
    optional: bool = False
    """Whether a first bundle may do without the file."""
    since: int = 1
    """The format that the table came with; a bundle of an older one has no such file."""

    @property
    def file(self) -> str:
        """Name of its CSV file."""
        return f"{self.name}.csv"

    def columns_in(self, version: int) -> tuple[SeedColumn, ...]:
        """The columns that its file has in a bundle of a format."""
        return tuple(column for column in self.columns if column.in_file and column.since <= version)

    def header(self, version: int) -> tuple[str, ...]:
        """The names of the columns that its file has in a bundle of a format."""
        return tuple(column.name for column in self.columns_in(version))

    @property
    def stored(self) -> tuple[SeedColumn, ...]:
        """The columns of the table itself, computed ones included."""
        return tuple(column for column in self.columns if column.in_table)


def identity(name: str = "id") -> SeedColumn:
    """An id."""
    return SeedColumn(name, "id")


def text(name: str, required: bool = True, *, since: int = 1) -> SeedColumn:
    """A text in one line."""
    return SeedColumn(name, "text", required, since=since)


def integer(name: str, required: bool = True, *, since: int = 1) -> SeedColumn:
    """A whole number."""
    return SeedColumn(name, "integer", required, since=since)


def attribute_id(name: str = "id") -> SeedColumn:
    """The id of an attribute, which is the name of a column elsewhere."""
    return SeedColumn(name, "name")


def flag(name: str) -> SeedColumn:
    """0 or 1."""
    return SeedColumn(name, "flag")


def sha256(name: str = "sha256", required: bool = True) -> SeedColumn:
    """A hash in hexadecimal digits."""
    return SeedColumn(name, "sha256", required)


def to(table: str, name: str, required: bool = True, *, since: int = 1) -> SeedColumn:
    """The id of a row of a table."""
    return SeedColumn(name, "reference", required, table, since=since)


def at(name: str = "at", required: bool = True) -> SeedColumn:
    """A locator (`4.2/3/4`), which becomes the id of a passage."""
    return SeedColumn(name, "locator", required, "passages", "passage_id" if name == "at" else f"{name}_id")


def computed(name: str, references: str | None = None) -> SeedColumn:
    """A column of the table alone."""
    return SeedColumn(name, references=references, in_file=False)


def file_only(name: str, required: bool = True) -> SeedColumn:
    """A text of the file alone, from which other columns are computed."""
    return SeedColumn(name, required=required, in_table=False)
