"""References: the list, and everything that is known of one."""

from llm_kb.site.pages import references
from llm_kb.site.visit import Answer, Page, Row, Visit

SORTS = {"number": "number", "citations": "times cited", "year": "year"}
"""Columns that the list can be sorted by."""


async def show_all(visit: Visit) -> Page:
    """The list of references."""
    wanted = {name: visit.given(name) for name in ("kind", "year")}
    publications = await visit.ask("publication_list", **wanted)
    everything = await visit.ask("publication_list")
    sort = visit.given("sort") if visit.given("sort") in SORTS else "number"
    return Page(
        "publications",
        "References",
        "The survey's references, with slips of the print mended, and what the survey cites each of them for.",
        {
            "publications": publications,
            "rows": _sorted(publications.rows, sort),
            "sort": sort,
            "sorts": SORTS,
            "wanted": wanted,
            "kinds": await visit.ask("terms", vocabulary="kind of publication"),
            "years": sorted({row["year"] for row in everything if row["year"]}, reverse=True),
        },
    )


def _sorted(rows: list[Row], sort: str) -> list[Row]:
    """The rows in the order asked for: by number, or the most cited or newest first."""
    return rows if sort == "number" else sorted(rows, key=lambda row: row[sort] or 0, reverse=True)


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
        f"{publication['authors']}, {publication['year'] or 'undated'}: where the survey cites it, and for what.",
        {
            "publication": publication,
            "entry": entry,
            "corrected": any(row["corrected"] is not None for row in entry),
            "addresses": _addresses(publication),
            "cited": cited,
            "said": _each_once(cited),
            "models": await visit.ask("model_list", publication=number),
            "techniques": await visit.ask("publications_of_techniques", publication=number),
            "facts": await visit.ask("facts", publication=number),
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


def _each_once(cited: Answer) -> list[Row]:
    """The sentences that cite a work; one that cites it twice is told once."""
    return list({(row["passage_id"], row["statement_id"]): row for row in reversed(cited.rows)}.values())[::-1]
