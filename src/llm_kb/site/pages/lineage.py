"""The lineage of models (which learned from which) as a graph and as a list."""

from llm_kb.site import paging
from llm_kb.site.pages import options
from llm_kb.site.visit import Page, Visit

LESSONS = 100
"""Page size of the list and the graph."""


async def show(visit: Visit) -> Page:
    """The lineage of all models, or of the model in the query string."""
    model = visit.parameter("model")
    pagination, lineage = await paging.query(visit, LESSONS, "lessons_in_all", "lineage_of_model", model=model)
    linked = [
        {
            **row,
            "student_url": visit.link("model", row["student_id"]),
            "teacher_url": visit.link("model", row["teacher_id"]),
        }
        for row in lineage
    ]
    facts = await visit.query("facts", fact=",".join(row["fact_id"] for row in lineage)) if lineage.rows else ()
    return Page(
        "lineage",
        "Lineage",
        "Which models were distilled from which, and which provided training data or judgments to others.",
        {
            "lineage": lineage,
            "pagination": pagination,
            "drawing": await visit.draw("lineage", linked),
            "facts": {row["fact_id"]: row for row in facts},
            "models": await _models(visit),
            "selected_model": model,
        },
    )


async def _models(visit: Visit) -> options.Options | None:
    """Options from all teachers and students, by name; None if there are too many."""
    lineage = await visit.query("lineage_of_model", limit=str(options.MOST))
    if lineage.first and lineage.first["lessons_in_all"] > options.MOST:
        return None
    names = {row[f"{role}_id"]: row[role] for row in lineage for role in ("student", "teacher")}
    return sorted(names.items(), key=lambda pair: str(pair[1]).casefold())
