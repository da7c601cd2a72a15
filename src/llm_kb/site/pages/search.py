"""Full-text search over all kinds of entities, ranked, with spelling correction."""

from collections import defaultdict
from dataclasses import dataclass

from llm_kb import text
from llm_kb.site import evidence, paths
from llm_kb.site.pages.missing import nearest_things, vocabulary
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

KINDS = {
    "topic": "Not covered",
    "model": "Models",
    "technique": "Techniques",
    "institution": "Developers",
    "question": "Questions",
    "finding": "Findings",
    "specification": "Specifications",
    "fact": "Facts",
    "erratum": "Errata",
    "marker": "Prompt markers",
    "source": "Sources",
    "attribute": "Attributes",
    "term": "Terms",
    "query": "Named queries",
    "publication": "References",
}
"""The kinds of results in display order, with their headings."""

MAX_SHOWN = 6
"""Maximum number of results of each kind when all kinds are searched."""

BEST = 3
"""Number of best results above the groups, unless the text names more."""

MANY_ALIKE = {"fact", "specification"}
"""The kinds of which one result among the best represents the others."""

PAGES_OF_QUERIES = {
    "accuracy_of_survey": "/accuracy",
    "adoption_since_survey": "/since",
    "compare_models": "/compare",
    "conflicts_among_documents": "/conflicts",
    "catalogs_compared": "/catalogs",
    "catalogs_in_numbers": "/catalogs",
    "disclosure_matrix": "/disclosure",
    "errata_by_kind": "/errata",
    "generations": "/generations",
    "numbers_over_time": "/trends",
    "positions_since_survey": "/since",
    "post_training_recipes": "/recipes",
    "source_list": "/sources",
    "techniques_over_time": "/trends",
    "trend_of_techniques": "/trends",
}
"""The pages that show the rows of a named query for people, by the query."""

EXAMPLES = ("who trains with GRPO", "Llama 3", "load balancing", "Tulu", "reward model", "4.2", "llama 3 errata")


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

    @property
    def entries(self) -> list[list[Row]]:
        """The results, facts of one sentence together."""
        entries: dict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            entries[row["statement_id"] or row["id"]].append(row)
        return list(entries.values())


async def show(visit: Visit) -> Page:
    """The results for the search text, or for its corrected spelling; help if there are no words."""
    search_text = visit.parameter("q") if text.WORD.search(visit.parameter("q")) else ""
    kind = visit.parameter("kind") if visit.parameter("kind") in KINDS else ""
    words, result = await _results_for(visit, search_text, kind) if search_text else ("", None)
    rows = await _with_paths(visit, result.rows if result else [])
    named = [row for row in rows if row["named"]]
    best = _best(rows, max(0, BEST - len(named))) if not kind else []
    of_makers = ", specifications, sources" if visit.knowledge_base.edition.documents else ""
    topics = await visit.query_cached("search", words="", kind="topic") if not search_text else ()
    return Page(
        "search",
        f"Search: {words}" if words else "Search",
        f"Search models, techniques, developers, questions, findings, references, facts{of_makers}, errata and terms.",
        {
            "search_words": search_text,
            "words": words,
            "missing": rows[0]["missing"] if rows else None,
            "kind": kind,
            "kinds": KINDS,
            "result": result,
            "named": named,
            "best": best,
            "groups": _groups(rows, best, None if kind else MAX_SHOWN),
            "suggestions": await nearest_things(visit, search_text) if search_text and not rows else [],
            "examples": EXAMPLES,
            "topics": topics,
        },
    )


async def _results_for(visit: Visit, search_text: str, kind: str) -> tuple[str, LinkedResult]:
    """The words that were searched and the result: as typed, or with corrected spelling if that has better results.

    Words that stand together in a title are spelled as they should be, however near a name may be.
    """
    result = await visit.query("search", words=search_text, kind=kind)
    if visit.parameter("exactly") or _is_named(result) or _is_title(search_text, result):
        return search_text, result
    names = await visit.query("names_like", kind="", like=search_text)
    known_words = (await vocabulary(visit)).with_names(row["name"] for row in names)
    corrected = await visit.in_thread(text.corrected, search_text, known_words)
    if corrected == search_text:
        return search_text, result
    corrected_result = await visit.query("search", words=corrected, kind=kind)
    finds_more = bool(corrected_result.rows) and (not result.rows or _missing(corrected_result) < _missing(result))
    return (corrected, corrected_result) if finds_more or _is_named(corrected_result) else (search_text, result)


def _best(rows: list[Row], number: int) -> list[Row]:
    """The best results that are not named; several facts, or several specifications, only where there is nothing else.

    They are many and alike, such as the context lengths of all models.
    """
    unnamed = [row for row in rows if not row["named"]]
    first = {row["kind"]: row for row in reversed(unnamed)}
    repeated = [row for row in unnamed if row["kind"] in MANY_ALIKE and row is not first[row["kind"]]]
    return [*(row for row in unnamed if row not in repeated), *repeated][:number]


def _is_named(result: LinkedResult) -> bool:
    return bool(result.first and result.first["named"])


def _is_title(search_text: str, result: LinkedResult) -> bool:
    """Whether a title contains every word of the text."""
    words = _plain_words(search_text)
    return any(words <= _plain_words(row["title"]) for row in result.rows)


def _plain_words(words: str) -> set[str]:
    return set(text.WORD.findall(text.plain(words)))


def _missing(result: LinkedResult) -> int:
    """Number of words of a search text that occur nowhere."""
    return len(((result.first or {}).get("missing") or "").split())


def _groups(rows: list[Row], best: list[Row], limit: int | None) -> list[ResultGroup]:
    """The results by kind without the best ones, at most `limit` of each."""
    groups = []
    for kind, name in KINDS.items():
        of_kind = [row for row in rows if row["kind"] == kind]
        others = [row for row in of_kind if not row["named"] and row not in best]
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
    kind, identifier = row["kind"], row["id"]
    if kind == "finding":
        section = sections[identifier]
        return f"{paths.of('question', section) if section else '/questions'}#{identifier}"
    if kind == "erratum":
        return evidence.erratum_path(identifier, row["erratum_place"])
    if kind == "topic":
        return f"/search#{identifier}"
    if kind == "marker":
        return paths.of_query("prompt_markers_of_model", [("model", identifier)])
    if kind == "specification":
        model, _, attribute = identifier.partition("/")
        return f"{paths.of('model', model)}#{attribute or 'specifications'}"
    if kind == "source":
        return f"/sources/{identifier}"
    if kind == "attribute":
        return paths.of_query("specifications_of_attribute", [("attribute", identifier)])
    if kind == "term":
        return paths.of_query("terms", [("vocabulary", identifier.partition("/")[0])])
    if kind == "query":
        return PAGES_OF_QUERIES.get(identifier) or paths.of_query(identifier)
    return paths.of(kind, identifier)
