"""The columns of a result that is drawn: whether they hold numbers or names, and how many of them are kept."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

MOST_NAMES = 30
MOST_COLOURS = 9
MOST_POINTS = 2000
LONGEST_NAME = 60
NOTHING = "(none)"
OTHERS = "… others"
"""Sorted behind all names in a legend."""
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Values = Sequence[Any]


@dataclass(frozen=True)
class Column:
    """One column of a result, and what it is drawn as: x, y or colour."""

    channel: str
    name: str
    values: Values

    @cached_property
    def is_number(self) -> bool:
        """Whether it holds numbers and nothing else."""
        known = [value for value in self.values if value is not None]
        return bool(known) and all(isinstance(value, int | float) for value in known)

    @cached_property
    def is_discrete(self) -> bool:
        """Whether its values can be drawn one by one: names, or whole numbers of which there are few."""
        if not self.is_number:
            return True
        different = {number for value in self.values if (number := _number(value)) is not None}
        return len(different) <= MOST_NAMES and all(number == int(number) for number in different)

    @property
    def measured(self) -> dict[str, Any]:
        """How its numbers are drawn along a scale; those below 10,000 may be years and have no comma."""
        whole = all(isinstance(value, int) and abs(value) < 10_000 for value in self.values if value is not None)
        axis = {"labelOverlap": True, "labelSeparation": 8} | ({"format": "d", "tickMinStep": 1} if whole else {})
        return {"field": self.channel, "type": "quantitative", "title": self.name, "axis": axis}

    @property
    def named(self) -> dict[str, Any]:
        """How its values are drawn one by one: names in the order of the rows, numbers in theirs and without gaps."""
        drawn = {"field": self.channel, "title": self.name, "axis": {}}
        if not self.is_number:
            return drawn | {"type": "nominal", "sort": None}
        numbers = [int(number) for value in self.values if (number := _number(value)) is not None]
        is_narrow = bool(numbers) and max(numbers) - min(numbers) < MOST_NAMES
        scale = {"domain": list(range(min(numbers), max(numbers) + 1))} if is_narrow else {}
        return drawn | {"type": "ordinal", "scale": scale}


def cleaned(text: str) -> str:
    """A text without what SVG cannot hold, cut where it is long."""
    printable = UNPRINTABLE.sub(" ", text)
    return printable if len(printable) <= LONGEST_NAME else f"{printable[: LONGEST_NAME - 1]}…"


def drawn_rows(
    chosen: Mapping[str, Column], encodings: Mapping[str, Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows that are drawn by channel, and what has to be said about those that are not."""
    notes: list[str] = []
    drawn = {}
    for encoding in encodings.values():
        if "field" in encoding:
            column = chosen[encoding["field"]]
            drawn[column.channel] = _names(column, notes) if encoding["type"] == "nominal" else _numbers(column, notes)
    rows = [dict(zip(drawn, row, strict=True)) for row in zip(*drawn.values(), strict=True) if None not in row]
    is_counted = any("aggregate" in encoding for encoding in encodings.values())
    if not is_counted and len(rows) > MOST_POINTS:
        notes.append(f"The first {MOST_POINTS:,} of {len(rows):,} rows")
        rows = rows[:MOST_POINTS]
    return rows, notes


def _numbers(column: Column, notes: list[str]) -> list[float | None]:
    numbers = [_number(value) for value in column.values]
    if missing := numbers.count(None):
        notes.append(f"{missing:,} rows without {column.name} are left out")
    return numbers


def _number(value: Any) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _names(column: Column, notes: list[str]) -> list[str | None]:
    """The values as names; only the most frequent of them, of colours with the others under one name."""
    names = [_name(value) for value in column.values]
    ranked = Counter(names)
    most = MOST_COLOURS if column.channel == "colour" else MOST_NAMES
    if len(ranked) <= most:
        return list(names)
    most, other = (most - 1, OTHERS) if column.channel == "colour" else (most, None)
    kept = {name for name, _ in ranked.most_common(most)}
    which = "first" if len(ranked) == len(names) else "most frequent"
    notes.append(f"{column.name}: the {most} {which} of {len(ranked):,}" + (", the others as one" if other else ""))
    return [name if name in kept else other for name in names]


def _name(value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    return f"({len(value):,} bytes)" if isinstance(value, bytes) else cleaned(str(value))
