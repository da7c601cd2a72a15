"""Options of select elements that several pages share."""

from collections.abc import Mapping

from llm_kb.site.visit import LinkedResult, Row, Visit
from llm_kb.wording import short_question

MOST = 1000
"""Maximum number of options of a select element; beyond it a text field is shown."""

Options = list[tuple[str, str]]
"""Identifiers and names."""

MAKERS = "makers"
"""The value of the parameter `source` of named queries for all documents of makers."""
SOURCES: Options = [("survey", "the survey"), (MAKERS, "makers' documents")]
"""The options of a choice between the survey and makers' documents."""


def source(visit: Visit) -> str:
    """The chosen source of the facts of a page: the survey unless makers' documents are requested."""
    return MAKERS if visit.parameter("source") == MAKERS else "survey"


async def facts_of_makers(visit: Visit, kind: str) -> Mapping[str, Row]:
    """What makers' documents state about techniques, models, institutions or questions, in numbers by identifier."""
    rows = await visit.query_cached("makers_in_numbers", kind=kind)
    return {row["id"]: row for row in rows}


async def institutions(visit: Visit) -> Options | None:
    """The institutions in the order of the survey, or None if there are too many."""
    return await _options(visit, "institution", "institutions")


async def models(visit: Visit) -> Options | None:
    """The models by institution, year and name, or None if there are too many."""
    return await _options(visit, "model", "models")


async def models_by_developer(visit: Visit) -> list[tuple[str, Options]] | None:
    """The models of each institution, releases before families and variants, or None if there are too many."""
    if await models(visit) is None:
        return None
    rows = sorted(
        await visit.query_cached("model_list"), key=lambda row: (row["kind_id"] != "release", row["model"].casefold())
    )
    groups: dict[str, Options] = {}
    for row in rows:
        groups.setdefault(row["institution"], []).append((row["model_id"], row["model"]))
    return list(groups.items())


def dimensions(questions: LinkedResult) -> Options:
    """The dimensions of the survey, from rows of the named query `questions`."""
    return list(dict.fromkeys((row["dimension_id"], row["dimension"]) for row in questions))


def sections(questions: LinkedResult) -> Options:
    """The sections of the research questions, from rows of the named query `questions`."""
    return [(row["section"], f"{row['section']} {short_question(row['question'])}") for row in questions]


def short_sections(questions: LinkedResult) -> Options:
    """The sections of the research questions with their short headings, from rows of the named query `questions`."""
    return [(row["section"], short_question(row["question"])) for row in questions]


async def _options(visit: Visit, kind: str, counted: str) -> Options | None:
    counts = await visit.query_cached("counts")
    if (counts.first or {})[counted] > MOST:
        return None
    return [(row[f"{kind}_id"], row[kind]) for row in await visit.query_cached(f"{kind}_list")]
