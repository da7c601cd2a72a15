"""What changed between the generations of a family."""

from dataclasses import dataclass
from itertools import groupby

from llm_kb.site.pages import options
from llm_kb.site.visit import Page, Row, Visit


@dataclass(frozen=True)
class Step:
    """A release beside its predecessor."""

    first: Row
    """Its first row of the named query."""
    changes: list[Row]


def _models(rows: list[Row]) -> list[tuple[str, str]]:
    """Identifiers and names of all releases that succeed one or are succeeded, by name."""
    named = {(row["release_id"], row["release"]) for row in rows}
    named |= {(row["predecessor_id"], row["predecessor"]) for row in rows}
    return sorted(named, key=lambda pair: pair[1].lower())


async def show(visit: Visit) -> Page:
    """The successions, or those of one line or one developer."""
    filters = {name: visit.parameter(name) for name in ("model", "institution")}
    result = await visit.query("generations", **filters)
    lines = await visit.query_cached("generations")
    steps = []
    for _, rows in groupby(result, key=lambda row: (row["release_id"], row["predecessor_id"])):
        changes = list(rows)
        steps.append(Step(changes[0], changes))
    return Page(
        "generations",
        "What changed between generations",
        "Each release beside the one that it succeeds, as its developer says: the attributes whose values differ.",
        {
            "steps": steps,
            "result": result,
            "filters": filters,
            "unknown": await visit.unknown_value(result),
            "institutions": await options.institutions(visit),
            "models": _models(lines.rows),
        },
    )
