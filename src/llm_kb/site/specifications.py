"""Specifications arranged for pages: of one model under headings, and of several models side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from llm_kb.wording import OTHER_ATTRIBUTES, SPECIFICATION_GROUPS, attribute_heading

Row = dict[str, Any]


@dataclass(frozen=True)
class Specification:
    """One attribute of a model, with what each document says of it."""

    rows: list[Row]
    """Rows of the named query `specifications_of_model`, the preferred one first."""

    @property
    def preferred(self) -> Row:
        """The row that stands for the attribute."""
        return self.rows[0]

    @property
    def is_conflict(self) -> bool:
        """Whether documents of the developer differ about the preferred value."""
        return bool(self.preferred["conflict"])

    @property
    def agreeing(self) -> list[Row]:
        """Other rows with the same value for the same scope."""
        return [row for row in self.rows[1:] if _value(row) == _value(self.preferred)]

    @property
    def differing(self) -> list[Row]:
        """Other rows, with another value or scope."""
        return [row for row in self.rows[1:] if _value(row) != _value(self.preferred)]


def _value(row: Row) -> tuple[str | None, ...]:
    return (row["value"], row["scope"], None if row["value"] is not None else row["status"])


def under_headings(rows: Iterable[Row]) -> list[tuple[str, list[Specification]]]:
    """The specifications of one model under the headings of attributes."""
    groups: dict[str, list[Specification]] = {heading: [] for heading in (*SPECIFICATION_GROUPS, OTHER_ATTRIBUTES)}
    for attribute, members in groupby(rows, key=lambda row: row["attribute"]):
        groups[attribute_heading(attribute)].append(Specification(list(members)))
    return [(heading, found) for heading, found in groups.items() if found]


@dataclass(frozen=True)
class Cell:
    """An attribute of one of several models: its own row or else the different values of its variants."""

    own: Row | None
    of_variants: list[Row]
    """The first row of each different value of the variants; only where the model itself has no value."""


@dataclass(frozen=True)
class ComparedAttribute:
    """A row of the comparison: one attribute with a cell for each model."""

    name: str
    cells: list[Cell]

    @property
    def is_shared(self) -> bool:
        """Whether all models have the same value."""
        values = {cell.own["value"] if cell.own else None for cell in self.cells}
        return len(values) == 1 and None not in values


def side_by_side(rows: Iterable[Row], models: Sequence[str]) -> list[ComparedAttribute]:
    """Rows of the named query `specifications_of_models` attribute by attribute; `models` gives the order of cells."""
    compared = []
    for _, group in groupby(rows, key=lambda row: row["attribute"]):
        of_attribute = list(group)
        cells = [_cell([row for row in of_attribute if row["model_id"] == model], model) for model in models]
        if any(cell.own or cell.of_variants for cell in cells):
            compared.append(ComparedAttribute(of_attribute[0]["attribute_name"], cells))
    return compared


def _cell(rows: list[Row], model: str) -> Cell:
    own = next((row for row in rows if row["variant_id"] == model), None)
    if own and own["value"] is not None:
        return Cell(own, [])
    of_variants = {row["value"]: row for row in reversed(rows) if row["variant_id"] != model and row["value"]}
    return Cell(own, sorted(of_variants.values(), key=rows.index))
