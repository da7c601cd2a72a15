"""Where documents of one developer give different values for the same attribute of the same model."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from llm_kb.site.pages import options
from llm_kb.site.visit import Page, Row, Visit

VALUES = 1000
"""Maximum number of values on the page."""

MEASURED = ("number", "date", "flag")
"""Kinds of attributes whose values cannot differ by their wording alone."""


@dataclass(frozen=True)
class Conflict:
    """An attribute of a model, for one scope, with the values of the documents."""

    rows: list[Row]
    """Rows of the named query `conflicts_among_documents`, the preferred one first."""

    @property
    def first(self) -> Row:
        """The row that stands for the attribute."""
        return self.rows[0]

    @property
    def values(self) -> list[tuple[Row, list[Row]]]:
        """Each different value by its first row, with the rows of all places that state it."""
        by_value: dict[str, list[Row]] = {}
        for row in self.rows:
            by_value.setdefault(row["value"], []).append(row)
        return [(rows[0], rows) for rows in by_value.values()]


async def show(visit: Visit) -> Page:
    """The conflicts: those of numbers, dates and flags first, then those that may be a matter of wording."""
    filters = {name: visit.parameter(name) for name in ("institution", "attribute", "model")}
    found = await visit.query_first(VALUES, "conflicts_among_documents", **filters)
    attributes = await visit.query_cached("attribute_list")
    measured = {row["attribute"] for row in attributes if row["kind"] in MEASURED}
    conflicts = _conflicts(found)
    parts = (
        ("numbers", "Numbers, dates, yes or no", [each for each in conflicts if each.first["attribute"] in measured]),
        ("wording", "Descriptions", [each for each in conflicts if each.first["attribute"] not in measured]),
    )
    return Page(
        "conflicts",
        "Conflicts among documents",
        "Where a developer's own documents give different values for the same attribute of the same model, with the "
        "place of each.",
        {
            "found": found,
            "unknown": await visit.unknown_value(found),
            "conflicts": conflicts,
            "parts_of_page": [part for part in parts if part[2]],
            "filters": filters,
            "institutions": await options.institutions(visit),
            "attributes": [(row["attribute"], row["name"]) for row in attributes],
            "models": len({each.first["model_id"] for each in conflicts}),
        },
    )


def _conflicts(rows: Iterable[Row]) -> list[Conflict]:
    """The rows by model, attribute and scope, in order of first appearance."""
    conflicts = []
    for _, group in groupby(rows, key=lambda row: (row["model_id"], row["attribute"])):
        by_scope: dict[str | None, list[Row]] = {}
        for row in group:
            by_scope.setdefault(row["scope"], []).append(row)
        conflicts += [Conflict(members) for members in by_scope.values()]
    return conflicts
