"""The search: one box over everything, ranked, with slips of typing forgiven."""

from dataclasses import dataclass

from llm_kb import text
from llm_kb.site import addresses
from llm_kb.site.pages.missing import nearest_things, vocabulary
from llm_kb.site.visit import Page, QueryAnswer, Row, Visit

KINDS = {
    "model": "Models",
    "technique": "Techniques",
    "institution": "Institutions",
    "question": "Questions",
    "finding": "Findings",
    "publication": "References",
    "fact": "Facts",
}
"""What is searched, in the order in which it is shown."""

SHOWN = 6
"""How many results of each kind are shown at first."""

EXAMPLES = ("GRPO", "Llama 3", "load balancing", "speculative decoding", "Tulu", "reward model", "4.2")


@dataclass(frozen=True)
class Group:
    """The results of one kind."""

    kind: str
    name: str
    total: int
    """How many were found, shown or not."""
    more: bool
    """Whether there are more than were found."""
    rows: list[Row]
    complete: bool
    """Whether all are shown."""


async def show(visit: Visit) -> Page:
    """The results for what is asked, or for what was probably meant; without words a short help."""
    asked = visit.given("q") if text.WORD.search(visit.given("q")) else ""
    kind = visit.given("kind") if visit.given("kind") in KINDS else ""
    words, found = await _found(visit, asked, kind) if asked else ("", None)
    rows = await _with_addresses(visit, found.rows if found else [])
    return Page(
        "search",
        f"Search: {words}" if words else "Search",
        "One box over the models, techniques, institutions, questions, findings, references and facts.",
        {
            "search_words": asked,
            "words": words,
            "kind": kind,
            "kinds": KINDS,
            "found": found,
            "named": [row for row in rows if row["named"]],
            "groups": _groups(rows, None if kind else SHOWN),
            "near": await nearest_things(visit, asked) if asked and not rows else [],
            "examples": EXAMPLES,
        },
    )


async def _found(visit: Visit, asked: str, kind: str) -> tuple[str, QueryAnswer]:
    """What is found for the words as typed, or as probably meant where that finds more to the point."""
    found = await visit.ask("search", words=asked, kind=kind)
    if visit.given("exactly") or _is_named(found):
        return asked, found
    names = await visit.ask("names_like", kind="", like=asked)
    known = (await vocabulary(visit)).with_names(row["name"] for row in names)
    meant = await visit.aside(text.corrected, asked, known)
    if meant == asked:
        return asked, found
    better = await visit.ask("search", words=meant, kind=kind)
    return (meant, better) if better.rows and (not found.rows or _is_named(better)) else (asked, found)


def _is_named(found: QueryAnswer) -> bool:
    return any(row["named"] for row in found)


def _groups(rows: list[Row], shown: int | None) -> list[Group]:
    """The results of each kind beside what is named exactly, at most so many of each."""
    groups = []
    for kind, name in KINDS.items():
        of_kind = [row for row in rows if row["kind"] == kind]
        others = [row for row in of_kind if not row["named"]]
        if others:
            complete = (shown is None or len(others) <= shown) and of_kind[0]["of_kind"] == len(of_kind)
            first = of_kind[0]
            groups.append(Group(kind, name, first["of_kind"], bool(first["more"]), others[:shown], complete))
    return groups


async def _with_addresses(visit: Visit, rows: list[Row]) -> list[Row]:
    """The results, each with the path of its page."""
    findings = await visit.ask_once("findings_of_question", question="")
    sections = {row["finding_id"]: row["section"] for row in findings}
    return [{**row, "path": _path(row, sections)} for row in rows]


def _path(row: Row, sections: dict[str, str | None]) -> str:
    if row["kind"] != "finding":
        return addresses.of(row["kind"], row["id"])
    section = sections[row["id"]]
    return f"{addresses.of('question', section) if section else '/questions'}#{row['id']}"
