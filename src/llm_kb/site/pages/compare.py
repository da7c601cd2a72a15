"""Two to six models side by side: what they share, where they differ, and the evidence behind each cell."""

from collections import Counter
from itertools import groupby

from llm_kb.choices import FEWEST, MOST, VERDICTS, side_by_side
from llm_kb.site.visit import MissingError, Page, Row, Visit

MARKED = {"shared", "opposed"}
"""Verdicts that are told in the row itself."""


async def show(visit: Visit) -> Page:
    """The comparison; with fewer than two models only the choice of them."""
    models = await _chosen(visit)
    answer = await visit.ask("choices_of_models", models=", ".join(row["model_id"] for row in models))
    choices = side_by_side(answer.rows, [row["model_id"] for row in models]) if models else []
    verdict = visit.given("show") if visit.given("show") in VERDICTS else ""
    shown = [choice for choice in choices if verdict in ("", choice.verdict)]
    names = ", ".join(row["model"] for row in models)
    enough = len(models) >= FEWEST
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
            "counts": Counter(choice.verdict for choice in choices),
            "verdicts": VERDICTS,
            "marked": MARKED,
            "verdict": verdict,
            "everyone": (await visit.ask("model_list")).rows,
            "slots": range(max(FEWEST, min(MOST, len(models) + 1))),
            "too_many": len(visit.all_given("model")) > MOST,
            "MOST": MOST,
        },
    )


async def _chosen(visit: Visit) -> list[Row]:
    """The models that are asked for, by any of their names, each once; raises MissingError for one there is not."""
    found: dict[str, Row] = {}
    for name in visit.all_given("model")[:MOST]:
        model = (await visit.ask("model_list", model=name)).first
        if model is None:
            raise MissingError("model", name)
        found.setdefault(model["model_id"], model)
    return list(found.values())
