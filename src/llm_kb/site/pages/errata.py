"""The list of errata in the sources, the most important first, with their locations."""

from collections import defaultdict
from collections.abc import Iterable

from llm_kb import text
from llm_kb.site import evidence, paging
from llm_kb.site.pages import options
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

FILTERS = ("kind", "status", "model", "section")


async def show(visit: Visit) -> Page:
    """The errata, filtered by type, status, model and section, paginated."""
    filters = {name: visit.parameter(name) for name in FILTERS}
    kinds = await visit.query_cached("terms", vocabulary="kind of erratum")
    statuses = await visit.query_cached("terms", vocabulary="status of an erratum")
    counted = await visit.query("number_of_errata", model=filters["model"], section=filters["section"])
    filters |= {"model": counted.values["model"]}  # the model that the name means
    numbers = [row for row in counted if _matches(row, filters)]
    pagination = paging.paginate(visit, evidence.ERRATA, sum(row["errata"] for row in numbers))
    errata = await visit.query("errata_by_kind", **filters, **pagination.limit_and_offset)
    places = await _places(visit, errata)
    groups = _by_subject(errata, places)
    return Page(
        "errata",
        "Errata",
        "Errors and contradictions in the survey and its companion list, the most important first.",
        {
            "errata": pagination.of(errata),
            "pagination": pagination,
            "unknown": await visit.unknown_value(errata),
            "kinds": kinds,
            "statuses": statuses,
            "models": await options.models(visit),
            "sections": options.sections(await visit.query_cached("questions")),
            "filters": filters,
            "is_filtered": any(filters.values()),
            "groups": groups,
            "meanings": {row["term_id"]: row["definition"] for row in statuses},
            "places": places,
            "place_rows": visit.query_without_rows(
                "places_of_errata", **{name: filters[name] for name in ("kind", "status", "model")}
            ),
        },
    )


def _matches(row: Row, filters: Row) -> bool:
    """Whether a row matches type and status, by identifier or name."""
    return all(filters[name].lower() in ("", row[f"{name}_id"], row[name].lower()) for name in ("kind", "status"))


async def _places(visit: Visit, errata: LinkedResult) -> dict[str, list[tuple[str, Row]]]:
    """The locations of each erratum, each with its name."""
    identifiers = ",".join(row["erratum_id"] for row in errata)
    places_of_erratum = defaultdict(list)
    for row in await visit.query("places_of_errata", erratum=identifiers) if identifiers else ():
        places_of_erratum[row["erratum_id"]].append((_place(row), row))
    return places_of_erratum


def _by_subject(errata: Iterable[Row], places: dict[str, list[tuple[str, Row]]]) -> list[tuple[str, str, list[Row]]]:
    """Anchor, heading and errata of the two parts: what the sources say, and the bibliography."""
    substance: list[Row] = []
    bibliography: list[Row] = []
    for row in errata:
        located = places[row["erratum_id"]]
        is_bibliographic = located and all(place["number"] is not None for _, place in located)
        (bibliography if is_bibliographic else substance).append(row)
    groups = [("text", "In the text and its lists", substance), ("bibliography", "In the bibliography", bibliography)]
    return [group for group in groups if group[2]]


def _place(row: Row) -> str:
    """The location of an error: the sentence, the reference, or else the document."""
    if row["section"] is not None:
        return text.place(row)
    if row["number"] is not None:
        return f"Reference [{row['number']}]"
    return str(row["source_id"]).replace("-", " ").capitalize()
