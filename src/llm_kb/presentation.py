"""Presentation of tables, views and named queries: heading, facets, sort, columns, page size and search index.

It is part of each declaration, so that the site holds no list of names: a table of the schema has it beside its
columns, whatever is made by a SQL file in the header of that file.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

UNPLACED = 10_000
"""The place of whatever declares none: last, sorted by name."""


@dataclass(frozen=True)
class Presentation:
    """Presentation of one table; what is not declared is left to Datasette's defaults."""

    subject: str = ""
    """The heading under which it is listed."""
    place: int = UNPLACED
    """Its place under the heading, among others in steps of ten; those with the same place are sorted by name."""
    label: str | None = None
    """The column by which another table's reference to a row is shown, where it is not `name`."""
    facets: tuple[str, ...] = ()
    """The columns by which its page counts from the start."""
    sort: str | None = None
    """The column by which its page is sorted, where that is not its primary key."""
    shown: tuple[str, ...] = ()
    """The columns that its page shows by default, in that order; all where there are none."""
    size: int | None = None
    """The number of rows on a page, where the table is best seen as a whole."""
    page: str | None = None
    """The kind of thing that its rows are, where those have pages under the table's own key."""
    search: tuple[str, ...] = ()
    """The columns of its full-text index; it has one where there are any."""
    hidden: bool = False
    """Whether it is left out of lists, since it is of use to the software alone."""
    unlabeled: bool = False
    """Whether references to other tables are shown as they are, since their labels stand in columns beside them."""

    @property
    def columns(self) -> set[str]:
        """All columns that it refers to."""
        single = {column for column in (self.label, self.sort) if column}
        return single.union(self.facets, self.shown, self.search)


PLAIN = Presentation()
"""Datasette's defaults."""


def _names(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


def _flag(text: str) -> bool:
    if text != "yes":
        raise ValueError(f"A flag of a header is 'yes' or left out, and not {text!r}.")
    return True


PARSERS: Mapping[str, Callable[[str], Any]] = {
    "subject": str,
    "place": int,
    "label": str,
    "facets": _names,
    "sort": str,
    "shown": _names,
    "size": int,
    "page": str,
    "search": _names,
    "hidden": _flag,
    "unlabeled": _flag,
}
"""The header keys of a presentation, each with the parser of its value."""


def from_header(header: Iterable[tuple[str, str]]) -> Presentation:
    """The presentation declared in the header of a SQL file; other keys are ignored."""
    return Presentation(**{key: PARSERS[key](text) for key, text in header if key in PARSERS})
