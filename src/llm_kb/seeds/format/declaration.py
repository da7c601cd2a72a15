"""How the format of a bundle is declared: a table, the file that fills it, and what each of its columns may hold."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["id", "text", "integer", "flag", "number", "date", "sha256", "locator", "reference"]


@dataclass(frozen=True)
class Column:
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
    """What it is where a file leaves it out."""
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
class Table:
    """One table that bundles fill, most of them by a CSV file of the same name."""

    name: str
    columns: tuple[Column, ...]
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

    def columns_in(self, version: int) -> tuple[Column, ...]:
        """The columns that its file has in a bundle of a format."""
        return tuple(column for column in self.columns if column.in_file and column.since <= version)

    def header(self, version: int) -> tuple[str, ...]:
        """The names of the columns that its file has in a bundle of a format."""
        return tuple(column.name for column in self.columns_in(version))

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns of the table itself, computed ones included."""
        return tuple(column for column in self.columns if column.in_table)


def identity(name: str = "id") -> Column:
    """An id."""
    return Column(name, "id")


def text(name: str, required: bool = True, *, since: int = 1) -> Column:
    """A text in one line."""
    return Column(name, "text", required, since=since)


def integer(name: str, required: bool = True, *, since: int = 1) -> Column:
    """A whole number."""
    return Column(name, "integer", required, since=since)


def flag(name: str) -> Column:
    """0 or 1."""
    return Column(name, "flag")


def sha256() -> Column:
    """A hash in hexadecimal digits."""
    return Column("sha256", "sha256")


def to(table: str, name: str, required: bool = True, *, since: int = 1) -> Column:
    """The id of a row of a table."""
    return Column(name, "reference", required, table, since=since)


def at(name: str = "at", required: bool = True) -> Column:
    """A locator (`4.2/3/4`), which becomes the id of a passage."""
    return Column(name, "locator", required, "passages", "passage_id" if name == "at" else f"{name}_id")


def computed(name: str, references: str | None = None) -> Column:
    """A column of the table alone."""
    return Column(name, references=references, in_file=False)


def file_only(name: str) -> Column:
    """A text of the file alone, from which other columns are computed."""
    return Column(name, in_table=False)
