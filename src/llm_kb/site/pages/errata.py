"""The list of errata in the sources, by kind, with their locations."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from llm_kb import text
from llm_kb.site import evidence, paging
from llm_kb.site.visit import LinkedResult, Page, Row, Visit


async def show(visit: Visit) -> Page:
    """The errata, filtered by kind and status, paginated."""
    filters = {name: visit.parameter(name) for name in ("kind", "status")}
    kinds = await visit.query_cached("terms", vocabulary="kind of erratum")
    statuses = await visit.query_cached("terms", vocabulary="status of an erratum")
    numbers = [row for row in await visit.query_cached("number_of_errata") if _matches(row, filters)]
    pagination = paging.paginate(visit, evidence.ERRATA, sum(row["errata"] for row in numbers))
    errata = await visit.query("errata_by_kind", **filters, **pagination.limit_and_offset)
    places = await visit.query("places_of_errata", **filters, **pagination.limit_and_offset)
    return Page(
        "errata",
        "Errata",
        "What the survey and its companion list have wrong or contradict themselves in, and how that is known.",
        {
            "errata": pagination.of(errata),
            "pagination": pagination,
            "kinds": kinds,
            "statuses": statuses,
            "filters": filters,
            "groups": _by_kind(errata, kinds),
            "counts_by_kind": _counts_by_kind(numbers),
            "meanings": {row["term_id"]: row["definition"] for row in statuses},
            "places": _by_erratum(places),
            "place_rows": pagination.of(places),
        },
    )


def _matches(row: Row, filters: Mapping[str, str]) -> bool:
    """Whether a row matches the filters, by identifier or name."""
    return all(value.lower() in ("", row[f"{name}_id"], row[name].lower()) for name, value in filters.items())


def _counts_by_kind(numbers: Iterable[Row]) -> list[tuple[str, str, int]]:
    """Identifier, name and number of errata of each kind."""
    counts = Counter[tuple[str, str]]()
    for row in numbers:
        counts[row["kind_id"], row["kind"]] += row["errata"]
    return [(*kind, number) for kind, number in counts.items()]


def _by_kind(errata: LinkedResult, kinds: LinkedResult) -> list[tuple[Row, list[Row]]]:
    """The errata grouped by kind."""
    terms = {row["term_id"]: row for row in kinds}
    groups = groupby(errata, key=lambda row: row["kind_id"])
    return [(terms[kind], list(rows)) for kind, rows in groups]


def _by_erratum(places: LinkedResult) -> dict[str, list[tuple[str, Row]]]:
    """The locations of each erratum, each with its name."""
    places_of_erratum = defaultdict(list)
    for row in places:
        places_of_erratum[row["erratum_id"]].append((_place(row), row))
    return places_of_erratum


def _place(row: Row) -> str:
    """The location of an error: the sentence, the reference, or else the document."""
    if row["section"] is not None:
        return text.place(row)
    if row["number"] is not None:
        return f"Reference [{row['number']}]"
    return str(row["source_id"]).replace("-", " ").capitalize()
