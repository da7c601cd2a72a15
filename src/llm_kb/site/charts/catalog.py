"""The charts of the pages: named query, data sets and alternative text of each."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm_kb.hosting.svg.render import PLACEHOLDER_ORIGIN, Datum
from llm_kb.site.charts import lineage, words
from llm_kb.text import counted

MAX_TECHNIQUES = 15
MAX_COLORS = 9
NO_YEAR = "no year given"
OTHERS = "other institutions"

Datasets = dict[str, list[dict[str, Any]]]


@dataclass(frozen=True)
class Chart:
    """A chart; its Vega specification is the JSON file of its name."""

    query: str
    """The named query of its rows."""
    data: Callable[[Sequence[Datum]], Datasets]
    """Makes the named data sets of the specification from the rows."""
    words: Callable[[Sequence[Datum]], str]
    """Makes the alternative text from the rows."""


def _columns(rows: Sequence[Datum], *names: str) -> Datasets:
    return {"rows": [{name: row[name] for name in names} for row in rows]}


def _question(rows: Sequence[Datum]) -> Datasets:
    shown = set(list(dict.fromkeys(row["technique"] for row in rows))[:MAX_TECHNIQUES])
    selected = [row for row in rows if row["technique"] in shown]
    return _columns(selected, "technique", "relation", "releases", "release_names")


def _technique(rows: Sequence[Datum]) -> Datasets:
    """A block for each release, stacked by year, and the total of each year above its stack."""
    adopters = words.adopters(rows)
    makers = _makers(adopters)
    blocks = []
    for column in _years(adopters):
        members = [row for row in adopters if _year(row) == column]
        members.sort(key=lambda row: (list(makers).index(row["institution"]), row["release"]))
        blocks += [_block(row, position, makers[row["institution"]]) for position, row in enumerate(members, 1)]
    height = Counter(block["year"] for block in blocks)
    years = [
        {"year": year, "place": height[year] + 1, "label": counted(height[year], "release")}
        for year in _years(adopters)
    ]
    return {"rows": blocks, "years": years}


def _year(row: Datum) -> str:
    return NO_YEAR if row["year"] is None else str(row["year"])


def _years(rows: Sequence[Datum]) -> list[str]:
    """All years from the first to the last, without gaps, and a column for rows without a year."""
    known = {row["year"] for row in rows if row["year"] is not None}
    years = [str(year) for year in range(min(known), max(known) + 1)] if known else []
    return years + [NO_YEAR] * any(row["year"] is None for row in rows)


def _makers(rows: Sequence[Datum]) -> dict[str, tuple[str, str]]:
    """Legend label and color of each institution, by frequency; the rarest share one label.

    A label begins with its rank, by which the legend is sorted.
    """
    ranked = [name for name, _ in Counter(row["institution"] for row in rows).most_common()]
    named = ranked if len(ranked) <= MAX_COLORS else ranked[: MAX_COLORS - 1]
    places = {name: min(position, MAX_COLORS) for position, name in enumerate(ranked, 1)}
    return {
        name: (f"{position} {name if name in named else OTHERS}", f"var(--c{position})")
        for name, position in places.items()
    }


def _block(row: Datum, position: int, maker: tuple[str, str]) -> dict[str, Any]:
    label = f"{row['release']} ({row['institution']}, {_year(row)}) {row['relation']} {row['technique_names']}"
    return {
        "release": row["release"],
        "year": _year(row),
        "place": position,
        "maker": maker[0],
        "color": maker[1],
        "label": label,
    }


VERDICTS = (
    ("confirmed", "confirmed", "var(--uses)"),
    ("partly", "partly confirmed", "var(--explores)"),
    ("contradicted", "contradicted", "var(--avoids)"),
    ("not_found", "not found", "var(--c7)"),
    ("no_source", "no document", "var(--c5)"),
    ("unchecked", "not compared", "var(--line)"),
)
"""The columns of verdicts in the order in which they are stacked, with their names and colors."""


def _accuracy(rows: Sequence[Datum]) -> Datasets:
    """A bar for each group, stacked by verdict; a name begins with the position by which the legend is sorted."""
    parts = []
    for row in rows:
        numbers = {**row, "unchecked": row["facts"] - row["checked"]}
        for position, (column, name, color) in enumerate(VERDICTS, 1):
            if numbers[column]:
                label = f"{row['name']}: {counted(numbers[column], 'fact')} {name}"
                part = {"name": row["name"], "verdict": f"{position} {name}", "color": color, "place": position}
                parts.append({**part, "facts": numbers[column], "label": label})
    return {"rows": parts}


def _timeline(rows: Sequence[Datum]) -> Datasets:
    """A point for each model at its release date, which leads to the evidence for its number."""
    makers = _makers(rows)
    return {
        "rows": [
            {
                "time": _time(row["release_date"]),
                "number": row["number"],
                "maker": makers[row["institution"]][0],
                "color": makers[row["institution"]][1],
                "label": f"{row['model']} ({row['institution']}, {row['release_date']}): {row['value']}",
                "url": PLACEHOLDER_ORIGIN + row["url"] if row.get("url") else None,
            }
            for row in rows
        ]
    }


def _time(date: str) -> float:
    """A date such as 2025-08-05 as a year with its fraction; the middle of the month or year where it ends there."""
    year, month, day = (*map(int, date.split("-")), 0, 0)[:3]
    return round(year + ((month - 1 + (day - 0.5 if day else 15) / 31) / 12 if month else 0.5), 3)


CHARTS: Mapping[str, Chart] = {
    "accuracy": Chart("accuracy_of_survey", _accuracy, words.accuracy),
    "question": Chart("adoption_of_question", _question, words.question),
    "technique": Chart("adopters_of_technique", _technique, words.technique),
    "lineage": Chart("lineage_of_model", lineage.data, words.lineage),
    "timeline": Chart("numbers_over_time", _timeline, words.timeline),
}
