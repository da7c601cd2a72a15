"""Two to six models side by side: what they share, where they differ, and the evidence behind each cell."""

from collections import Counter
from itertools import groupby

from llm_kb.sidebyside import MAX_MODELS, MIN_MODELS, VERDICTS, Choice, side_by_side
from llm_kb.site import paths
from llm_kb.site.pages import options
from llm_kb.site.visit import MissingError, Page, Row, Visit

VERDICTS_IN_ROW = {"shared", "opposed", "mixed"}
"""Verdicts that are shown in the row itself."""


async def show(visit: Visit) -> Page:
    """The comparison; with fewer than two models only the form."""
    requested = await _requested_models(visit)
    models = requested[:MAX_MODELS]
    is_comparable = len(models) >= MIN_MODELS
    result = (
        await visit.query("choices_of_models", models=", ".join(row["model_id"] for row in models))
        if is_comparable
        else None
    )
    rows = [{**row, "path": paths.of_evidence(row, model=row["model_id"])} for row in result or ()]
    choices = side_by_side(rows, [row["model_id"] for row in models])
    verdict = visit.parameter("show") if visit.parameter("show") in VERDICTS else ""
    shown = [choice for choice in choices if verdict in ("", choice.verdict)]
    names = ", ".join(row["model"] for row in models)
    return Page(
        "compare",
        f"{names} compared" if is_comparable else "Compare models",
        f"The design choices of {names if is_comparable else 'models'} side by side.",
        {
            "models": models,
            "is_comparable": is_comparable,
            "result": result,
            "groups": [
                (name, list(rows)) for name, rows in groupby(shown, key=lambda row: row.technique["technique_group"])
            ],
            "counts": _counts(choices),
            "verdicts": VERDICTS,
            "verdicts_in_row": VERDICTS_IN_ROW,
            "verdict": verdict,
            "model_options": await options.models(visit),
            "slots": range(max(MIN_MODELS, min(MAX_MODELS, len(models) + 1))),
            "too_many": len(requested) > MAX_MODELS,
            "MOST": MAX_MODELS,
        },
    )


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


def _counts(choices: list[Choice]) -> list[tuple[int, str]]:
    """Number and name of each verdict that occurs."""
    numbers = Counter(choice.verdict for choice in choices)
    return [(numbers[verdict], name) for verdict, name in VERDICTS.items() if numbers[verdict]]
