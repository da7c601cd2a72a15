"""The list of institutions, and the page of one institution with its models and design choices."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from llm_kb.sidebyside import REJECTED
from llm_kb.site import evidence, paging
from llm_kb.site.chips import Chip, by_relation, chips
from llm_kb.site.pages import options
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

CHOICES = 15
"""Maximum number of techniques in the list of an institution's most frequent choices."""

INSTITUTIONS = 60
"""Page size of the list."""
MODELS = 200
FACTS = 200
ERRATA = 100
"""Maximum numbers of models, facts and errata on the page of one institution."""


@dataclass(frozen=True)
class ModelWithVariants:
    """A model with its variants."""

    model: Row
    variants: list[Row]


async def show_all(visit: Visit) -> Page:
    """The list of institutions, paginated."""
    counts = await visit.query_cached("counts")
    pagination = paging.paginate(visit, INSTITUTIONS, (counts.first or {})["institutions"])
    institutions = await visit.query("institution_list", **pagination.limit_and_offset)
    models = await visit.query("models_of_institutions", **pagination.limit_and_offset)
    releases: dict[str, list[Row]] = defaultdict(list)
    for model in _dated(models):
        releases[model["institution_id"]].append(model)
    of_makers = await options.facts_of_makers(visit, "institution")
    return Page(
        "institutions",
        "Developers",
        "Who developed the models of the survey: how many, when, and how much the survey says about their design"
        f"{', and how much their own documents say' if of_makers else ''}.",
        {
            "institutions": pagination.of(institutions),
            "models": pagination.of(models),
            "pagination": pagination,
            "parts_of_list": [
                ("Developers of the survey's models", [row for row in institutions if row["surveyed"]]),
                ("Developers of other models that it mentions", [row for row in institutions if not row["surveyed"]]),
            ],
            "releases": releases,
            "of_makers": of_makers,
            "left_out": _left_out(institutions, models),
        },
    )


def _left_out(institutions: Iterable[Row], models: Iterable[Row]) -> dict[str, int]:
    """How many models of each institution are missing; none where the models have come to those that are not listed."""
    known = Counter(model["institution_id"] for model in models)
    complete = {model["institution_id"] for model in models if not _stands_alone(model)}
    return {
        identifier: row["models"] - known[identifier]
        for row in institutions
        if (identifier := row["institution_id"]) not in complete
    }


def _stands_alone(model: Row) -> bool:
    """Whether a model is listed by itself, and not as a variant or family."""
    return bool(model["surveyed"]) or model["kind_id"] not in ("family", "variant")


async def show(visit: Visit) -> Page:
    """One institution."""
    identifier = visit.path_parameters["institution"]
    institution = await visit.row_of("institution", "institution_list", identifier)
    name = institution["institution"]
    return Page(
        "institution",
        name,
        f"The models of {name} and what they use, avoid and do without: {institution['facts']} facts of the "
        f"survey on {institution['techniques']} techniques, each with the sentence that says so.",
        {"institution": institution, "CHOICES": CHOICES, **await _contents(visit, identifier)},
    )


async def _contents(visit: Visit, identifier: str) -> Row:
    models = await visit.query_first(MODELS, "model_list", institution=identifier)
    facts = await visit.query_first(FACTS, "facts", institution=identifier, source="survey")
    documents = (await visit.documents()).values()
    choices = await visit.query("choices_of_institution", institution=identifier)
    own = [row for row in models if row["institution_id"] == identifier]
    listed_elsewhere = [row for row in models if row["listed_under_id"] not in (None, row["institution_id"])]
    return {
        "models": models,
        "of_makers": (await options.facts_of_makers(visit, "institution")).get(identifier),
        "of_makers_by_model": await options.facts_of_makers(visit, "model"),
        "published": [document for document in documents if document.row["publisher_id"] == identifier],
        "published_rows": visit.query_without_rows("source_list", institution=identifier),
        "years": _by_year(own),
        "families": [row for row in own if row["kind_id"] == "family" and not row["surveyed"]],
        "listed_elsewhere": [
            (row, await visit.query("errata_by_kind", kind="listing", model=row["model_id"]))
            for row in listed_elsewhere
        ],
        "choices": choices,
        "alone": [row for row in choices if not row["other_institutions"]],
        "declined": _declined(facts),
        "facts": facts,
        "questions": evidence.by_question(evidence.statements(facts)),
        "errata": await visit.query_first(ERRATA, "errata_by_kind", institution=identifier),
    }


def _by_year(models: Iterable[Row]) -> list[tuple[int | None, list[ModelWithVariants]]]:
    """The models with their variants, by the year of their publication; those without one come last."""
    below: dict[str, list[Row]] = defaultdict(list)
    for model in models:
        if not _stands_alone(model):
            below[model["parent_model_id"]].append(model)
    return [
        (year, [ModelWithVariants(model, _variants(model, below)) for model in group])
        for year, group in groupby(_dated(models), key=lambda model: model["year"])
    ]


def _dated(models: Iterable[Row]) -> list[Row]:
    """The models that stand alone by year; those without one come last."""
    return sorted(filter(_stands_alone, models), key=lambda model: (model["year"] is None, model["year"] or 0))


def _variants(model: Row, below: dict[str, list[Row]]) -> list[Row]:
    return [descendant for variant in below[model["model_id"]] for descendant in (variant, *_variants(variant, below))]


def _declined(facts: LinkedResult) -> list[tuple[str, list[Chip]]]:
    """The techniques that its models avoid or do without, as chips by relation."""
    found = chips((fact for fact in facts if fact["relation"] in REJECTED), "release_id", "technique_id")
    return by_relation(found)
