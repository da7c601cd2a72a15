"""The charts of the pages: what of its rows each one draws, and how it is told in words."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm_kb.hosting.svg.render import Datum
from llm_kb.site.charts import lineage, words
from llm_kb.text import counted

TECHNIQUES_SHOWN = 15
COLOURS = 9
NO_YEAR = "no year given"
OTHERS = "other institutions"

Data = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Chart:
    """One chart; its specification is the JSON file of its name."""

    query: str
    """The named query whose rows it draws."""
    data: Callable[[Sequence[Datum]], Data]
    """Makes the named data of the specification from the rows."""
    words: Callable[[Sequence[Datum]], str]
    """Tells in a sentence or two what the drawing shows."""


def _columns(rows: Sequence[Datum], *names: str) -> Data:
    return {"rows": [{name: row[name] for name in names} for row in rows]}


def _overview(rows: Sequence[Datum]) -> Data:
    return _columns(rows, "technique_group", "institution", "techniques", "release_names")


def _question(rows: Sequence[Datum]) -> Data:
    shown = set(list(dict.fromkeys(row["technique"] for row in rows))[:TECHNIQUES_SHOWN])
    kept = [row for row in rows if row["technique"] in shown]
    return _columns(kept, "technique", "relation", "releases", "release_names")


def _trends(rows: Sequence[Datum]) -> Data:
    return _columns(rows, "technique_group", "year", "releases", "releases_of_year", "percent", "release_names")


def _technique(rows: Sequence[Datum]) -> Data:
    """A block for each release, stacked in the column of its year, and the number of each column above it."""
    adopters = words.adopters(rows)
    makers = _makers(adopters)
    blocks = []
    for column in _years(adopters):
        members = [row for row in adopters if _year(row) == column]
        members.sort(key=lambda row: (list(makers).index(row["institution"]), row["release"]))
        blocks += [_block(row, place, makers[row["institution"]]) for place, row in enumerate(members, 1)]
    height = Counter(block["year"] for block in blocks)
    years = [
        {"year": year, "place": height[year] + 1, "told": counted(height[year], "release")} for year in _years(adopters)
    ]
    return {"rows": blocks, "years": years}


def _year(row: Datum) -> str:
    return NO_YEAR if row["year"] is None else str(row["year"])


def _years(rows: Sequence[Datum]) -> list[str]:
    """Every year from the first to the last, whether or not a row has it, and a place for rows without one."""
    known = {row["year"] for row in rows if row["year"] is not None}
    years = [str(year) for year in range(min(known), max(known) + 1)] if known else []
    return years + [NO_YEAR] * any(row["year"] is None for row in rows)


def _makers(rows: Sequence[Datum]) -> dict[str, tuple[str, str]]:
    """The legend's entry and the colour of each institution, the most frequent first, the rarest under one name.

    An entry begins with its place, by which the legend is sorted.
    """
    ranked = [name for name, _ in Counter(row["institution"] for row in rows).most_common()]
    named = ranked if len(ranked) <= COLOURS else ranked[: COLOURS - 1]
    places = {name: min(place, COLOURS) for place, name in enumerate(ranked, 1)}
    return {
        name: (f"{place} {name if name in named else OTHERS}", f"var(--c{place})") for name, place in places.items()
    }


def _block(row: Datum, place: int, maker: tuple[str, str]) -> dict[str, Any]:
    told = f"{row['release']} ({row['institution']}, {_year(row)}) {row['relation']} {row['technique_names']}"
    return {
        "release": row["release"],
        "year": _year(row),
        "place": place,
        "maker": maker[0],
        "colour": maker[1],
        "told": told,
    }


CHARTS: Mapping[str, Chart] = {
    "overview": Chart("adoption_of_groups", _overview, words.overview),
    "question": Chart("adoption_of_question", _question, words.question),
    "technique": Chart("adopters_of_technique", _technique, words.technique),
    "trends": Chart("trend_of_groups", _trends, words.trends),
    "lineage": Chart("lineage_of_model", lineage.data, words.lineage),
}
