"""Models: the list, and everything that is known of one."""

from itertools import groupby

from llm_kb.site import evidence
from llm_kb.site.pages import references
from llm_kb.site.visit import Answer, Page, Row, Visit

SORTS = {
    "institution": "institution",
    "model": "name",
    "year": "year",
    "facts": "number of facts",
    "techniques": "number of techniques",
}
"""Columns that the list can be sorted by."""

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
    models = await visit.ask("model_list", **wanted, surveyed=surveyed)
    everything = await visit.ask("model_list", surveyed=surveyed)
    sort = visit.given("sort") if visit.given("sort") in SORTS else "institution"
    return Page(
        "models",
        "Models",
        "Every model of the survey with its maker, its year and what is known of its design.",
        {
            "models": models,
            "rows": _sorted(models.rows, sort),
            "sort": sort,
            "sorts": SORTS,
            "wanted": wanted,
            "all": bool(visit.given("all")),
            "institutions": await visit.ask("institution_list"),
            "dimensions": dimensions(await visit.ask("questions")),
            "years": sorted({row["year"] for row in everything if row["year"]}),
        },
    )


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    if sort == "institution":
        return rows
    if sort == "model":
        return sorted(rows, key=lambda row: row["model"].casefold())
    return sorted(rows, key=lambda row: row[sort] or 0, reverse=True)


def dimensions(questions: Answer) -> list[tuple[str, str]]:
    """The identifiers and names of the dimensions, from rows of the named query `questions`."""
    return list(dict.fromkeys((row["dimension_id"], row["dimension"]) for row in questions))


async def show(visit: Visit) -> Page:
    """One model."""
    identifier = visit.named["model"]
    model = await visit.the("model", "model_list", identifier)
    facts = await visit.ask("facts", model=identifier)
    return Page(
        "model",
        model["model"],
        _summary(model),
        {
            "model": model,
            "surveyed_models": len(await visit.ask("model_list", surveyed="1")),
            "facts": facts,
            "glance": _glance(facts),
            "questions": evidence.by_question(evidence.statements(facts)),
            "alike": await visit.ask("similar_models", model=identifier) if model["kind_id"] != "family" else None,
            "apart": await visit.ask("distinctive_techniques", model=identifier),
            "figures": await visit.ask("figures_reported", model=identifier),
            "markers": await visit.ask("prompt_markers_of_model", model=identifier),
            "family": await visit.ask("family_of_model", model=identifier),
            "lessons": LESSONS,
            "lineage": await visit.ask("lineage_of_model", model=identifier),
            "bibtex": references.as_bibtex(await references.of(visit, model=identifier)),
            "errata": await visit.ask("errata_by_kind", model=identifier),
            "ALIKE": ALIKE,
            "APART": APART,
        },
    )


def _summary(model: Row) -> str:
    return (
        f"What {model['model']} by {model['institution']} uses, avoids and omits: "
        f"{evidence.counted(model['facts'], 'fact')} about {evidence.counted(model['techniques'], 'technique')}, "
        "each with the sentence that says so."
    )


def _is_unsure(fact: Row) -> bool:
    return bool(fact["basis"] != "explicit")


def _glance(facts: Answer) -> list[tuple[str, list[tuple[str, list[Row]]]]]:
    """By question and relation one fact of each technique, an explicit one where there is one."""
    glance = []
    for question, group in groupby(facts, key=lambda fact: fact["question"] or "Elsewhere"):
        by_relation: dict[str, dict[str, Row]] = {}
        for fact in sorted(group, key=_is_unsure):
            by_relation.setdefault(fact["relation"], {}).setdefault(fact["technique_id"], fact)
        relations = [(name, list(by_relation[name].values())) for name in evidence.SYMBOLS if name in by_relation]
        glance.append((question, relations))
    return glance
