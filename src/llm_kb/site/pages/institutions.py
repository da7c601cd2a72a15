"""Institutions: the list, and what one of them builds and chooses."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from llm_kb.site import evidence, paging
from llm_kb.site.visit import Page, QueryAnswer, Row, Visit

CHOICES = 15
"""How many of the techniques that an institution chooses most are shown."""

INSTITUTIONS = 60
"""How many institutions stand on one page of the list."""
MODELS = 200
FACTS = 200
ERRATA = 100
"""How many models, facts and errata of one institution stand on its page."""


@dataclass(frozen=True)
class Made:
    """A model that an institution made, with the variants that the survey names."""

    model: Row
    variants: list[Row]


async def show_all(visit: Visit) -> Page:
    """The list of institutions."""
    counts = await visit.ask_once("counts")
    part = paging.part(visit, INSTITUTIONS, (counts.first or {})["institutions"])
    institutions = await visit.ask("institution_list", **part.window)
    models = await visit.ask("models_of_institutions", **part.window)
    releases: dict[str, list[Row]] = defaultdict(list)
    for model in _dated(models):
        releases[model["institution_id"]].append(model)
    listed = Counter(model["institution_id"] for model in models)
    return Page(
        "institutions",
        "Institutions",
        "Who made the models of the survey: how many, when, and how much is known of their design.",
        {
            "institutions": part.of(institutions),
            "models": part.of(models),
            "part": part,
            "parts_of_list": [
                ("Surveyed institutions", [row for row in institutions if row["surveyed"]]),
                ("Other makers of models that it names", [row for row in institutions if not row["surveyed"]]),
            ],
            "releases": releases,
            "left_out": {row["institution_id"]: row["models"] - listed[row["institution_id"]] for row in institutions},
        },
    )


def _stands_alone(model: Row) -> bool:
    """Whether a model is told of by itself, and not as a variant or as the family of others."""
    return bool(model["surveyed"]) or model["kind_id"] not in ("family", "variant")


async def show(visit: Visit) -> Page:
    """One institution."""
    identifier = visit.named["institution"]
    institution = await visit.the("institution", "institution_list", identifier)
    name = institution["institution"]
    return Page(
        "institution",
        name,
        f"The models of {name} and what they use, avoid and omit: {institution['facts']} facts about "
        f"{institution['techniques']} techniques, each with the sentence that says so.",
        {"institution": institution, "CHOICES": CHOICES, **await _contents(visit, identifier)},
    )


async def _contents(visit: Visit, identifier: str) -> Row:
    models = await visit.ask_first(MODELS, "model_list", institution=identifier)
    facts = await visit.ask_first(FACTS, "facts", institution=identifier)
    choices = await visit.ask("choices_of_institution", institution=identifier)
    own = [row for row in models if row["institution_id"] == identifier]
    differing = [row for row in models if row["listed_under_id"] not in (None, row["institution_id"])]
    return {
        "models": models,
        "years": _by_year(own),
        "families": [row for row in own if row["kind_id"] == "family" and not row["surveyed"]],
        "differing": [
            (row, await visit.ask("errata_by_kind", kind="listing", model=row["model_id"])) for row in differing
        ],
        "choices": choices,
        "alone": [row for row in choices if not row["other_institutions"]],
        "declined": _declined(facts),
        "facts": facts,
        "questions": evidence.by_question(evidence.statements(facts)),
        "errata": await visit.ask_first(ERRATA, "errata_by_kind", institution=identifier),
    }


def _by_year(models: Iterable[Row]) -> list[tuple[int | None, list[Made]]]:
    """The models with their variants, by the year of their publication; those without one come last."""
    below: dict[str, list[Row]] = defaultdict(list)
    for model in models:
        if not _stands_alone(model):
            below[model["parent_model_id"]].append(model)
    return [
        (year, [Made(model, _variants(model, below)) for model in group])
        for year, group in groupby(_dated(models), key=lambda model: model["year"])
    ]


def _dated(models: Iterable[Row]) -> list[Row]:
    """The models that stand alone by year; those without one come last."""
    return sorted(filter(_stands_alone, models), key=lambda model: (model["year"] is None, model["year"] or 0))


def _variants(model: Row, below: dict[str, list[Row]]) -> list[Row]:
    return [found for variant in below[model["model_id"]] for found in (variant, *_variants(variant, below))]


def _declined(facts: QueryAnswer) -> list[tuple[str, list[Row]]]:
    """By relation the first fact of each model and technique that the model avoids or omits."""
    found: dict[str, dict[tuple[str, str], Row]] = {"avoids": {}, "omits": {}}
    for fact in facts:
        if fact["relation"] in found:
            found[fact["relation"]].setdefault((fact["release_id"], fact["technique_id"]), fact)
    return [(relation, list(rows.values())) for relation, rows in found.items() if rows]
