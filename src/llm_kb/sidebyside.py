"""Compares the design choices of several models, from the rows of the named query `choices_of_models`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from llm_kb.text import PATH_SEPARATOR

Row = dict[str, Any]

MIN_MODELS, MAX_MODELS = 2, 6
"""Minimum and maximum number of models in a comparison."""

ADOPTED = {"uses", "introduces"}
REJECTED = {"avoids", "omits"}
VERDICTS = {
    "shared": "shared by all",
    "opposed": "opposed",
    "mixed": "stated for all, differently",
    "some": "stated for some",
    "one": "stated for one",
}
"""Labels of the verdicts: how the models agree on a technique."""


@dataclass(frozen=True)
class Choice:
    """A row of the comparison: one technique with the facts of each model and the verdict."""

    technique: Row
    """The first row on the technique."""
    verdict: str
    cells: list[list[Row]]
    """The rows of each model on the technique; empty where none is recorded."""


def side_by_side(rows: Iterable[Row], models: Sequence[str]) -> list[Choice]:
    """One choice per technique, in the order of the rows; `models` are identifiers and give the order of cells."""
    choices = []
    for _, group in groupby(rows, key=lambda row: row["technique_id"]):
        technique_rows = list(group)
        cells = [[row for row in technique_rows if row["model_id"] == model] for model in models]
        choices.append(Choice(technique_rows[0], _verdict(cells), cells))
    return choices


def common_techniques(choices: Iterable[Choice]) -> set[str]:
    """Identifiers of the techniques that every model adopts, themselves or as a subtype or supertype.

    A technique agrees with its subtypes, such as reinforcement learning with one of its algorithms, but two subtypes do
    not agree with each other. The rows have a `technique_path`.
    """
    adopted: list[tuple[str, list[set[str]]]] = []
    for choice in choices:
        path = choice.technique["technique_path"]
        sides = [{path} if {row["relation"] for row in cell} & ADOPTED else set() for cell in choice.cells]
        adopted.append((choice.technique["technique_id"], sides))
    paths_by_model = [set().union(*side) for side in zip(*(sides for _, sides in adopted), strict=True)]
    return {
        identifier
        for identifier, sides in adopted
        for path in set().union(*sides)
        if all(any(_agree(path, other) for other in paths) for paths in paths_by_model)
    }


def _agree(path: str, other: str) -> bool:
    """Whether two paths of the taxonomy lie on one line."""
    shorter, longer = sorted((path, other), key=len)
    return longer == shorter or longer.startswith(f"{shorter}{PATH_SEPARATOR}")


def _verdict(cells: list[list[Row]]) -> str:
    stances = [{row["relation"] for row in cell} for cell in cells]
    recorded = [stance for stance in stances if stance]
    pro = any(stance & ADOPTED and not stance & REJECTED for stance in recorded)
    contra = any(stance & REJECTED and not stance & ADOPTED for stance in recorded)
    if pro and contra:
        return "opposed"
    if len(recorded) == len(cells) and (all(stance & ADOPTED for stance in recorded) or set.intersection(*recorded)):
        return "shared"
    if len(recorded) == 1:
        return "one"
    return "mixed" if len(recorded) == len(cells) else "some"
