"""What the forms of several pages offer for choice, where it is not too much to choose from."""

from llm_kb.site.visit import QueryAnswer, Visit

MOST = 500
"""How many things a form offers in a list; of more the name is typed."""

Options = list[tuple[str, str]]
"""Identifiers and names."""


async def institutions(visit: Visit) -> Options | None:
    """The institutions in the order of the survey, or None where they are too many."""
    return await _options(visit, "institution", "institutions")


async def models(visit: Visit) -> Options | None:
    """The models by maker, year and name, or None where they are too many."""
    return await _options(visit, "model", "models")


def dimensions(questions: QueryAnswer) -> Options:
    """The dimensions of the survey, from rows of the named query `questions`."""
    return list(dict.fromkeys((row["dimension_id"], row["dimension"]) for row in questions))


async def _options(visit: Visit, kind: str, counted: str) -> Options | None:
    counts = await visit.ask_once("counts")
    if (counts.first or {})[counted] > MOST:
        return None
    return [(row[f"{kind}_id"], row[kind]) for row in await visit.ask_once(f"{kind}_list")]
