"""Rows that came from another process, as like to those of sqlite3 as Datasette needs them."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar


class Row(tuple[Any, ...]):
    """The cells of a row, which are also found by the name of their column, as in sqlite3.Row."""

    __slots__ = ()
    columns: ClassVar[list[str]] = []
    places: ClassVar[dict[str, int]] = {}

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            try:
                key = self.places[key.lower()]
            except KeyError:
                raise IndexError("No item with that key") from None
        return super().__getitem__(key)

    def keys(self) -> list[str]:
        """The names of the columns."""
        return self.columns


def rows_of(columns: Sequence[str], cells: Iterable[Iterable[Any]]) -> list[Row]:
    """Rows of one result; of columns with the same name the first is found by it."""
    names = list(columns)
    places = {name.lower(): place for place, name in reversed(list(enumerate(names)))}
    kind: type[Row] = type("Row", (Row,), {"__slots__": (), "columns": names, "places": places})
    return [kind(row) for row in cells]
