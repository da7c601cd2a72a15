"""The matrix: releases by institution against techniques by group, a sign in each cell that the survey speaks of."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from llm_kb.site.addresses import of_evidence
from llm_kb.site.pages.models import dimensions
from llm_kb.site.visit import Answer, Page, Row, Visit

FILTERS = ("dimension", "group", "institution", "least")
LEAST = {"1": "any model", "2": "two models or more", "3": "three models or more", "5": "five models or more"}
"""How many releases a technique must be recorded for to make a column, and how that is called."""
USUAL = "2"
"""Fewer releases than this make no column unless all are asked for: a technique of one release compares nothing."""


@dataclass(frozen=True)
class Cell:
    """A technique with what is said of it, or several side by side of which nothing is said."""

    rows: list[Row]
    width: int


@dataclass(frozen=True)
class Line:
    """The cells of one release."""

    model: Row
    cells: list[Cell]


async def show(visit: Visit) -> Page:
    """The matrix."""
    wanted = {name: visit.given(name) for name in FILTERS}
    wanted["least"] = wanted["least"] if wanted["least"] in LEAST else USUAL
    cells = await visit.ask("matrix", **wanted, surveyed="" if visit.given("all") else "1")
    questions = await visit.ask("questions")
    section = _section(questions, wanted["dimension"])
    rows = [{**row, "path": of_evidence(row, release=row["model_id"], section=section)} for row in cells]
    techniques = await visit.ask("technique_list")
    columns = _columns(cells, techniques)
    return Page(
        "matrix",
        "Matrix of models and techniques",
        "Which model uses, avoids or omits which technique, as one picture: a sign for each thing the survey says.",
        {
            "cells": cells,
            "groups": [
                (name, len(list(rows))) for name, rows in groupby(columns, key=lambda row: row["technique_group"])
            ],
            "columns": columns,
            "signs": _signs(cells, columns),
            "institutions": _institutions(rows, columns),
            "model_count": len({row["model_id"] for row in cells}),
            "relations": list(dict.fromkeys(row["relation"] for row in cells)),
            "wanted": wanted,
            "least_choices": LEAST,
            "all": bool(visit.given("all")),
            "dimension_choices": dimensions(questions),
            "group_choices": [row for row in techniques if row["depth"] == 0],
            "institution_choices": await visit.ask("institution_list"),
        },
    )


def _section(questions: Answer, dimension: str) -> str:
    """The section of a dimension, by its id or name; empty for none."""
    names = [
        row["section"].partition(".")[0]
        for row in questions
        if dimension.casefold() in (row["dimension_id"], row["dimension"].casefold())
    ]
    return names[0] if names else ""


def _columns(cells: Iterable[Row], techniques: Answer) -> list[Row]:
    """The techniques of the cells in the order of the taxonomy."""
    found = {row["technique_id"]: row for row in cells}
    return [found[row["technique_id"]] for row in techniques if row["technique_id"] in found]


def _institutions(cells: Iterable[Row], columns: list[Row]) -> list[tuple[Row, list[Line]]]:
    places = {row["technique_id"]: place for place, row in enumerate(columns)}
    found = []
    for _, rows in groupby(cells, key=lambda row: row["institution_id"]):
        lines = [_line(list(of_one), places) for _, of_one in groupby(rows, key=lambda row: row["model_id"])]
        found.append((lines[0].model, lines))
    return found


def _line(rows: list[Row], places: dict[str, int]) -> Line:
    cells: list[Cell] = []
    end = 0
    for technique, group in groupby(rows, key=lambda row: row["technique_id"]):
        blank = places[technique] - end
        cells += [Cell([], blank)] * bool(blank)
        cells.append(Cell(list(group), 1))
        end = places[technique] + 1
    blank = len(places) - end
    return Line(rows[0], [*cells, *[Cell([], blank)] * bool(blank)])


def _signs(cells: Iterable[Row], columns: list[Row]) -> list[int]:
    """For each technique the largest number of signs in one of its cells, by which its column is as wide."""
    numbers = Counter((row["technique_id"], row["model_id"]) for row in cells)
    widest: dict[str, int] = {}
    for (technique, _), number in numbers.items():
        widest[technique] = max(number, widest.get(technique, 0))
    return [widest[row["technique_id"]] for row in columns]
