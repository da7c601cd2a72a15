"""How the choices change over the years."""

from itertools import groupby

from llm_kb.site.pages.home import by_dimension
from llm_kb.site.visit import Page, Row, Visit

MAX_TECHNIQUES = 10
"""How many techniques of each year are listed."""


async def show(visit: Visit) -> Page:
    """The trends."""
    adoption = await visit.query("most_adopted_by_year", limit=str(MAX_TECHNIQUES))
    dimensions = []
    for dimension in by_dimension(await visit.query_cached("questions")):
        result = await visit.query("trend_of_groups", dimension=dimension["name"])
        dimensions.append({**dimension, "result": result, "drawing": await visit.draw("trends", result.rows)})
    return Page(
        "trends",
        "Trends",
        "Which techniques the models of each year use or introduce, by dimension of design.",
        {
            "dimensions": dimensions,
            "sizes": sorted({(row["year"], row["releases_of_year"]) for row in (await visit.query("trend_of_groups"))}),
            "adoption": adoption,
            "years": _years(adoption.rows),
        },
    )


def _years(rows: list[Row]) -> list[tuple[int, list[Row]]]:
    """The techniques of each year that several models adopt."""
    return [
        (year, list(of_year))
        for year, of_year in groupby((row for row in rows if row["models"] > 1), key=lambda row: row["year"])
    ]
