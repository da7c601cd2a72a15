"""The matrix: releases by institution against techniques by group, a sign in each cell that the survey speaks of."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from llm_kb.site import paging
from llm_kb.site.addresses import of_evidence
from llm_kb.site.pages import options
from llm_kb.site.visit import Page, QueryAnswer, Row, Visit

FILTERS = ("dimension", "group", "institution", "least")
LEAST = {"1": "any model", "2": "two models or more", "3": "three models or more", "5": "five models or more"}
"""How many releases a technique must be recorded for to make a column, and how that is called."""
USUAL = "2"
"""Fewer releases than this make no column unless all are asked for: a technique of one release compares nothing."""

RELEASES = 60
"""How many releases are looked at for one page."""


class Sign(NamedTuple):
    """A relation in which a release stands to a technique."""

    relation: str
    basis: str
    address: str
    """Where the evidence is."""
    technique: str
    said: str
    """Where the survey says so, and what it says."""


@dataclass(frozen=True)
class Cell:
    """A technique with what is said of it, or several side by side of which nothing is said."""

    signs: list[Sign]
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
    surveyed = "" if visit.given("all") else "1"
    releases = await visit.ask("number_of_releases", institution=wanted["institution"], surveyed=surveyed)
    part = paging.part(visit, RELEASES, (releases.first or {})["releases"])
    cells = await visit.ask("matrix", **wanted, surveyed=surveyed, **part.window)
    questions = await visit.ask_once("questions")
    section = _section(questions, wanted["dimension"])
    techniques = await visit.ask_once("technique_list")
    columns = _columns(cells, techniques)
    return Page(
        "matrix",
        "Matrix of models and techniques",
        "Which model uses, avoids or omits which technique, as one picture: a sign for each thing the survey says.",
        {
            "cells": part.of(cells),
            "part": part,
            "groups": [
                (name, len(list(rows))) for name, rows in groupby(columns, key=lambda row: row["technique_group"])
            ],
            "columns": columns,
            "signs": _signs(cells, columns),
            "institutions": _institutions(cells, columns, lambda row: _sign(visit, row, section)),
            "model_count": len({row["model_id"] for row in cells}),
            "relations": list(dict.fromkeys(row["relation"] for row in cells)),
            "wanted": wanted,
            "least_choices": LEAST,
            "all": bool(visit.given("all")),
            "dimensions": options.dimensions(questions),
            "technique_groups": [(row["technique_id"], row["technique"]) for row in techniques if row["depth"] == 0],
            "makers": await options.institutions(visit),
        },
    )


def _section(questions: QueryAnswer, dimension: str) -> str:
    """The section of a dimension, by its id or name; empty for none."""
    names = [
        row["section"].partition(".")[0]
        for row in questions
        if dimension.casefold() in (row["dimension_id"], row["dimension"].casefold())
    ]
    return names[0] if names else ""


def _columns(cells: Iterable[Row], techniques: QueryAnswer) -> list[Row]:
    """The techniques of the cells in the order of the taxonomy."""
    found = {row["technique_id"]: row for row in cells}
    return [found[row["technique_id"]] for row in techniques if row["technique_id"] in found]


def _sign(visit: Visit, row: Row, section: str) -> Sign:
    address = visit.path(of_evidence(row, release=row["model_id"], section=section))
    return Sign(row["relation"], row["basis"], address, row["technique"], f"(§{row['section']}): {row['statement']}")


def _institutions(
    cells: Iterable[Row], columns: list[Row], sign: Callable[[Row], Sign]
) -> list[tuple[Row, list[Line]]]:
    """The institutions, each with a line for each of its releases."""
    places = {row["technique_id"]: place for place, row in enumerate(columns)}
    found = []
    for _, rows in groupby(cells, key=lambda row: row["institution_id"]):
        lines = [_line(list(of_one), places, sign) for _, of_one in groupby(rows, key=lambda row: row["model_id"])]
        found.append((lines[0].model, lines))
    return found


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
    """For each technique the largest number of signs in one of its cells, by which its column is as wide."""
    numbers = Counter((row["technique_id"], row["model_id"]) for row in cells)
    widest: dict[str, int] = {}
    for (technique, _), number in numbers.items():
        widest[technique] = max(number, widest.get(technique, 0))
    return [widest[row["technique_id"]] for row in columns]
