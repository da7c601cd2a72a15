"""The matrix of releases (rows, by institution) and techniques (columns, by group), with a symbol for each relation."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from llm_kb.site import paging
from llm_kb.site.pages import options
from llm_kb.site.paths import of_evidence
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

FILTERS = ("dimension", "group", "institution", "least")
LEAST = {"1": "any model", "2": "two models or more", "3": "three models or more", "5": "five models or more"}
"""Minimum numbers of releases of a column's technique, with their labels."""
DEFAULT_LEAST = "2"
"""Default minimum of releases: a technique of a single release compares nothing."""

RELEASES = 60
"""Page size in releases."""


class Sign(NamedTuple):
    """The symbol of a relation between a release and a technique."""

    relation: str
    basis: str
    url: str
    """URL of the evidence."""
    technique: str
    statement: str
    """Section and statement of the evidence."""


@dataclass(frozen=True)
class Cell:
    """The symbols of one technique, or an empty cell that spans several techniques."""

    signs: list[Sign]
    width: int


@dataclass(frozen=True)
class Line:
    """The cells of one release."""

    model: Row
    cells: list[Cell]


async def show(visit: Visit) -> Page:
    """The matrix."""
    filters = {name: visit.parameter(name) for name in FILTERS}
    filters["least"] = filters["least"] if filters["least"] in LEAST else DEFAULT_LEAST
    surveyed = "" if visit.parameter("all") else "1"
    releases = await visit.query("number_of_releases", institution=filters["institution"], surveyed=surveyed)
    pagination = paging.paginate(visit, RELEASES, (releases.first or {})["releases"])
    cells = await visit.query("matrix", **filters, surveyed=surveyed, **pagination.limit_and_offset)
    filters = {name: cells.values[name] for name in FILTERS}
    questions = await visit.query_cached("questions")
    section = _section(questions, filters["dimension"])
    techniques = await visit.query_cached("technique_list")
    columns = _columns(cells, techniques)
    return Page(
        "matrix",
        "Matrix of models and techniques",
        "Which model uses, avoids or omits which technique, as one picture: a sign for each thing the survey says.",
        {
            "cells": pagination.of(cells),
            "pagination": pagination,
            "groups": [
                (name, len(list(rows))) for name, rows in groupby(columns, key=lambda row: row["technique_group"])
            ],
            "columns": columns,
            "signs": _signs(cells, columns),
            "institutions": _institutions(cells, columns, lambda row: _sign(visit, row, section)),
            "model_count": len({row["model_id"] for row in cells}),
            "relations": list(dict.fromkeys(row["relation"] for row in cells)),
            "filters": filters,
            "least_choices": LEAST,
            "all": bool(visit.parameter("all")),
            "dimensions": options.dimensions(questions),
            "technique_groups": [(row["technique_id"], row["technique"]) for row in techniques if row["depth"] == 0],
            "makers": await options.institutions(visit),
        },
    )


def _section(questions: LinkedResult, dimension: str) -> str:
    """The section of a dimension, by its id or name; empty for none."""
    names = [
        row["section"].partition(".")[0]
        for row in questions
        if dimension.casefold() in (row["dimension_id"], row["dimension"].casefold())
    ]
    return names[0] if names else ""


def _columns(cells: Iterable[Row], techniques: LinkedResult) -> list[Row]:
    """The columns: techniques of the cells in the order of the taxonomy."""
    rows_by_technique = {row["technique_id"]: row for row in cells}
    return [rows_by_technique[row["technique_id"]] for row in techniques if row["technique_id"] in rows_by_technique]


def _sign(visit: Visit, row: Row, section: str) -> Sign:
    url = visit.path(of_evidence(row, release=row["model_id"], section=section))
    return Sign(row["relation"], row["basis"], url, row["technique"], f"(§{row['section']}): {row['statement']}")


def _institutions(
    cells: Iterable[Row], columns: list[Row], sign: Callable[[Row], Sign]
) -> list[tuple[Row, list[Line]]]:
    """The institutions, each with the rows of its releases."""
    places = {row["technique_id"]: place for place, row in enumerate(columns)}
    institutions = []
    for _, rows in groupby(cells, key=lambda row: row["institution_id"]):
        lines = [_line(list(of_one), places, sign) for _, of_one in groupby(rows, key=lambda row: row["model_id"])]
        institutions.append((lines[0].model, lines))
    return institutions


def _line(rows: list[Row], places: dict[str, int], sign: Callable[[Row], Sign]) -> Line:
    cells: list[Cell] = []
    end = 0
    for technique, group in groupby(rows, key=lambda row: row["technique_id"]):
        blank = places[technique] - end
        cells += [Cell([], blank)] * bool(blank)
        cells.append(Cell([sign(row) for row in group], 1))
        end = places[technique] + 1
    blank = len(places) - end
    return Line(rows[0], [*cells, *[Cell([], blank)] * bool(blank)])


def _signs(cells: Iterable[Row], columns: list[Row]) -> list[int]:
    """The maximum number of symbols in a cell of each column, which determines its width."""
    numbers = Counter((row["technique_id"], row["model_id"]) for row in cells)
    widest: dict[str, int] = {}
    for (technique, _), number in numbers.items():
        widest[technique] = max(number, widest.get(technique, 0))
    return [widest[row["technique_id"]] for row in columns]
