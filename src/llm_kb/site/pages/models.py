"""Models: the list, and everything that is known of one."""

from itertools import groupby

from llm_kb import text
from llm_kb.site import evidence, paging
from llm_kb.site.pages import options, references
from llm_kb.site.visit import Page, QueryAnswer, Row, Visit

SORTS = {
    "institution": "institution",
    "model": "name",
    "year": "year",
    "facts": "number of facts",
    "techniques": "number of techniques",
}
"""Columns that the list can be sorted by."""

MODELS = 200
"""How many models stand on one page of the list."""

FACTS = 200
"""How many facts about one model stand on its page."""

MOST = 100
"""How many relatives, lessons, figures and errata of one model stand there."""

LESSONS = {"teacher": "was taught by", "data-source": "got data from", "judge": "was judged by"}
"""How a student stands to another model, by the role of that model in the lineage."""

ALIKE = 5
"""How many similar models are shown."""
APART = 10
"""How many distinctive techniques are shown."""


async def show_all(visit: Visit) -> Page:
    """The list of models."""
    wanted = {name: visit.given(name) for name in ("institution", "dimension", "year")}
    surveyed = "" if visit.given("all") else "1"
    sort = visit.given("sort") if visit.given("sort") in SORTS else "institution"
    part, models = await paging.ask(
        visit, MODELS, "models_in_all", "model_list", **wanted, surveyed=surveyed, sort=sort
    )
    return Page(
        "models",
        "Models",
        "Every model of the survey with its maker, its year and what is known of its design.",
        {
            "models": models,
            "part": part,
            "sort": sort,
            "sorts": SORTS,
            "wanted": wanted,
            "all": bool(visit.given("all")),
            "institutions": await options.institutions(visit),
            "dimensions": options.dimensions(await visit.ask_once("questions")),
            "years": [row["year"] for row in await visit.ask_once("years_of_models", surveyed=surveyed)],
        },
    )


async def show(visit: Visit) -> Page:
    """One model."""
    identifier = visit.named["model"]
    model = await visit.the("model", "model_list", identifier)
    facts = await visit.ask_first(FACTS, "facts", model=identifier)
    counts = await visit.ask_once("counts")
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
            "alike": await visit.ask("similar_models", model=identifier) if model["kind_id"] != "family" else None,
            "apart": await visit.ask("distinctive_techniques", model=identifier),
            "figures": await visit.ask_first(MOST, "figures_reported", model=identifier),
            "markers": await visit.ask("prompt_markers_of_model", model=identifier),
            "family": await visit.ask("family_of_model", model=identifier),
            "lessons": LESSONS,
            "lineage": await visit.ask_first(MOST, "lineage_of_model", model=identifier),
            "bibtex": references.as_bibtex(await references.of(visit, model=identifier)),
            "errata": await visit.ask_first(MOST, "errata_by_kind", model=identifier),
            "MOST": MOST,
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


def _glance(facts: QueryAnswer) -> list[tuple[str, list[tuple[str, list[Row]]]]]:
    """By question and relation one fact of each technique, an explicit one where there is one."""
    glance = []
    for question, group in groupby(facts, key=lambda fact: fact["question"] or "Elsewhere"):
        by_relation: dict[str, dict[str, Row]] = {}
        for fact in sorted(group, key=_is_unsure):
            by_relation.setdefault(fact["relation"], {}).setdefault(fact["technique_id"], fact)
        relations = [(name, list(by_relation[name].values())) for name in evidence.SYMBOLS if name in by_relation]
        glance.append((question, relations))
    return glance
