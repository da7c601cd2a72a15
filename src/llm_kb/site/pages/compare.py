"""Two to six models side by side: for each group of techniques what is stated of each, with the evidence behind it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from llm_kb import specifications
from llm_kb.sidebyside import MAX_MODELS, MIN_MODELS, VERDICTS, Choice, common_techniques, side_by_side
from llm_kb.site import paths
from llm_kb.site.pages import options
from llm_kb.site.visit import MissingError, Page, Row, Visit

DIFFERENT = "different"
SHOWN = {DIFFERENT: "differences only", **VERDICTS}
"""Labels of what may be shown instead of everything: the differences, or the techniques of one verdict."""


VARIANTS = 6
"""Maximum number of different values of variants in a cell."""

KEPT = ("model", "section", "stage", "show")
"""Parameters that stay where the other source is chosen."""


@dataclass(frozen=True)
class ComparedGroup:
    """A row of the comparison: a top-level group of techniques."""

    first: Row
    """The first row on a technique of the group."""
    cells: list[list[tuple[Row, bool]]]
    """For each model the rows that are shown, and whether all models share the technique or a subtype."""
    stated: list[bool]
    """For each model whether anything is stated, shown or not."""


async def show(visit: Visit) -> Page:
    """The comparison; with fewer than two models only the form."""
    requested = await _requested_models(visit)
    models = requested[:MAX_MODELS]
    is_comparable = len(models) >= MIN_MODELS
    source = options.source(visit)
    section = visit.parameter("section") if source == "survey" else ""  # which documents of makers lack
    filters = {"section": section, "stage": visit.parameter("stage")}
    names = ", ".join(row["model"] for row in models)
    listed = ", ".join(row["model_id"] for row in models)
    result = await visit.query("choices_of_models", models=listed, source=source, **filters) if is_comparable else None
    rows = [{**row, "path": paths.of_evidence(row, model=row["model_id"], source=source)} for row in result or ()]
    choices = side_by_side(rows, [row["model_id"] for row in models])
    shown = visit.parameter("show") if visit.parameter("show") in SHOWN else ""
    return Page(
        "compare",
        f"{names} compared" if is_comparable else "Compare models",
        f"The design choices of {names if is_comparable else 'models'} side by side.",
        {
            "models": models,
            "is_comparable": is_comparable,
            "result": result,
            "VARIANTS": VARIANTS,
            **await _specifications(visit, models if is_comparable and not any(filters.values()) else [], shown),
            "groups": _groups(choices, shown),
            "counts": _counts(choices),
            "relations": list(dict.fromkeys(row["relation"] for row in rows)),
            "shown": shown,
            "filters": filters,
            "source": source,
            "too_many": len(requested) > MAX_MODELS,
            **await _form(visit, len(models)),
        },
    )


async def _form(visit: Visit, models: int) -> dict[str, object]:
    """What the page's form and links offer, whatever is compared."""
    questions = await visit.query_cached("questions")
    stages = [row["term_id"] for row in await visit.query_cached("terms", vocabulary="stage")]
    return {
        "shown_options": list(SHOWN.items()),
        "sources": options.SOURCES,
        "kept": [(name, value) for name in KEPT for value in visit.parameter_values(name)],
        "questions": options.sections(questions),
        "stages": [(stage, stage) for stage in stages if stage != "unstated"],
        "model_options": await options.models_by_developer(visit),
        "slots": range(max(MIN_MODELS, min(MAX_MODELS, models + 1))),
        "MOST": MAX_MODELS,
    }


async def _specifications(visit: Visit, models: list[Row], shown: str) -> dict[str, object]:
    """The specifications of the models attribute by attribute; all, the shared ones, or the others."""
    identifiers = [row["model_id"] for row in models]
    result = await visit.query("specifications_of_models", models=", ".join(identifiers)) if models else None
    attributes = specifications.side_by_side(result or (), identifiers)
    if shown:
        attributes = [attribute for attribute in attributes if attribute.is_shared == (shown == "shared")]
    return {"specified": result, "attributes": attributes if shown in ("", "shared", DIFFERENT) else []}


async def _requested_models(visit: Visit) -> list[Row]:
    """The distinct models of the query string, by any of their names; raises MissingError for an unknown one.

    A name may mean several, such as "Gemma 2 and 3".
    """
    models_by_id: dict[str, Row] = {}
    for name in visit.parameter_values("model")[: MAX_MODELS + 1]:
        models = await visit.query("model_list", model=name)
        if not models:
            raise MissingError("model", name)
        models_by_id.update({model["model_id"]: model for model in models if model["model_id"] not in models_by_id})
    return list(models_by_id.values())


def _groups(choices: Iterable[Choice], shown: str) -> list[ComparedGroup]:
    groups = []
    for _, of_group in groupby(choices, key=lambda choice: choice.technique["technique_group"]):
        group = list(of_group)
        common = common_techniques(group)
        visible = [
            choice
            for choice in group
            if shown in ("", choice.verdict)
            or (shown == DIFFERENT and choice.verdict != "shared" and choice.technique["technique_id"] not in common)
        ]
        number = len(group[0].cells)
        cells = [
            [(row, row["technique_id"] in common) for choice in visible for row in choice.cells[place]]
            for place in range(number)
        ]
        stated = [any(choice.cells[place] for choice in group) for place in range(number)]
        groups += [ComparedGroup(group[0].technique, cells, stated)] if visible else []
    return groups


def _counts(choices: list[Choice]) -> list[tuple[int, str]]:
    """Number and name of each verdict that occurs."""
    numbers = Counter(choice.verdict for choice in choices)
    return [(numbers[verdict], name) for verdict, name in VERDICTS.items() if numbers[verdict]]
