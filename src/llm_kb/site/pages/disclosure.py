"""What developers disclose of their models: attributes by developer, models, and developers by year."""

from collections.abc import Iterable

from llm_kb import specifications, wording
from llm_kb.site import paths
from llm_kb.site.visit import LinkedResult, Page, Row, Visit


async def show(visit: Visit) -> Page:
    """The matrix of attributes and developers, the counts of each model, and the share of each developer by year."""
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
            "models": await visit.query("disclosure_of_models"),
            "years": await visit.query("disclosure_by_institution"),
            "hidden": await visit.query("disclosure_of_attributes", most="0"),
            "path_of_cell": _path_of_cell,
        },
    )


def _groups(attributes: LinkedResult, cells: Iterable[Row]) -> list[tuple[str, list[Row]]]:
    """The attributes of which anything is recorded under their headings, in the order of the headings."""
    recorded = {row["attribute"] for row in cells}
    headings = {each: heading for heading, group in wording.SPECIFICATION_GROUPS.items() for each in group}
    groups: dict[str, list[Row]] = {name: [] for name in (*wording.SPECIFICATION_GROUPS, wording.OTHER_ATTRIBUTES)}
    for row in sorted(attributes, key=lambda row: specifications.place(row["attribute"])):
        if row["attribute"] in recorded:
            groups[headings.get(row["attribute"], wording.OTHER_ATTRIBUTES)].append(row)
    return [(heading, rows) for heading, rows in groups.items() if rows]


def _path_of_cell(row: Row) -> str:
    """The path of the specifications that a cell counts, each with its place."""
    values = (("model", ""), ("attribute", row["attribute"]), ("institution", row["institution_id"]))
    return paths.of_query("specifications_of_model", values)
