"""Full-text search over all kinds of entities, ranked, with spelling correction."""

from dataclasses import dataclass

from llm_kb import text
from llm_kb.site import paths
from llm_kb.site.pages.missing import nearest_things, vocabulary
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

KINDS = {
    "model": "Models",
    "technique": "Techniques",
    "institution": "Institutions",
    "question": "Questions",
    "finding": "Findings",
    "publication": "References",
    "fact": "Facts",
}
"""The kinds of results in display order, with their headings."""

MAX_SHOWN = 6
"""Maximum number of results of each kind when all kinds are searched."""

EXAMPLES = ("GRPO", "Llama 3", "load balancing", "speculative decoding", "Tulu", "reward model", "4.2")


@dataclass(frozen=True)
class ResultGroup:
    """The results of one kind."""

    kind: str
    name: str
    total: int
    """Number of results, shown or not."""
    more: bool
    """Whether `total` is a lower bound."""
    rows: list[Row]
    complete: bool
    """Whether all are shown."""


async def show(visit: Visit) -> Page:
    """The results for the search text, or for its corrected spelling; help if there are no words."""
    search_text = visit.parameter("q") if text.WORD.search(visit.parameter("q")) else ""
    kind = visit.parameter("kind") if visit.parameter("kind") in KINDS else ""
    words, result = await _results_for(visit, search_text, kind) if search_text else ("", None)
    rows = await _with_paths(visit, result.rows if result else [])
    return Page(
        "search",
        f"Search: {words}" if words else "Search",
        "One box over the models, techniques, institutions, questions, findings, references and facts.",
        {
            "search_words": search_text,
            "words": words,
            "kind": kind,
            "kinds": KINDS,
            "result": result,
            "named": [row for row in rows if row["named"]],
            "groups": _groups(rows, None if kind else MAX_SHOWN),
            "suggestions": await nearest_things(visit, search_text) if search_text and not rows else [],
            "examples": EXAMPLES,
        },
    )


async def _results_for(visit: Visit, search_text: str, kind: str) -> tuple[str, LinkedResult]:
    """The words that were searched and the result: as typed, or with corrected spelling if that has better results."""
    result = await visit.query("search", words=search_text, kind=kind)
    if visit.parameter("exactly") or _is_named(result):
        return search_text, result
    names = await visit.query("names_like", kind="", like=search_text)
    known_words = (await vocabulary(visit)).with_names(row["name"] for row in names)
    corrected = await visit.in_thread(text.corrected, search_text, known_words)
    if corrected == search_text:
        return search_text, result
    corrected_result = await visit.query("search", words=corrected, kind=kind)
    return (
        (corrected, corrected_result)
        if corrected_result.rows and (not result.rows or _is_named(corrected_result))
        else (search_text, result)
    )


def _is_named(result: LinkedResult) -> bool:
    return any(row["named"] for row in result)


def _groups(rows: list[Row], limit: int | None) -> list[ResultGroup]:
    """The results by kind, without exact name matches, at most `limit` of each."""
    groups = []
    for kind, name in KINDS.items():
        of_kind = [row for row in rows if row["kind"] == kind]
        others = [row for row in of_kind if not row["named"]]
        if others:
            complete = (limit is None or len(others) <= limit) and of_kind[0]["of_kind"] == len(of_kind)
            first = of_kind[0]
            groups.append(ResultGroup(kind, name, first["of_kind"], bool(first["more"]), others[:limit], complete))
    return groups


async def _with_paths(visit: Visit, rows: list[Row]) -> list[Row]:
    """Add the path of its page to each result."""
    findings = await visit.query_cached("findings_of_question", question="")
    sections = {row["finding_id"]: row["section"] for row in findings}
    return [{**row, "path": _path(row, sections)} for row in rows]


def _path(row: Row, sections: dict[str, str | None]) -> str:
    if row["kind"] != "finding":
        return paths.of(row["kind"], row["id"])
    section = sections[row["id"]]
    return f"{paths.of('question', section) if section else '/questions'}#{row['id']}"
