"""Specifications arranged for pages: of one model under headings, and of several models side by side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain, groupby
from typing import Any

from llm_kb.wording import OTHER_ATTRIBUTES, SPECIFICATION_GROUPS

Row = dict[str, Any]

_PLACES = {attribute: place for place, attribute in enumerate(chain.from_iterable(SPECIFICATION_GROUPS.values()))}


def place(attribute: str) -> int:
    """The position of an attribute in the order of the headings; those without a heading stand last."""
    return _PLACES.get(attribute, len(_PLACES))


@dataclass(frozen=True)
class Cell:
    """An attribute of one of several models: its own row or else the different values of its variants."""

    own: Row | None
    of_variants: list[Row]
    """The first row of each different value of the variants, numbers in order; only without a value of its own."""

    @property
    def values(self) -> set[str]:
        """The values of the model itself, or else of its variants."""
        return (
            {self.own["value"]}
            if self.own and self.own["value"] is not None
            else {row["value"] for row in self.of_variants}
        )

    @property
    def summary(self) -> str:
        """The values of the variants in brief: the only one, the smallest and largest number, or how many there are."""
        first, last = self.of_variants[0], self.of_variants[-1]
        if first is last:
            return str(first["value"])
        is_range = first["number"] is not None and first["attribute_kind"] == "number"
        return f"{first['value']}–{last['value']}" if is_range else f"{len(self.of_variants)} values"


@dataclass(frozen=True)
class Specification:
    """One attribute of a model, with what each document says of it."""

    attribute: str
    name: str
    rows: list[Row]
    """Rows of the named query `specifications_of_model`, the preferred one first; none where only variants have any."""
    variants: Cell | None = None
    """The values of its variants; only where the model itself has none."""

    @property
    def preferred(self) -> Row | None:
        """The row that stands for the attribute."""
        return self.rows[0] if self.rows else None

    @property
    def is_conflict(self) -> bool:
        """Whether documents of the developer differ about the preferred value."""
        return bool(self.rows and self.rows[0]["conflict"])

    @property
    def agreeing(self) -> list[Row]:
        """Other rows with the same value for the same scope."""
        return [row for row in self.rows[1:] if _value(row) == _value(self.rows[0])]

    @property
    def differing(self) -> list[Row]:
        """Other rows, with another value or scope."""
        return [row for row in self.rows[1:] if _value(row) != _value(self.rows[0])]


def _value(row: Row) -> tuple[str | None, ...]:
    return (row["value"], row["scope"], None if row["value"] is not None else row["status"])


def under_headings(rows: Iterable[Row], of_variants: Iterable[Row] = ()) -> list[tuple[str, list[Specification]]]:
    """The specifications of one model under the headings of attributes.

    `of_variants` are rows of the named query `specifications_of_models` for this model alone.
    """
    found: dict[str, Specification] = {}
    for (_, attribute), cell in by_cell(of_variants).items():
        if cell.of_variants:
            found[attribute] = Specification(attribute, cell.of_variants[0]["attribute_name"], [], cell)
    for attribute, members in groupby(rows, key=lambda row: row["attribute"]):
        own = list(members)
        variants = found[attribute].variants if attribute in found else None
        found[attribute] = Specification(attribute, own[0]["attribute_name"], own, variants)
    return [
        (heading, specifications)
        for heading, attributes in {**SPECIFICATION_GROUPS, OTHER_ATTRIBUTES: _others(found)}.items()
        if (specifications := [found[attribute] for attribute in attributes if attribute in found])
    ]


def _others(attributes: Iterable[str]) -> list[str]:
    """The attributes without a heading of their own."""
    known = {attribute for of_heading in SPECIFICATION_GROUPS.values() for attribute in of_heading}
    return [attribute for attribute in attributes if attribute not in known]


@dataclass(frozen=True)
class ComparedAttribute:
    """A row of the comparison: one attribute with a cell for each model."""

    id: str
    name: str
    cells: list[Cell]

    @property
    def is_shared(self) -> bool:
        """Whether all models have the same value."""
        return all(cell.values for cell in self.cells) and len(set().union(*(cell.values for cell in self.cells))) == 1


def side_by_side(rows: Iterable[Row], models: Sequence[str]) -> list[ComparedAttribute]:
    """Rows of the named query `specifications_of_models` attribute by attribute, in the order of the headings.

    `models` gives the order of cells.
    """
    compared = []
    for _, group in groupby(rows, key=lambda row: row["attribute"]):
        of_attribute = list(group)
        cells = [_cell([row for row in of_attribute if row["model_id"] == model], model) for model in models]
        if any(cell.own or cell.of_variants for cell in cells):
            compared.append(ComparedAttribute(of_attribute[0]["attribute"], of_attribute[0]["attribute_name"], cells))
    return sorted(compared, key=lambda attribute: place(attribute.id))


def _cell(rows: list[Row], model: str) -> Cell:
    own = next((row for row in rows if row["variant_id"] == model), None)
    if own and own["value"] is not None:
        return Cell(own, [])
    of_variants = {row["value"]: row for row in reversed(rows) if row["variant_id"] != model and row["value"]}
    numbers = all(row["number"] is not None for row in of_variants.values())
    return Cell(own, sorted(of_variants.values(), key=(lambda row: row["number"]) if numbers else rows.index))


def by_cell(rows: Iterable[Row]) -> dict[tuple[str, str], Cell]:
    """Rows of the named query `specifications_of_models` as cells, by model and attribute."""
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row["model_id"], row["attribute"]), []).append(row)
    return {key: _cell(members, key[0]) for key, members in groups.items()}
