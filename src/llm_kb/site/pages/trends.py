"""How the choices change over the years."""

from dataclasses import dataclass
from itertools import groupby

from llm_kb.site.pages import timeline
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

MAX_TECHNIQUES = 12
"""Maximum number of rising and of falling techniques."""
SMALLEST_CHANGE = 0.1
"""Minimum change of the share for a technique to be listed."""
SMALLEST_YEAR = 5
"""Minimum number of releases of a compared year, if two years have as many."""


@dataclass(frozen=True)
class Trend:
    """The adoption of one technique in each year."""

    years: list[Row]
    """Its rows of the named query `trend_of_techniques`, in the order of the years."""
    begin: Row
    """The row of the year from which it is compared."""
    end: Row
    """The row of the year to which it is compared."""

    @property
    def change(self) -> float:
        """How much the share of the releases grew, from -1 to 1."""
        return share(self.end) - share(self.begin)


def share(row: Row) -> float:
    """The share of a year's releases that adopt a technique, from 0 to 1."""
    return float(row["releases"] / row["releases_of_year"])


async def show(visit: Visit) -> Page:
    """The trends by the survey's facts, then those by developers' documents and release dates."""
    techniques = await visit.query("trend_of_techniques")
    groups = await visit.query("trend_of_groups")
    documented = await visit.query("techniques_over_time")
    sizes = sorted({(row["year"], row["releases_of_year"]) for row in groups})
    trends = _trends(techniques, _compared(sizes))
    years_of_documents = sorted({(row["year"], row["releases_of_year"]) for row in documented})
    by_documents = _trends(documented, _compared(years_of_documents))
    return Page(
        "trends",
        "Trends",
        "Which techniques the survey mentions for more or fewer of the models from one year to the next.",
        {
            "techniques": techniques,
            "groups": groups,
            "by_group": [(name, list(rows)) for name, rows in groupby(groups, key=lambda row: row["technique_group"])],
            "sizes": sizes,
            "compared": _compared(sizes),
            "rising": _changed(trends, 1),
            "falling": _changed(trends, -1),
            "documented": documented,
            "documented_sizes": years_of_documents,
            "documented_compared": _compared(years_of_documents),
            "documented_rising": _changed(by_documents, 1),
            "documented_falling": _changed(by_documents, -1),
            "timelines": [await timeline.drawn(visit, number) for number in timeline.NUMBERS],
            "share": share,
        },
    )


def _changed(trends: list[Trend], sign: int) -> list[Trend]:
    """The trends that rise (sign 1) or fall (-1), the largest changes first."""
    large = (trend for trend in trends if sign * trend.change >= SMALLEST_CHANGE)
    return sorted(large, key=lambda trend: -sign * trend.change)[:MAX_TECHNIQUES]


def _compared(sizes: list[tuple[int, int]]) -> list[int]:
    """The last two years that have enough releases, else the last two; fewer where there are none."""
    large = [year for year, number in sizes if number >= SMALLEST_YEAR]
    return (large if len(large) > 1 else [year for year, _ in sizes])[-2:]


def _trends(techniques: LinkedResult, compared: list[int]) -> list[Trend]:
    trends = []
    for _, rows in groupby(techniques, key=lambda row: row["technique_id"]):
        years = list(rows)
        of_year = {row["year"]: row for row in years}
        if len(compared) > 1:
            trends.append(Trend(years, of_year[compared[0]], of_year[compared[1]]))
    return trends
