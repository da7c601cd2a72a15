"""Errata: what the sources have wrong, by kind, with every place."""

from collections import defaultdict
from itertools import groupby

from llm_kb.site import evidence
from llm_kb.site.visit import Answer, Page, Row, Visit


async def show(visit: Visit) -> Page:
    """The errata of a kind and a status, or all of them."""
    wanted = {name: visit.given(name) for name in ("kind", "status")}
    errata = await visit.ask("errata_by_kind", **wanted)
    kinds = await visit.ask("terms", vocabulary="kind of erratum")
    statuses = await visit.ask("terms", vocabulary="status of an erratum")
    places = await visit.ask("places_of_errata")
    return Page(
        "errata",
        "Errata",
        "What the survey and its companion list have wrong or contradict themselves in, and how that is known.",
        {
            "errata": errata,
            "kinds": kinds,
            "statuses": statuses,
            "wanted": wanted,
            "groups": _by_kind(errata, kinds),
            "meanings": {row["term_id"]: row["definition"] for row in statuses},
            "places": _by_erratum(places),
            "all_places": places,
        },
    )


def _by_kind(errata: Answer, kinds: Answer) -> list[tuple[Row, list[Row]]]:
    """Each kind that there are errata of, with them."""
    terms = {row["term_id"]: row for row in kinds}
    groups = groupby(errata, key=lambda row: row["kind_id"])
    return [(terms[kind], list(rows)) for kind, rows in groups]


def _by_erratum(places: Answer) -> dict[str, list[tuple[str, Row]]]:
    """The places of each erratum, each with a name of where it is."""
    found = defaultdict(list)
    for row in places:
        found[row["erratum_id"]].append((_place(row), row))
    return found


def _place(row: Row) -> str:
    """Where the slip is: the sentence, the reference, or else the document."""
    if row["section"] is not None:
        return evidence.place(row)
    if row["number"] is not None:
        return f"Reference [{row['number']}]"
    return str(row["source_id"]).replace("-", " ").capitalize()
