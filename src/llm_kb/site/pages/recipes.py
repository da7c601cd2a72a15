"""Post-training recipes: one row per model, one column per step."""

from dataclasses import dataclass
from itertools import groupby

from llm_kb.site import paging
from llm_kb.site.pages import options
from llm_kb.site.paths import of_evidence
from llm_kb.site.visit import Page, Row, Visit

STEPS = (
    "supervised fine-tuning",
    "preference optimization",
    "reinforcement learning",
    "reward",
    "rejection sampling",
    "model merging",
    "distillation",
)
"""The steps of the named query `post_training_recipes`, in their order."""

RELEASES = 60
"""Page size in releases."""


@dataclass(frozen=True)
class Recipe:
    """A row: a release with the facts on each step."""

    model: Row
    """Its first row of the named query."""
    cells: list[list[Row]]


async def show(visit: Visit) -> Page:
    """The recipes."""
    source = options.source(visit)
    surveyed = "" if visit.parameter("all") or source == options.MAKERS else "1"
    filters = {"institution": visit.parameter("institution"), "surveyed": surveyed, "source": source}
    releases = await visit.query("number_of_releases", **filters)
    pagination = paging.paginate(visit, RELEASES, (releases.first or {})["releases"])
    result = await visit.query("post_training_recipes", **filters, **pagination.limit_and_offset)
    rows = [{**row, "path": of_evidence(row, release=row["model_id"], source=source)} for row in result]
    recipes = []
    for _, of_release in groupby(rows, key=lambda row: row["model_id"]):
        found = list(of_release)
        recipes.append(Recipe(found[0], [[row for row in found if row["step"] == step] for step in STEPS]))
    return Page(
        "recipes",
        "Post-training recipes",
        f"How each model is post-trained, as far as {'the survey says' if source == 'survey' else 'makers say'}, from "
        "fine-tuning to rewards and distillation.",
        {
            "recipes": recipes,
            "result": pagination.of(result),
            "pagination": pagination,
            "unknown": await visit.unknown_value(result),
            "steps": STEPS,
            "mentioned": [sum(bool(recipe.cells[place]) for recipe in recipes) for place in range(len(STEPS))],
            "relations": list(dict.fromkeys(row["relation"] for row in rows)),
            "institutions": await options.institutions(visit),
            "institution": filters["institution"],
            "source": source,
            "sources": options.SOURCES,
            "kept": {name: value for name in ("institution", "all") if (value := visit.parameter(name))},
            "all": bool(visit.parameter("all")),
        },
    )
