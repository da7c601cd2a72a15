"""The lineage of models (which learned from which) as a graph and as a list."""

from collections.abc import Iterable

from llm_kb.site import paging
from llm_kb.site.pages import options
from llm_kb.site.visit import Page, Row, Visit

LESSONS = 300
"""Page size of the list and the graph."""


async def show(visit: Visit) -> Page:
    """The lineage of all models, or of the model in the query string."""
    model = visit.parameter("model")
    source = visit.parameter("source") if visit.parameter("source") in dict(options.SOURCES) else ""
    filters = {"model": model, "source": source}
    pagination, lineage = await paging.query(visit, LESSONS, "lessons_in_all", "lineage_of_model", **filters)
    pairs = _pairs(lineage)
    linked = [
        {
            **row,
            "student_url": visit.link("model", row["student_id"]),
            "teacher_url": visit.link("model", row["teacher_id"]),
        }
        for row in (min(rows, key=lambda row: row["basis"] != "explicit") for rows in pairs)
    ]
    facts = await visit.query("facts", fact=",".join(row["fact_id"] for row in lineage)) if lineage.rows else ()
    return Page(
        "lineage",
        "Lineage",
        "Which models were distilled from or initialized from which, and which provided training data or judgments to "
        "others.",
        {
            "lineage": lineage,
            "pagination": pagination,
            "drawing": await visit.draw("lineage", linked),
            "facts": {row["fact_id"]: row for row in facts},
            "models": await _models(visit),
            "selected_model": model,
            "pairs": pairs,
            "source": source,
            "sources": options.SOURCES,
        },
    )


def _pairs(lineage: Iterable[Row]) -> list[list[Row]]:
    """The rows of each pair of models with the same role, in order of first appearance."""
    pairs: dict[tuple[str, str, str], list[Row]] = {}
    for row in lineage:
        pairs.setdefault((row["teacher_id"], row["student_id"], row["role"]), []).append(row)
    return list(pairs.values())


async def _models(visit: Visit) -> options.Options | None:
    """Options from all teachers and students, by name; None if there are too many."""
    lineage = await visit.query("lineage_of_model", limit=str(options.MOST))
    if lineage.first and lineage.first["lessons_in_all"] > options.MOST:
        return None
    names = {row[f"{role}_id"]: row[role] for row in lineage for role in ("student", "teacher")}
    return sorted(names.items(), key=lambda pair: str(pair[1]).casefold())
