"""Columns of an ad-hoc chart: inferred types, Vega-Lite encodings, and limits of categories and points."""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

MAX_NAMES = 30
MAX_COLORS = 9
MAX_POINTS = 2000
MAX_NAME_LENGTH = 60
NOTHING = "(none)"
OTHERS = "… others"
"""Sorts after all names in a legend."""
YEARS = range(1900, 2101)
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

Values = Sequence[Any]


@dataclass(frozen=True)
class ChartColumn:
    """A column of a result and its channel: x, y or color."""

    channel: str
    name: str
    values: Values

    @cached_property
    def is_number(self) -> bool:
        """Whether all its values are numbers or null."""
        known = [value for value in self.values if value is not None]
        return bool(known) and all(isinstance(value, int | float) for value in known)

    @cached_property
    def is_discrete(self) -> bool:
        """Whether its values can be drawn as categories: names, or few distinct integers."""
        if not self.is_number:
            return True
        distinct = {number for value in self.values if (number := _number(value)) is not None}
        return len(distinct) <= MAX_NAMES and all(number == int(number) for number in distinct)

    @cached_property
    def is_categorical(self) -> bool:
        """Whether its values are names or years, between which there is nothing."""
        known = [value for value in self.values if value is not None]
        return not self.is_number or (self.is_discrete and all(value in YEARS for value in known))

    @property
    def position(self) -> dict[str, Any]:
        """The encoding along an axis: categorical for names and years, else quantitative, from the smallest value."""
        return self.categorical if self.is_categorical else self.quantitative | {"scale": {"zero": False}}

    @property
    def quantitative(self) -> dict[str, Any]:
        """The quantitative encoding; integers below 10,000 may be years and get no thousands separator."""
        whole = all(isinstance(value, int) and abs(value) < 10_000 for value in self.values if value is not None)
        axis = {"labelOverlap": True, "labelSeparation": 8} | ({"format": "d", "tickMinStep": 1} if whole else {})
        return {"field": self.channel, "type": "quantitative", "title": self.name, "axis": axis}

    @property
    def categorical(self) -> dict[str, Any]:
        """The categorical encoding: nominal in row order, or ordinal for numbers, without gaps."""
        drawn = {"field": self.channel, "title": self.name, "axis": {}}
        if not self.is_number:
            return drawn | {"type": "nominal", "sort": None}
        numbers = [int(number) for value in self.values if (number := _number(value)) is not None]
        is_narrow = bool(numbers) and max(numbers) - min(numbers) < MAX_NAMES
        scale = {"domain": list(range(min(numbers), max(numbers) + 1))} if is_narrow else {}
        return drawn | {"type": "ordinal", "scale": scale}


def cleaned(text: str) -> str:
    """A text without characters that SVG cannot contain, truncated to `MAX_NAME_LENGTH`."""
    printable = UNPRINTABLE.sub(" ", text)
    return printable if len(printable) <= MAX_NAME_LENGTH else f"{printable[: MAX_NAME_LENGTH - 1]}…"


def chart_rows(
    channels: Mapping[str, ChartColumn], encodings: Mapping[str, Mapping[str, Any]]
) -> tuple[list[dict[str, Any]], list[str]]:
    """The rows of the chart with values by channel, and notes about rows that are left out."""
    notes: list[str] = []
    drawn = {}
    for encoding in encodings.values():
        if "field" in encoding:
            column = channels[encoding["field"]]
            drawn[column.channel] = _names(column, notes) if encoding["type"] == "nominal" else _numbers(column, notes)
    rows = [dict(zip(drawn, row, strict=True)) for row in zip(*drawn.values(), strict=True) if None not in row]
    is_counted = any("aggregate" in encoding for encoding in encodings.values())
    if not is_counted and len(rows) > MAX_POINTS:
        notes.append(f"The first {MAX_POINTS:,} of {len(rows):,} rows")
        rows = rows[:MAX_POINTS]
    return rows, notes


def _numbers(column: ChartColumn, notes: list[str]) -> list[float | None]:
    numbers = [_number(value) for value in column.values]
    if missing := numbers.count(None):
        rows = "1 row" if missing == 1 else f"{missing:,} rows"
        notes.append(f"{rows} without {column.name} {'is' if missing == 1 else 'are'} left out")
    return numbers


def _number(value: Any) -> float | None:
    return value if value is not None and math.isfinite(value) else None


def _names(column: ChartColumn, notes: list[str]) -> list[str | None]:
    """The values as names; only the most frequent ones, with all others merged into one for colors."""
    names = [_name(value) for value in column.values]
    ranked = Counter(names)
    limit = MAX_COLORS if column.channel == "color" else MAX_NAMES
    if len(ranked) <= limit:
        return list(names)
    limit, other = (limit - 1, OTHERS) if column.channel == "color" else (limit, None)
    frequent = {name for name, _ in ranked.most_common(limit)}
    rank = "first" if len(ranked) == len(names) else "most frequent"
    notes.append(f"{column.name}: the {limit} {rank} of {len(ranked):,}" + (", the others as one" if other else ""))
    return [name if name in frequent else other for name in names]


def distinct_names(column: ChartColumn) -> list[str]:
    """The distinct values as names, in the order of the rows."""
    return list(dict.fromkeys(map(_name, column.values)))


def _name(value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    return f"({len(value):,} bytes)" if isinstance(value, bytes) else cleaned(str(value))
