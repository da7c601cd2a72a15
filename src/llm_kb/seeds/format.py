"""How the files of a bundle are declared: a file, its columns, and what may stand in each.

The columns of a file are those of its table, but for a `locator` (`4.2/3/4`), which becomes a passage id, and for
columns that `llm_kb.seeds.rows` computes.
"""

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["id", "text", "integer", "flag", "date", "sha256", "locator", "reference"]


@dataclass(frozen=True)
class Column:
    """One column of a CSV file; `references` is the table whose id it holds, `target` its name in the table."""

    name: str
    kind: Kind = "text"
    required: bool = True
    references: str | None = None
    target: str | None = None

    @property
    def table_column(self) -> str:
        """Name of the column in the database."""
        return self.target or self.name


@dataclass(frozen=True)
class CsvFile:
    """One CSV file: its table, columns, unique `key` (in the file's own columns) and primary key of the table."""

    name: str
    table: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    primary_key: tuple[str, ...] = ("id",)
    parent: str | None = None
    optional: bool = False
    header: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "header", tuple(c.name for c in self.columns))
