"""The matrix of techniques (rows, in groups that open and close) and releases (columns, by institution).

A closed group shows its coverage: for each release how many techniques of the group anything is recorded of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from llm_kb.site import paging
from llm_kb.site.pages import options
from llm_kb.site.paths import of_evidence
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

FILTERS = ("dimension", "group", "institution")
LEAST = {"1": "any model", "2": "two models or more", "3": "three models or more", "5": "five models or more"}
"""Minimum numbers of releases of a technique that has a row, with their labels."""
DEFAULT_LEAST = "2"
"""Default minimum of releases: a technique of a single release compares nothing."""
ALL = "all"
"""Value of the parameter `open` that opens every group."""

RELEASES = 60
"""Page size in releases."""


@dataclass(frozen=True)
class MatrixRow:
    """A row of an open group."""

    first: Row
    """A row of the named query `matrix` on it."""
    models: int
    """Number of releases with a fact on it."""
    cells: list[list[Row]]
    """The rows of each release; empty where there are none."""


@dataclass(frozen=True)
class MatrixGroup:
    """A top-level group of techniques."""

    identifier: str
    name: str
    is_open: bool
    toggle: str
    """URL of the page with the group toggled."""
    models: int
    """Number of releases with a fact on it."""
    counts: list[int]
    """For each release the number of the group's techniques with a fact on it."""
    techniques: list[MatrixRow]
    """Those with enough releases; empty where the group is closed."""


async def show(visit: Visit) -> Page:
    """The matrix."""
    filters = {name: visit.parameter(name) for name in FILTERS}
    least = visit.parameter("least") if visit.parameter("least") in LEAST else DEFAULT_LEAST
    source = options.source(visit)
    shown = {"source": source, "surveyed": "" if visit.parameter("all") or source == options.MAKERS else "1"}
    releases = await visit.query("number_of_releases", institution=filters["institution"], **shown)
    pagination = paging.paginate(visit, RELEASES, (releases.first or {})["releases"])
    cells = await visit.query("matrix", **filters, **shown, **pagination.limit_and_offset)
    filters = {name: cells.values[name] for name in FILTERS}
    questions = await visit.query_cached("questions")
    section = _section(questions, filters["dimension"]) if source == "survey" else ""  # which other sources lack
    models = list({row["model_id"]: row for row in cells}.values())
    techniques = await visit.query_cached("technique_list")
    groups = _groups(visit, cells, [model["model_id"] for model in models], techniques, int(least))
    return Page(
        "matrix",
        "Matrix of techniques and models",
        "Which model uses, avoids or does without which technique, by the survey or by makers' documents.",
        {
            "cells": pagination.of(cells),
            "pagination": pagination,
            "unknown": await visit.unknown_value(cells),
            "groups": groups,
            "most": max((count for group in groups for count in group.counts), default=1),
            "covered": sum(count > 0 for group in groups for count in group.counts),
            "models": models,
            "first_of_institution": _first_of_institutions(models),
            "relations": list(dict.fromkeys(row["relation"] for row in cells)),
            "section": section,
            "of_evidence": of_evidence,
            "filters": {**filters, "least": least},
            "technique_groups": [(row["technique_id"], row["technique"]) for row in techniques if row["depth"] == 0],
            "dimensions": options.dimensions(questions),
            **await _choices(visit),
        },
    )


async def _choices(visit: Visit) -> Row:
    """What the page's form and links offer, whatever the matrix has."""
    return {
        "source": options.source(visit),
        "sources": options.SOURCES,
        "kept": {name: value for name in (*FILTERS, "least", "all") if (value := visit.parameter(name))},
        "opened": visit.parameter_values("open"),
        "open_all": _url(visit, [ALL]),
        "close_all": _url(visit, []),
        "least_choices": LEAST,
        "all": bool(visit.parameter("all")),
        "institutions": await options.institutions(visit),
    }


def _first_of_institutions(models: list[Row]) -> set[str]:
    """Identifiers of the releases with which the columns of another institution begin."""
    return {next(of_one)["model_id"] for _, of_one in groupby(models, key=lambda row: row["institution_id"])}


def _section(questions: LinkedResult, dimension: str) -> str:
    """The section of a dimension, by its id or name; empty for none."""
    names = [
        row["section"].partition(".")[0]
        for row in questions
        if dimension.casefold() in (row["dimension_id"], row["dimension"].casefold())
    ]
    return names[0] if names else ""


def _groups(
    visit: Visit, rows: Iterable[Row], models: list[str], techniques: LinkedResult, least: int
) -> list[MatrixGroup]:
    """The groups with facts, in the order of the taxonomy."""
    rows_by_group = _rows_by_group(rows, models, techniques)
    opened = visit.parameter_values("open")
    groups = []
    for top in (row for row in techniques if row["technique_id"] in rows_by_group):
        identifier, of_group = top["technique_id"], rows_by_group[top["technique_id"]]
        is_open = identifier in opened or ALL in opened or bool(visit.parameter("group"))
        counts = [sum(map(bool, of_model)) for of_model in zip(*(row.cells for row in of_group), strict=True)]
        others = [name for name in (opened if ALL not in opened else rows_by_group) if name != identifier]
        groups.append(
            MatrixGroup(
                identifier,
                top["technique"],
                is_open,
                _url(visit, others if is_open else [*others, identifier], f"#{identifier}"),
                sum(map(bool, counts)),
                counts,
                [row for row in of_group if row.models >= least] if is_open else [],
            )
        )
    return groups


def _rows_by_group(rows: Iterable[Row], models: list[str], techniques: LinkedResult) -> dict[str, list[MatrixRow]]:
    """The techniques of each top-level group, in the order of the taxonomy."""
    cells: dict[str, dict[str, list[Row]]] = {}
    for row in rows:
        cells.setdefault(row["technique_id"], {}).setdefault(row["model_id"], []).append(row)
    groups: dict[str, list[MatrixRow]] = {}
    for identifier in (row["technique_id"] for row in techniques if row["technique_id"] in cells):
        by_model = cells[identifier]
        first = next(iter(by_model.values()))[0]
        matrix_row = MatrixRow(first, len(by_model), [by_model.get(model, []) for model in models])
        groups.setdefault(first["technique_group_id"], []).append(matrix_row)
    return groups


def _url(visit: Visit, opened: Iterable[str], fragment: str = "") -> str:
    """The URL of the matrix with other groups open and the same filters."""
    kept = [(name, value) for name in (*FILTERS, "least", "all", "source", "page") if (value := visit.parameter(name))]
    query = urlencode([*kept, *(("open", identifier) for identifier in opened)])
    return visit.path(f"/matrix{query and '?'}{query}{fragment}")
