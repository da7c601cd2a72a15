"""Two to six models side by side: what they share, where they differ, and the evidence behind each cell."""

from collections import Counter
from itertools import groupby

from llm_kb.sidebyside import MAX_MODELS, MIN_MODELS, VERDICTS, Choice, side_by_side
from llm_kb.site import addresses
from llm_kb.site.pages import options
from llm_kb.site.visit import MissingError, Page, Row, Visit

MARKED = {"shared", "opposed", "mixed"}
"""Verdicts that are told in the row itself."""


async def show(visit: Visit) -> Page:
    """The comparison; with fewer than two models only the choice of them."""
    chosen = await _chosen(visit)
    models = chosen[:MAX_MODELS]
    enough = len(models) >= MIN_MODELS
    answer = (
        await visit.ask("choices_of_models", models=", ".join(row["model_id"] for row in models)) if enough else None
    )
    rows = [{**row, "path": addresses.of_evidence(row, model=row["model_id"])} for row in answer or ()]
    choices = side_by_side(rows, [row["model_id"] for row in models])
    verdict = visit.given("show") if visit.given("show") in VERDICTS else ""
    shown = [choice for choice in choices if verdict in ("", choice.verdict)]
    names = ", ".join(row["model"] for row in models)
    return Page(
        "compare",
        f"{names} compared" if enough else "Compare models",
        f"The design choices of {names if enough else 'models'} side by side.",
        {
            "models": models,
            "enough": enough,
            "answer": answer,
            "groups": [
                (name, list(rows)) for name, rows in groupby(shown, key=lambda row: row.technique["technique_group"])
            ],
            "counts": _counts(choices),
            "verdicts": VERDICTS,
            "marked": MARKED,
            "verdict": verdict,
            "everyone": await options.models(visit),
            "slots": range(max(MIN_MODELS, min(MAX_MODELS, len(models) + 1))),
            "too_many": len(chosen) > MAX_MODELS,
            "MOST": MAX_MODELS,
        },
    )


async def _chosen(visit: Visit) -> list[Row]:
    """The models that are asked for, by any of their names, each once; raises MissingError for one there is not.

    A name may mean several, such as "Gemma 2 and 3".
    """
    found: dict[str, Row] = {}
    for name in visit.all_given("model")[: MAX_MODELS + 1]:
        models = await visit.ask("model_list", model=name)
        if not models:
            raise MissingError("model", name)
        found.update({model["model_id"]: model for model in models if model["model_id"] not in found})
    return list(found.values())


def _counts(choices: list[Choice]) -> list[tuple[int, str]]:
    """How many choices have each verdict that there is."""
    numbers = Counter(choice.verdict for choice in choices)
    return [(numbers[verdict], name) for verdict, name in VERDICTS.items() if numbers[verdict]]
