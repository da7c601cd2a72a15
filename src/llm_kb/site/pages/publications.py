"""The list of references, and the page of one reference."""

from collections.abc import Mapping

from llm_kb.site import paging
from llm_kb.site.pages import references
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

SORTS = {"number": "number", "citations": "times cited", "year": "year"}
"""Columns that the list can be sorted by: numbers ascending, the others descending."""

PUBLICATIONS = 200
"""Page size of the list."""

FACTS = 200
"""Maximum number of facts on the page of one reference."""


async def show_all(visit: Visit) -> Page:
    """The filtered list of references, paginated."""
    filters = {name: visit.parameter(name) for name in ("kind", "year")}
    sort = visit.parameter("sort") if visit.parameter("sort") in SORTS else "number"
    numbers = (await visit.query_cached("number_of_publications")).rows
    pagination = paging.paginate(
        visit, PUBLICATIONS, sum(row["publications"] for row in numbers if _matches(row, filters))
    )
    sorting = {"sort": sort} if sort != "number" else {}
    publications = await visit.query("publication_list", **filters, **sorting, **pagination.limit_and_offset)
    return Page(
        "publications",
        "References",
        "The survey's references, with printing errors corrected, and what the survey cites each of them for.",
        {
            "publications": pagination.of(publications),
            "pagination": pagination,
            "unknown": await visit.unknown_value(publications),
            "sort": sort,
            "sorts": SORTS,
            "filters": filters,
            "kinds": await visit.query_cached("terms", vocabulary="kind of publication"),
            "years": sorted({row["year"] for row in numbers if row["year"]}, reverse=True),
        },
    )


def _matches(row: Row, filters: Mapping[str, str]) -> bool:
    """Whether a row matches the filters."""
    is_of_kind = filters["kind"].lower() in ("", row["kind_id"], row["kind"].lower())
    return is_of_kind and filters["year"] in ("", str(row["year"]))


async def show(visit: Visit) -> Page:
    """One reference."""
    number = visit.path_parameters["publication"]
    publication = await visit.row_of("publication", "publication_list", number)
    entry = await visit.query("entries_of_references", publication=number)
    cited = await visit.query("citations_of_publication", publication=number)
    reference_list = await references.of(visit, publication=number)
    return Page(
        "publication",
        f"[{number}] {publication['title']}",
        f"{publication['authors'] or 'No authors named'}, {publication['year'] or 'undated'}: "
        "where the survey cites it, and for what.",
        {
            "publication": publication,
            "entry": entry,
            "corrected": any(row["corrected"] is not None for row in entry),
            "links": links_to(publication),
            "cited": cited,
            "citing_statements": _each_once(cited),
            "models": await visit.query("model_list", publication=number),
            "techniques": await visit.query("publications_of_techniques", publication=number),
            "facts": await visit.query_first(FACTS, "facts", publication=number),
            "errata": await visit.query("errata_by_kind", publication=number),
            "bibtex": await visit.in_thread(references.as_bibtex, reference_list),
            "csl": await visit.in_thread(references.as_csl, reference_list),
        },
    )


def links_to(publication: Row) -> list[tuple[str, str]]:
    """Name and URL of each distinct link to the work, the URL of the list of references last."""
    identifiers = (
        ("arXiv", "https://arxiv.org/abs/", publication["arxiv_id"]),
        ("DOI", "https://doi.org/", publication["doi"]),
    )
    links = [(f"{name} {value}", f"{start}{value}") for name, start, value in identifiers if value]
    url = publication["url"]
    is_new = url and url not in {target for _, target in links}
    return [*links, *([(url, url)] if is_new else [])]


def _each_once(cited: LinkedResult) -> list[Row]:
    """The distinct statements that cite a work."""
    return list({(row["passage_id"], row["statement_id"]): row for row in reversed(cited.rows)}.values())[::-1]
