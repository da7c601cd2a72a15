"""Errata: what the sources have wrong, by kind, with every place."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby

from llm_kb import text
from llm_kb.site import evidence, paging
from llm_kb.site.visit import Page, QueryAnswer, Row, Visit


async def show(visit: Visit) -> Page:
    """The errata of a kind and a status, or all of them, some on each page."""
    wanted = {name: visit.given(name) for name in ("kind", "status")}
    kinds = await visit.ask_once("terms", vocabulary="kind of erratum")
    statuses = await visit.ask_once("terms", vocabulary="status of an erratum")
    numbers = [row for row in await visit.ask_once("number_of_errata") if _fits(row, wanted)]
    part = paging.part(visit, evidence.ERRATA, sum(row["errata"] for row in numbers))
    errata = await visit.ask("errata_by_kind", **wanted, **part.window)
    places = await visit.ask("places_of_errata", **wanted, **part.window)
    return Page(
        "errata",
        "Errata",
        "What the survey and its companion list have wrong or contradict themselves in, and how that is known.",
        {
            "errata": part.of(errata),
            "part": part,
            "kinds": kinds,
            "statuses": statuses,
            "wanted": wanted,
            "groups": _by_kind(errata, kinds),
            "of_kind": _of_kind(numbers),
            "meanings": {row["term_id"]: row["definition"] for row in statuses},
            "places": _by_erratum(places),
            "all_places": part.of(places),
        },
    )


def _fits(row: Row, wanted: Mapping[str, str]) -> bool:
    """Whether errata of a kind and status are asked for, by identifier or name."""
    return all(asked.lower() in ("", row[f"{name}_id"], row[name].lower()) for name, asked in wanted.items())


def _of_kind(numbers: Iterable[Row]) -> list[tuple[str, str, int]]:
    """Identifier and name of each kind, with the number of its errata."""
    found = Counter[tuple[str, str]]()
    for row in numbers:
        found[row["kind_id"], row["kind"]] += row["errata"]
    return [(*kind, number) for kind, number in found.items()]


def _by_kind(errata: QueryAnswer, kinds: QueryAnswer) -> list[tuple[Row, list[Row]]]:
    """Each kind that there are errata of, with them."""
    terms = {row["term_id"]: row for row in kinds}
    groups = groupby(errata, key=lambda row: row["kind_id"])
    return [(terms[kind], list(rows)) for kind, rows in groups]


def _by_erratum(places: QueryAnswer) -> dict[str, list[tuple[str, Row]]]:
    """The places of each erratum, each with a name of where it is."""
    found = defaultdict(list)
    for row in places:
        found[row["erratum_id"]].append((_place(row), row))
    return found


def _place(row: Row) -> str:
    """Where the slip is: the sentence, the reference, or else the document."""
    if row["section"] is not None:
        return text.place(row)
    if row["number"] is not None:
        return f"Reference [{row['number']}]"
    return str(row["source_id"]).replace("-", " ").capitalize()
