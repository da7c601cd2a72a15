"""The front page: what this is, how much there is, and the ways in."""

from itertools import groupby

from llm_kb.queries import get
from llm_kb.site.addresses import of_query
from llm_kb.site.visit import Page, QueryAnswer, Row, Visit

EXAMPLES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Which models avoid or omit tensor parallelism?", "avoided_or_omitted", {"technique": "tensor parallelism"}),
    ("Which models use GRPO?", "models_by_technique", {"technique": "grpo"}),
    ("Who learned from whom?", "lineage_of_model", {"model": ""}),
    ("Where do claims contradict each other?", "conflicting_claims", {}),
    ("Which techniques do some use and others avoid?", "contested_techniques", {}),
    ("Which figures does the survey report?", "figures_reported", {}),
)
"""Questions that a named query answers, with its values."""


WAYS = (
    ("surveyed_models", "models", "/models"),
    ("surveyed_institutions", "institutions", "/institutions"),
    ("techniques", "techniques", "/techniques"),
    ("facts", "facts with evidence", "/facts"),
    ("questions", "questions", "/questions"),
    ("publications", "references", "/publications"),
    ("errata", "errata", "/errata"),
)
"""What is counted, how it is called, and where it is listed."""

INSTITUTIONS = 30
"""How many institutions the picture has."""


async def show(visit: Visit) -> Page:
    """The front page."""
    counts = await visit.ask_once("counts")
    questions = await visit.ask_once("questions")
    overview = await visit.ask("adoption_of_groups", limit=str(INSTITUTIONS))
    edition = visit.knowledge_base.edition
    return Page(
        "home",
        "llm-kb: the design choices of large language models",
        edition.description,
        {
            "counts": counts,
            "ways": [((counts.first or {})[column], name, path) for column, name, path in WAYS],
            "questions": questions,
            "overview": overview,
            "INSTITUTIONS": INSTITUTIONS,
            "drawing": await visit.draw("overview", overview.rows),
            "dimensions": by_dimension(questions),
            "examples": [
                (question, of_query(name, values.items()), get(name).description) for question, name, values in EXAMPLES
            ],
        },
    )


def by_dimension(questions: QueryAnswer) -> list[Row]:
    """The dimensions of the survey, each with its questions."""
    groups = groupby(questions, key=lambda row: (row["dimension"], row["dimension_description"]))
    return [{"name": name, "description": text, "questions": list(rows)} for (name, text), rows in groups]
