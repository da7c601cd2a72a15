"""Rows received from a worker process, with the interface of sqlite3.Row as far as Datasette uses it."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar


class SandboxRow(tuple[Any, ...]):
    """A row whose cells are accessed by index or case-insensitive column name, as in sqlite3.Row."""

    __slots__ = ()
    columns: ClassVar[list[str]] = []
    positions: ClassVar[dict[str, int]] = {}

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            try:
                key = self.positions[key.lower()]
            except KeyError:
                raise IndexError("No item with that key") from None
        return super().__getitem__(key)

    def keys(self) -> list[str]:
        """The names of the columns."""
        return self.columns


def rows_of(columns: Sequence[str], cells: Iterable[Iterable[Any]]) -> list[SandboxRow]:
    """The rows of one result; the first of several columns of the same name has it."""
    names = list(columns)
    positions = {name.lower(): position for position, name in reversed(list(enumerate(names)))}
    row_class: type[SandboxRow] = type(
        "SandboxRow", (SandboxRow,), {"__slots__": (), "columns": names, "positions": positions}
    )
    return [row_class(row) for row in cells]
