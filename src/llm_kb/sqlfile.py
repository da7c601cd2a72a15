"""Parser of the package's SQL files: a header of `-- key: value` lines, then one statement.

Stored tables, views, named queries and checks all have this form. A key may be repeated (`column`, `parameter`); a
value of such a key is `name: text`.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

HEADER = re.compile(r"-- (?P<key>[a-z]+): (?P<value>.+)")


@dataclass(frozen=True)
class SqlFile:
    """One SQL file."""

    name: str
    """Name of the file without its ending."""
    header: tuple[tuple[str, str], ...]
    """The lines of the header in their order."""
    sql: str
    """The statement, without a semicolon at its end."""

    def text(self, key: str) -> str:
        """The value of a key that stands once; raises KeyError where it is missing."""
        return dict(self.header)[key]

    def named(self, key: str) -> dict[str, str]:
        """The values of a key that may be repeated, by their name."""
        pairs = (value.partition(": ") for name, value in self.header if name == key)
        return {name: text for name, _, text in pairs}

    def values(self, key: str) -> list[str]:
        """The values of a key that may be repeated or missing, in their order."""
        return [value for name, value in self.header if name == key]

    def names(self, key: str) -> tuple[str, ...]:
        """The names that a key lists, separated by commas; none where it is missing."""
        return tuple(name for value in self.values(key) for name in value.split(", "))

    def raise_if_unknown(self, keys: Collection[str]) -> None:
        """Raise ValueError where the header has another key than these."""
        if unknown := {key for key, _ in self.header} - set(keys):
            raise ValueError(f"{self.name}.sql: its header has an unknown key, {min(unknown)!r}.")

    @cached_property
    def columns(self) -> dict[str, str]:
        """Descriptions of the columns of the result, by name."""
        return self.named("column")


def read_sql(path: Path) -> SqlFile:
    """Read one SQL file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    header = []
    for line in lines:
        match = HEADER.fullmatch(line)
        if not match:
            break
        header.append((match["key"], match["value"]))
    return SqlFile(path.stem, tuple(header), "\n".join(lines[len(header) :]).strip().rstrip(";"))


def read_folder(folder: Path) -> list[SqlFile]:
    """Every SQL file of a folder, sorted by name."""
    return [read_sql(path) for path in sorted(folder.glob("*.sql"))]
