"""The list of models, and the page of one model."""

from itertools import groupby

from llm_kb import text
from llm_kb.site import evidence, paging
from llm_kb.site.pages import options, references
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

SORTS = {
    "institution": "institution",
    "model": "name",
    "year": "year",
    "facts": "number of facts",
    "techniques": "number of techniques",
}
"""Columns that the list can be sorted by."""

MODELS = 200
"""Page size of the list."""

FACTS = 200
"""Maximum number of facts on the page of one model."""

MAX_ROWS = 100
"""Maximum numbers of relatives, lessons, figures and errata on that page."""

LESSONS = {"teacher": "was taught by", "data-source": "got data from", "judge": "was judged by"}
"""Verb of a student's relation to its teacher, by the teacher's role."""

ALIKE = 5
"""Maximum number of similar models."""
APART = 10
"""Maximum number of distinctive techniques."""


async def show_all(visit: Visit) -> Page:
    """The list of models."""
    filters = {name: visit.parameter(name) for name in ("institution", "dimension", "year")}
    surveyed = "" if visit.parameter("all") else "1"
    sort = visit.parameter("sort") if visit.parameter("sort") in SORTS else "institution"
    pagination, models = await paging.query(
        visit, MODELS, "models_in_all", "model_list", **filters, surveyed=surveyed, sort=sort
    )
    return Page(
        "models",
        "Models",
        "Every model of the survey with its maker, its year and what is known of its design.",
        {
            "models": models,
            "pagination": pagination,
            "sort": sort,
            "sorts": SORTS,
            "filters": filters,
            "all": bool(visit.parameter("all")),
            "institutions": await options.institutions(visit),
            "dimensions": options.dimensions(await visit.query_cached("questions")),
            "years": [row["year"] for row in await visit.query_cached("years_of_models", surveyed=surveyed)],
        },
    )


async def show(visit: Visit) -> Page:
    """One model."""
    identifier = visit.path_parameters["model"]
    model = await visit.row_of("model", "model_list", identifier)
    facts = await visit.query_first(FACTS, "facts", model=identifier)
    counts = await visit.query_cached("counts")
    return Page(
        "model",
        model["model"],
        _summary(model),
        {
            "model": model,
            "surveyed_models": (counts.first or {})["surveyed_models"],
            "facts": facts,
            "glance": _glance(facts),
            "questions": evidence.by_question(evidence.statements(facts)),
            "alike": await visit.query("similar_models", model=identifier) if model["kind_id"] != "family" else None,
            "apart": await visit.query("distinctive_techniques", model=identifier),
            "figures": await visit.query_first(MAX_ROWS, "figures_reported", model=identifier),
            "markers": await visit.query("prompt_markers_of_model", model=identifier),
            "family": await visit.query("family_of_model", model=identifier),
            "lessons": LESSONS,
            "lineage": await visit.query_first(MAX_ROWS, "lineage_of_model", model=identifier),
            "bibtex": references.as_bibtex(await references.of(visit, model=identifier)),
            "errata": await visit.query_first(MAX_ROWS, "errata_by_kind", model=identifier),
            "MAX_ROWS": MAX_ROWS,
            "ALIKE": ALIKE,
            "APART": APART,
        },
    )


def _summary(model: Row) -> str:
    return (
        f"What {model['model']} by {model['institution']} uses, avoids and omits: "
        f"{text.counted(model['facts'], 'fact')} about {text.counted(model['techniques'], 'technique')}, "
        "each with the sentence that says so."
    )


def _is_unsure(fact: Row) -> bool:
    return bool(fact["basis"] != "explicit")


def _glance(facts: LinkedResult) -> list[tuple[str, list[tuple[str, list[Row]]]]]:
    """One fact per technique, grouped by question and relation; explicit facts take precedence."""
    glance = []
    for question, group in groupby(facts, key=lambda fact: fact["question"] or "Elsewhere"):
        by_relation: dict[str, dict[str, Row]] = {}
        for fact in sorted(group, key=_is_unsure):
            by_relation.setdefault(fact["relation"], {}).setdefault(fact["technique_id"], fact)
        relations = [(name, list(by_relation[name].values())) for name in evidence.SYMBOLS if name in by_relation]
        glance.append((question, relations))
    return glance
