"""Other catalogs of models beside the documents of developers, as they were at the time of the edition."""

from collections.abc import Iterable
from itertools import groupby

from llm_kb.site import paging
from llm_kb.site.pages import options
from llm_kb.site.visit import Page, Row, Visit
from llm_kb.wording import CATALOG_OUTCOMES

VALUES = 100
"""Number of values on one page of the list."""
FIRST_SHOWN = "differs"
"""The outcome whose values are listed as long as no other is chosen."""
OUTCOMES = {**CATALOG_OUTCOMES, "all": "every outcome"}
"""The outcomes with their names in the filter."""


async def show(visit: Visit) -> Page:
    """How many values of each catalog agree, and the values by outcome with both sides."""
    filters = {name: visit.parameter(name) for name in ("catalog", "attribute", "institution", "model")}
    outcome = visit.parameter("outcome").lower().replace("-", " ") or FIRST_SHOWN
    chosen = "" if outcome == "all" else outcome
    numbers = await visit.query_cached("catalogs_in_numbers")
    pagination, found = await paging.query(
        visit, VALUES, "values_in_all", "catalogs_compared", **filters, outcome=chosen
    )
    return Page(
        "catalogs",
        "Other catalogs",
        "What other catalogs of models say, value by value, beside what the documents of developers say.",
        {
            "numbers": numbers,
            "catalogs": _catalogs(numbers),
            "found": found,
            "unknown": await visit.unknown_value(found),
            "pagination": pagination,
            "outcome": outcome,
            "outcomes": [*OUTCOMES.items()],
            "filters": filters,
            "institutions": await options.institutions(visit),
            "attributes": sorted({(row["attribute"], row["attribute_name"]) for row in numbers}),
        },
    )


def _catalogs(numbers: Iterable[Row]) -> list[tuple[Row, list[Row]]]:
    """The rows of each catalog, behind the first of them."""
    by_catalog = [list(rows) for _, rows in groupby(numbers, key=lambda row: row["source_id"])]
    return [(rows[0], rows) for rows in by_catalog]
