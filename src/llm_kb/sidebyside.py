"""The design choices of several models side by side, made of rows of the named query `choices_of_models`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

Row = dict[str, Any]

FEWEST, MOST = 2, 6
"""How many models stand side by side."""

ADOPTED = {"uses", "introduces"}
REJECTED = {"avoids", "omits"}
VERDICTS = {
    "shared": "shared by all",
    "opposed": "opposed",
    "mixed": "recorded for all, differently",
    "some": "recorded for some",
    "one": "recorded for one",
}
"""How the models stand to one another in a technique, and how that is called."""


@dataclass(frozen=True)
class Choice:
    """One technique, and how each of the models stands to it."""

    technique: Row
    """The first of the rows that speak of the technique."""
    verdict: str
    cells: list[list[Row]]
    """For each model the rows that tell how it stands to the technique; empty where nothing is said."""


def side_by_side(rows: Iterable[Row], models: Sequence[str]) -> list[Choice]:
    """The techniques that any of the models stands to, in the order of the rows; `models` are identifiers."""
    choices = []
    for _, group in groupby(rows, key=lambda row: row["technique_id"]):
        told = list(group)
        cells = [[row for row in told if row["model_id"] == model] for model in models]
        choices.append(Choice(told[0], _verdict(cells), cells))
    return choices


def _verdict(cells: list[list[Row]]) -> str:
    stances = [{row["relation"] for row in cell} for cell in cells]
    told = [stance for stance in stances if stance]
    pro = any(stance & ADOPTED and not stance & REJECTED for stance in told)
    contra = any(stance & REJECTED and not stance & ADOPTED for stance in told)
    if pro and contra:
        return "opposed"
    if len(told) == len(cells) and (all(stance & ADOPTED for stance in told) or set.intersection(*told)):
        return "shared"
    if len(told) == 1:
        return "one"
    return "mixed" if len(told) == len(cells) else "some"
