"""The survey's questions answered anew: what newer models do, and what became of the survey's positions."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from llm_kb.site.pages import timeline
from llm_kb.site.visit import LinkedResult, MissingError, Page, Row, Visit

ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "2.1": ("normalization", "positional_encoding", "input_modalities", "context_extension"),
    "2.2": (),
    "3.1": ("languages",),
    "3.2": ("post_training_stages", "rl_algorithm"),
    "3.3": ("reward_source",),
    "4.1": ("chat_template",),
    "4.2": ("attention_kind", "training_precision"),
    "4.3": ("base_model",),
    "4.4": ("training_hardware", "optimizer"),
}
"""The attributes in words whose values by year belong to a question, by its section."""

TECHNIQUES = 40
"""Maximum number of techniques of a question."""
CHANGES = 8
"""Maximum number of techniques that are named as told more or less often."""
MORE, LESS = "told more often", "told less often"
"""Outcomes of techniques, as in the table `technique_periods`."""
NUMBERS = {"2.2": (timeline.SPARSITY,), "4.2": (timeline.CACHE,)}
"""The numbers over time that belong to a question, by its section."""
NAMES = 8
"""Maximum number of releases named for a value."""


@dataclass(frozen=True)
class Position:
    """A position of the survey on the future, with the techniques that it names."""

    statement: str
    techniques: list[Row]


@dataclass(frozen=True)
class Values:
    """An attribute with the values of its releases, by year, the newest first."""

    result: LinkedResult
    years: list[tuple[int, list[Row]]]


async def show_all(visit: Visit) -> Page:
    """The list of questions, with what changed most in each."""
    questions = await visit.query("questions")
    adoption = await visit.query("adoption_since_survey", question="")
    positions = await visit.query("positions_since_survey")
    by_section: dict[str | None, list[Row]] = defaultdict(list)
    for technique in adoption:
        by_section[technique["section"]].append(technique)
    return Page(
        "since_all",
        "Since the survey",
        "What models released since the survey do differently, question by question, by their developers' documents.",
        {
            "questions": questions,
            "adoption": adoption,
            "positions": positions,
            "outcomes": _outcomes(positions),
            "more": {section: _told(rows, MORE) for section, rows in by_section.items()},
            "less": {section: _told(rows, LESS) for section, rows in by_section.items()},
        },
    )


async def show(visit: Visit) -> Page:
    """The page of one question."""
    section = visit.path_parameters["question"]
    questions = await visit.query("questions")
    found = {row["section"]: row for row in questions}
    if section not in found:
        raise MissingError("question", section)
    adoption = await visit.query("adoption_since_survey", question=section)
    positions = await visit.query("positions_since_survey", question=section)
    return Page(
        "since",
        f"Since the survey: {found[section]['question']}",
        f"What models released since the survey do on section {section}, by their developers' documents.",
        {
            "question": found[section],
            "adoption": adoption,
            "more": _told(adoption.rows, MORE),
            "less": _told(adoption.rows, LESS),
            "positions": [Position(text, list(rows)) for text, rows in groupby(positions, lambda row: row["position"])],
            "behind_positions": positions,
            "values": await _values(visit, section),
            "questions": questions,
            "NAMES": NAMES,
            "TECHNIQUES": TECHNIQUES,
            "timelines": [await timeline.drawn(visit, number) for number in NUMBERS.get(section, ())],
        },
    )


def _outcomes(positions: LinkedResult) -> Mapping[str, Mapping[str, int]]:
    """How many of the techniques of a section's positions have each outcome."""
    outcomes: dict[str, Counter[str]] = defaultdict(Counter)
    for row in positions:
        outcomes[row["section"] or ""][row["outcome"]] += 1
    return outcomes


def _told(rows: list[Row], how: str) -> list[Row]:
    """The techniques that are told more often, or less often, the largest changes first."""
    return sorted((row for row in rows if row["outcome"] == how), key=lambda row: -abs(row["change"]))[:CHANGES]


async def _values(visit: Visit, section: str) -> list[Values]:
    """The values by year of the attributes that belong to a question."""
    found = []
    for attribute in ATTRIBUTES.get(section, ()):
        result = await visit.query("values_over_time", attribute=attribute, limit=str(NAMES))
        years = [(year, list(rows)) for year, rows in groupby(result, lambda row: row["year"])]
        if years:
            found.append(Values(result, years[::-1]))
    return found
