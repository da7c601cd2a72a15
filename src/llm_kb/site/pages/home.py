"""The front page: description, counts and entry points."""

from itertools import groupby

from llm_kb.queries import get
from llm_kb.site.paths import of_query
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

EXAMPLES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("Which models avoid or do without tensor parallelism?", "avoided_or_omitted", {"technique": "tensor parallelism"}),
    ("Which models use GRPO?", "models_by_technique", {"technique": "grpo"}),
    ("Which models were distilled from which?", "lineage_of_model", {"model": ""}),
    ("Where do claims contradict each other?", "conflicting_claims", {}),
    ("Which techniques do some use and others avoid?", "contested_techniques", {}),
    ("Which figures does the survey report?", "figures_reported", {}),
)
"""Example questions, each with a named query and its parameters."""


WAYS = (
    ("surveyed_models", "models", "/models"),
    ("surveyed_institutions", "developers", "/institutions"),
    ("techniques", "techniques", "/techniques"),
    ("facts", "facts with evidence", "/facts"),
    ("questions", "questions", "/questions"),
    ("publications", "references", "/publications"),
    ("errata", "errata", "/errata"),
)
"""Column of the counts, label and path of each list."""

WAYS_TO_MAKERS = (
    ("facts", "facts of makers' documents", "/facts?source=makers"),
    ("specifications", "specifications", "/models"),
    ("documents", "documents of makers", "/sources"),
)
"""The same of what makers' documents give, by columns of their counts."""

INSTITUTIONS = 30
"""Maximum number of institutions in the table."""


async def show(visit: Visit) -> Page:
    """The front page."""
    counts = await visit.query_cached("counts")
    questions = await visit.query_cached("questions")
    overview = await visit.query("adoption_of_groups", limit=str(INSTITUTIONS))
    findings = await visit.query_cached("findings_of_question", question="")
    makers = (await visit.query_cached("counts_of_makers")).first or {}
    return Page(
        "home",
        "llm-kb: the design choices of large language models",
        visit.knowledge_base.edition.summary,
        {
            "counts": counts,
            "ways": _ways(counts.first or {}, makers),
            "makers": makers,
            "questions": questions,
            "findings": [row for row in findings if row["section"] is None and row["kind"] == "takeaway"],
            "overview": overview,
            "INSTITUTIONS": INSTITUTIONS,
            "adoption": [
                (name, list(rows)) for name, rows in groupby(overview, key=lambda row: row["technique_group"])
            ],
            "developers": list(dict.fromkeys((row["institution_id"], row["institution"]) for row in overview)),
            "most": max((row["techniques"] for row in overview), default=1),
            "dimensions": by_dimension(questions),
            "examples": [
                (question, of_query(name, values.items()), get(name).description) for question, name, values in EXAMPLES
            ],
        },
    )


def _ways(counts: Row, makers: Row) -> list[tuple[int, str, str]]:
    """Number, name and path of each list: of the survey, and of what makers' documents give if there are any."""
    ways = [(counts[column], name, path) for column, name, path in WAYS]
    if not makers["documents"]:
        return ways
    names = {"/models": "models surveyed", "/facts": "facts of the survey", "/errata": "errata of the survey"}
    of_survey = {"/facts": "/facts?source=survey"}
    ways = [(number, names.get(path, name), of_survey.get(path, path)) for number, name, path in ways]
    return [*ways, *((makers[column], name, path) for column, name, path in WAYS_TO_MAKERS)]


def by_dimension(questions: LinkedResult) -> list[Row]:
    """The dimensions of the survey, each with its questions."""
    groups = groupby(questions, key=lambda row: (row["dimension"], row["dimension_description"]))
    return [{"name": name, "description": text, "questions": list(rows)} for (name, text), rows in groups]
