"""Chips: facts of one relation, stage and qualifier, shown as one link that says everything that qualifies them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from llm_kb import wording
from llm_kb.sidebyside import REJECTED
from llm_kb.site import paths

Row = dict[str, Any]

CERTAINTY = ("explicit", "implied", "ambiguous")
"""The bases, the most certain first."""

MAX_NAMES = 2
"""Number of models that are named on a chip; more are counted, and named in its title."""


@dataclass(frozen=True)
class Chip:
    """Facts that differ in sentence and variant alone."""

    facts: list[Row]
    """Rows of the named query `facts`."""
    shows_stage: bool
    """Whether the stage is shown, since it distinguishes the chip from another one or limits a negation."""
    page_model: str = ""
    """Identifier of the model whose page shows it."""

    @property
    def first(self) -> Row:
        """The fact by which it is described."""
        return self.facts[0]

    @property
    def stage(self) -> str:
        """The display name of the stage; empty where it need not be shown."""
        return wording.stage_name(self.first["stage"]) if self.shows_stage else ""

    @property
    def models(self) -> dict[str, str]:
        """The names of its models by identifier."""
        return {fact["model_id"]: fact["model"] for fact in self.facts}

    @property
    def basis(self) -> str:
        """The basis of the model that is least certain, of each model's best one."""
        best: dict[str, int] = {}
        for fact in self.facts:
            place = CERTAINTY.index(fact["basis"])
            best[fact["model_id"]] = min(place, best.get(fact["model_id"], place))
        return CERTAINTY[max(best.values())]

    @property
    def disputed(self) -> bool:
        """Whether an erratum touches one of its facts."""
        return any(fact["disputed"] for fact in self.facts)

    @property
    def path(self) -> str:
        """The page of its only fact, or the list of its facts."""
        whose = {"model": self.page_model} if self.page_model else {"release": self.first["release_id"]}
        source = "survey" if self.first["source_kind"] == "survey" else "makers"
        return paths.of_evidence({**self.first, "facts": len(self.facts)}, **whose, source=source)

    @property
    def whose(self) -> str:
        """The models that it is about, unless that is only the one of the page: their names, or how many."""
        others = [name for identifier, name in self.models.items() if identifier != self.page_model]
        if len(others) <= MAX_NAMES and len(others) == len(self.models):
            return ", ".join(others)
        counted = f"{len(others)} variant{'s' * (len(others) != 1)}" if others else ""
        return f"and {counted}" if counted and len(others) < len(self.models) else counted

    @property
    def title(self) -> str:
        """The facts in full."""
        fact = self.first
        parts = [f"{', '.join(self.models.values())} {wording.relation_name(fact['relation'])} {fact['technique']}"]
        parts += [fact["qualifier"]] if fact["qualifier"] else []
        parts += [wording.stage_name(fact["stage"])]
        note = next((fact["basis_note"] for fact in self.facts if fact["basis"] == self.basis), None)
        parts += [f"{wording.evidence_name(self.basis)}: {note}"] if self.basis != "explicit" else []
        return "; ".join([*parts, *(["questioned by an erratum"] if self.disputed else [])])


def chips(facts: Iterable[Row], *subject: str, page_model: str = "") -> list[Chip]:
    """The facts as chips in order of first appearance.

    `subject` names the columns by which chips are grouped on a page: chips with equal values show their stages.
    """
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for fact in facts:
        own = (*(fact[column] for column in subject), fact["relation"], fact["stage"], fact["qualifier"])
        groups.setdefault(own, []).append(fact)
    beside = Counter(key[: len(subject)] for key in groups)
    return [
        Chip(rows, beside[key[: len(subject)]] > 1 or rows[0]["relation"] in REJECTED, page_model)
        for key, rows in groups.items()
    ]


def by_relation(found: Iterable[Chip]) -> list[tuple[str, list[Chip]]]:
    """The chips grouped by relation, in the order of the relations."""
    groups: dict[str, list[Chip]] = {}
    for chip in found:
        groups.setdefault(chip.first["relation"], []).append(chip)
    return [(relation, groups[relation]) for relation in wording.RELATIONS if relation in groups]
