"""What developers disclose of their models: attributes by developer, and developers by year."""

from collections.abc import Iterable

from llm_kb import wording
from llm_kb.site import paths
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

STATUSES = {"disclosed": "stated", "withheld": "withheld", "not_found": "not found"}
"""The columns that count models, with what they mean."""


async def show(visit: Visit) -> Page:
    """The matrix of attributes and developers, and the share of each developer by year."""
    cells = await visit.query("disclosure_matrix")
    attributes = await visit.query_cached("attribute_list")
    developers = list(dict.fromkeys((row["institution_id"], row["institution"]) for row in cells))
    return Page(
        "disclosure",
        "Disclosure",
        "Which attributes of their models developers state, withhold or leave out in the documents that were read.",
        {
            "cells": cells,
            "developers": developers,
            "groups": _groups(attributes, cells),
            "by_place": {(row["attribute"], row["institution_id"]): row for row in cells},
            "totals": {identifier: _totals(cells, "institution_id", identifier) for identifier, _ in developers},
            "by_attribute": {row["attribute"]: _totals(cells, "attribute", row["attribute"]) for row in attributes},
            "years": await visit.query("disclosure_by_institution"),
            "hidden": await visit.query("disclosure_of_attributes", most="0"),
            "path_of_cell": _path_of_cell,
            "STATUSES": STATUSES,
        },
    )


def _groups(attributes: LinkedResult, cells: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The attributes of which anything is recorded under their headings, in the order of the headings."""
    recorded = {row["attribute"] for row in cells}
    groups: dict[str, list[Row]] = {name: [] for name in (*wording.SPECIFICATION_GROUPS, wording.OTHER_ATTRIBUTES)}
    for row in attributes:
        if row["attribute"] in recorded:
            groups[wording.attribute_heading(row["attribute"])].append(row)
    return [(heading, rows) for heading, rows in groups.items() if rows]


def _totals(cells: Iterable[Row], column: str, value: str) -> dict[str, int]:
    """The sums of the cells with this value in a column."""
    rows = [row for row in cells if row[column] == value]
    return {name: sum(row[name] for row in rows) for name in STATUSES}


def _path_of_cell(row: Row) -> str:
    """The path of the specifications that a cell counts, each with its place."""
    values = (("model", ""), ("attribute", row["attribute"]), ("institution", row["institution_id"]))
    return paths.of_query("specifications_of_model", values)
