"""References: the list, and everything that is known of one."""

from collections.abc import Mapping

from llm_kb.site import paging
from llm_kb.site.pages import references
from llm_kb.site.visit import Page, QueryAnswer, Row, Visit

SORTS = {"number": "number", "citations": "times cited", "year": "year"}
"""Columns that the list can be sorted by: numbers from the first, the others from the most or latest."""

PUBLICATIONS = 200
"""How many references stand on one page of the list."""

FACTS = 200
"""How many of the facts are shown beside which one reference is cited."""


async def show_all(visit: Visit) -> Page:
    """The list of references, some on each page."""
    wanted = {name: visit.given(name) for name in ("kind", "year")}
    sort = visit.given("sort") if visit.given("sort") in SORTS else "number"
    numbers = (await visit.ask_once("number_of_publications")).rows
    part = paging.part(visit, PUBLICATIONS, sum(row["publications"] for row in numbers if _fits(row, wanted)))
    sorting = {"sort": sort} if sort != "number" else {}
    publications = await visit.ask("publication_list", **wanted, **sorting, **part.window)
    return Page(
        "publications",
        "References",
        "The survey's references, with slips of the print mended, and what the survey cites each of them for.",
        {
            "publications": part.of(publications),
            "part": part,
            "sort": sort,
            "sorts": SORTS,
            "wanted": wanted,
            "kinds": await visit.ask_once("terms", vocabulary="kind of publication"),
            "years": sorted({row["year"] for row in numbers if row["year"]}, reverse=True),
        },
    )


def _fits(row: Row, wanted: Mapping[str, str]) -> bool:
    """Whether references of a year and a kind are asked for."""
    is_of_kind = wanted["kind"].lower() in ("", row["kind_id"], row["kind"].lower())
    return is_of_kind and wanted["year"] in ("", str(row["year"]))


async def show(visit: Visit) -> Page:
    """One reference."""
    number = visit.named["publication"]
    publication = await visit.the("publication", "publication_list", number)
    entry = await visit.ask("entries_of_references", publication=number)
    cited = await visit.ask("citations_of_publication", publication=number)
    found = await references.of(visit, publication=number)
    return Page(
        "publication",
        f"[{number}] {publication['title']}",
        f"{publication['authors'] or 'No authors named'}, {publication['year'] or 'undated'}: "
        "where the survey cites it, and for what.",
        {
            "publication": publication,
            "entry": entry,
            "corrected": any(row["corrected"] is not None for row in entry),
            "addresses": _addresses(publication),
            "cited": cited,
            "said": _each_once(cited),
            "models": await visit.ask("model_list", publication=number),
            "techniques": await visit.ask("publications_of_techniques", publication=number),
            "facts": await visit.ask_first(FACTS, "facts", publication=number),
            "errata": await visit.ask("errata_by_kind", publication=number),
            "bibtex": await visit.aside(references.as_bibtex, found),
            "csl": await visit.aside(references.as_csl, found),
        },
    )


def _addresses(publication: Row) -> list[tuple[str, str]]:
    """Where the work can be read, each with its name, the address of the list last and none twice."""
    known = (
        ("arXiv", "https://arxiv.org/abs/", publication["arxiv_id"]),
        ("DOI", "https://doi.org/", publication["doi"]),
    )
    found = [(f"{name} {value}", f"{start}{value}") for name, start, value in known if value]
    address = publication["url"]
    is_new = address and address not in {target for _, target in found}
    return [*found, *([(address, address)] if is_new else [])]


def _each_once(cited: QueryAnswer) -> list[Row]:
    """The sentences that cite a work; one that cites it twice is told once."""
    return list({(row["passage_id"], row["statement_id"]): row for row in reversed(cited.rows)}.values())[::-1]
