"""The list of models, and the page of one model."""

from itertools import groupby
from urllib.parse import urlsplit

from llm_kb import text
from llm_kb.site import evidence, paging
from llm_kb.site.chips import Chip, by_relation, chips
from llm_kb.site.pages import options, publications, references
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

SORTS = ("institution", "model", "year", "facts", "techniques")
"""Columns that the list can be sorted by."""

MODELS = 200
"""Page size of the list."""

FACTS = 200
"""Maximum number of facts on the page of one model."""

MAX_ROWS = 100
"""Maximum numbers of relatives, lessons, figures and errata on that page."""

ALIKE = 5
"""Maximum number of similar models."""
ALONE = 30
"""Maximum number of techniques that are mentioned for no other model."""


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
        "Every model of the survey with its developer, its year and how much the survey says about its design.",
        {
            "models": models,
            "pagination": pagination,
            "sort": sort,
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
    report = await visit.query("publication_list", publication=str(model["number"])) if model["number"] else None
    apart = await visit.query("distinctive_techniques", model=identifier)
    counts = await visit.query_cached("counts")
    return Page(
        "model",
        model["model"],
        _summary(model),
        {
            "model": model,
            "surveyed_models": (counts.first or {})["surveyed_models"],
            "report_links": _report_links(report.first) if report and report.first else [],
            "facts": facts,
            "overview": _overview(facts, identifier),
            "questions": evidence.by_question(evidence.statements(facts)),
            "alike": await visit.query("similar_models", model=identifier) if model["kind_id"] != "family" else None,
            "apart": apart,
            "alone": [row for row in apart if not row["other_models"]],
            "figures": await visit.query_first(MAX_ROWS, "figures_reported", model=identifier),
            "markers": await visit.query("prompt_markers_of_model", model=identifier),
            "family": await visit.query("family_of_model", model=identifier),
            "lineage": await visit.query_first(MAX_ROWS, "lineage_of_model", model=identifier),
            "bibtex": references.as_bibtex(await references.of(visit, model=identifier)),
            "errata": await visit.query_first(MAX_ROWS, "errata_by_kind", model=identifier),
            "MAX_ROWS": MAX_ROWS,
            "ALIKE": ALIKE,
            "ALONE": ALONE,
        },
    )


def _summary(model: Row) -> str:
    return (
        f"What {model['model']} by {model['institution']} uses, avoids and does without: "
        f"{text.counted(model['facts'], 'fact')} on {text.counted(model['techniques'], 'technique')}, "
        "each with the sentence that says so."
    )


def _report_links(publication: Row) -> list[tuple[str, str]]:
    """Name and URL of each link to a report; those by their address alone are named by their host."""
    links = publications.links_to(publication)
    named = [(name if name != url else urlsplit(url).hostname or url, url) for name, url in links]
    return [(name, url) for name, url in named if not publication["arxiv_id"] or name != "arxiv.org"]


def _overview(facts: LinkedResult, model: str) -> list[tuple[str, list[tuple[str, list[Chip]]]]]:
    """The facts as chips by relation, under the questions of the survey."""
    found = chips(facts, "technique_id", page_model=model)
    groups = groupby(found, key=lambda chip: chip.first["question"])
    return [(question, by_relation(group)) for question, group in groups]
