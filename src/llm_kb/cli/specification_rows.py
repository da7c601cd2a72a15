"""Specifications of a model for a terminal: under headings, each value with its place and what qualifies it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from llm_kb.cli.layout import INDENT, part, table
from llm_kb.specifications import Cell, Specification, under_headings

Row = dict[str, Any]

SIZES = ("total_parameters", "context_length", "release_date")
"""Attributes by which the variants of a model are listed."""


def specifications_of(model: str, rows: Iterable[Row]) -> Iterator[str]:
    """The part of a card with what documents say of the model itself, by the headings of attributes."""
    groups = under_headings([row for row in rows if row["model_id"] == model])
    lines: list[list[str]] = []
    for name, specifications in groups:
        lines += [[""] * 4] if lines else []
        lines.append([name, "", "", ""])
        for specification in specifications:
            lines += _lines(specification)
    yield from part("Specifications", table(lines, indent=INDENT))


def variants_of(model: str, rows: Iterable[Row]) -> Iterator[str]:
    """The part of a card with the variants that have specifications of their own, by size and date."""
    of_variants = [row for row in rows if row["model_id"] != model]
    lines = []
    for identifier, group in groupby(of_variants, key=lambda row: row["model_id"]):
        preferred = {row["attribute"]: row for row in group if row["preferred"]}
        values = [value_of(preferred[name]) if name in preferred else "" for name in SIZES]
        name = next(iter(preferred.values()))["model"] if preferred else identifier
        lines.append([name, *values, identifier])
    headers = ["model", *(name.replace("_", " ") for name in SIZES), "id"]
    yield from part("Specifications of its variants", table(lines, headers, INDENT) if lines else "")


def value_of(row: Row) -> str:
    """The value of a specification with its scope, or its status where the document gives none."""
    value = row["value"] if row["value"] is not None else row["status"]
    return f"{value} ({row['scope']})" if row["scope"] else str(value)


def marks_of(row: Row) -> str:
    """What qualifies a value: how it follows from the document, and a conflict with another document."""
    status = row["status"] if row["status"] in ("derived", "inherited") else None
    return ", ".join(filter(None, (status, "documents differ" if row["conflict"] else None)))


def place_of(row: Row) -> str:
    """The source of a value, whether it is a copy by others, and the place in it."""
    copy = " (copy by others)" if row["official"] == 0 else ""
    return ", ".join(filter(None, (f"{row['source_id']}{copy}", row["locator"])))


def cell_text(cell: Cell) -> str:
    """The value of a model in a comparison, or the different values of its variants."""
    if cell.own and (cell.own["value"] is not None or not cell.of_variants):
        marks = marks_of(cell.own)
        return f"{value_of(cell.own)} [{marks}]" if marks else value_of(cell.own)
    values = "; ".join(dict.fromkeys(value_of(row) for row in cell.of_variants))
    return f"variants: {values}" if values else ""


def comparison_rows(compared: Sequence[Any]) -> list[list[str]]:
    """The specification rows of a comparison under their heading."""
    if not compared:
        return []
    nothing = [""] * len(compared[0].cells)
    title = f"Specifications: {len(compared)}"
    return [[title, *nothing], *([INDENT + row.name, *map(cell_text, row.cells)] for row in compared)]


def _lines(specification: Specification) -> Iterator[list[str]]:
    """A line for the preferred value of an attribute, and one for each that differs from it."""
    first = specification.preferred
    if first is None:
        yield [INDENT + specification.name, cell_text(specification.variants) if specification.variants else "", "", ""]
        return
    agreeing = f"+{len(specification.agreeing)}" if specification.agreeing else ""
    place = " ".join(filter(None, (place_of(first), agreeing)))
    yield [INDENT + first["attribute_name"], value_of(first), marks_of(first), place]
    for row in specification.differing:
        yield ["", value_of(row), marks_of(row), place_of(row)]
