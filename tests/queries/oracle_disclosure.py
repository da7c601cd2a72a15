"""The named queries over specifications, recomputed: what is compared, counted and divided."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from .oracle import Answer, Knowledge, Oracle, Row
from .oracle_adoption import none_last
from .oracle_documents import cells, is_of_maker, makers_in_numbers, sheets
from .oracle_rows import window


def percent(part: int, whole: int) -> int:
    """A share in percent, halves rounded up."""
    return int(100.0 * part / whole + 0.5)


def chosen(kb: Knowledge, **wanted: str) -> list[Row]:
    """The specifications that fit a choice of model, attribute and so on, in their order."""
    models, makers = kb.models(wanted.get("model", "")), {row["id"] for row in kb.institutions(wanted["institution"])}
    if wanted.get("exactly") == "1" and wanted["model"]:
        models = kb.models_named(wanted["model"])
    attributes = kb.term("attributes", wanted.get("attribute", ""))
    statuses = {name.replace(" ", "-") for name in (wanted.get("status", "").lower(),)} - {""}
    source, preferred = wanted.get("source", "").lower(), wanted.get("preferred", "")
    return [
        row
        for row in cells(kb)
        if row["model_id"] in models
        and row["attribute_id"] in attributes
        and kb.one("models", row["model_id"])["institution_id"] in makers
        and (not statuses or row["status_id"] in statuses)
        and source in ("", row["source_id"], kb.kinds[row["source_id"]])
        and preferred in ("", str(row["preferred"]))
    ]


def specifications_of_model(kb: Knowledge, limit: str, offset: str, **wanted: str) -> Answer:
    return [(row["id"], row["value"], row["preferred"]) for row in window(chosen(kb, **wanted), limit, offset)]


def specifications_of_attribute(kb: Knowledge, **wanted: str) -> Answer:
    rows = [row for row in chosen(kb, preferred="1", **wanted) if row["value"] is not None]

    def order(row: Row) -> tuple[Any, ...]:
        is_date = kb.one("attributes", row["attribute_id"])["kind_id"] == "date"
        date = [-ord(letter) for letter in row["value"]] + [1] if is_date else []
        number = row["number"]
        return row["attribute_id"], number is None, -(number or 0), not is_date, date, row["value"]

    return [(row["attribute_id"], row["id"], row["value"]) for row in sorted(rows, key=order)]


def conflicts_among_documents(kb: Knowledge, limit: str, offset: str, **wanted: str) -> Answer:
    rows = [(row["id"], row["scope"]) for row in chosen(kb, **wanted) if row["conflict"]]
    return window(rows, limit, offset)


def _of_attribute(kb: Knowledge, attribute: str, **wanted: str) -> list[Row]:
    rows = chosen(kb, attribute=attribute, preferred="1", **wanted)
    return [row for row in rows if row["value"] is not None]


def models_by_license(kb: Knowledge, license: str, institution: str) -> Answer:
    rows = _of_attribute(kb, "license", institution=institution)
    rows = [row for row in rows if license.lower() in row["value"].lower()]
    found = [(row, sheets(kb)[row["model_id"]]) for row in sorted(rows, key=lambda row: str(row["value"]))]
    return [
        (row["value"], sheet.get("license_type"), sheet.get("open_weights"), row["model_id"]) for row, sheet in found
    ]


def models_by_context_length(kb: Knowledge, least: str, **wanted: str) -> Answer:
    rows = [row for row in _of_attribute(kb, "context_length", **wanted) if row["number"] >= int(least or 0)]
    return [(row["model_id"], row["number"]) for row in sorted(rows, key=lambda row: -float(row["number"]))]


def chosen_sheets(kb: Knowledge, institution: str, **wanted: str) -> list[tuple[Row, dict[str, Any]]]:
    """The models whose specifications meet conditions, with their sheets."""
    makers = {row["id"] for row in kb.institutions(institution)}
    words = {"attention": "attention_kind", "position": "positional_encoding", "license": "license"}
    found = []
    for identity, sheet in sheets(kb).items():
        model = kb.one("models", identity)
        texts = all(
            not wanted.get(name) or wanted[name].lower() in (sheet.get(attribute) or "\0").lower()
            for name, attribute in words.items()
        )
        is_open = not wanted.get("open") or sheet.get("open_weights") == int(wanted["open"])
        context, total = sheet.get("context_length"), sheet.get("total_parameters")
        enough = not wanted.get("context") or (context is not None and context >= int(wanted["context"]))
        small = not wanted.get("most") or (total is not None and total <= int(wanted["most"]))
        if model["institution_id"] in makers and texts and is_open and enough and small:
            found.append((model, sheet))
    return found


def models_with_specifications(kb: Knowledge, **wanted: str) -> Answer:
    def order(pair: tuple[Row, dict[str, Any]]) -> tuple[Any, ...]:
        date = pair[1].get("release_date")
        return date is None, [-ord(letter) for letter in date or ""] + [1], pair[0]["name"], pair[0]["id"]

    rows = sorted(chosen_sheets(kb, **wanted), key=order)
    return [(model["id"], sheet.get("total_parameters"), sheet.get("release_date")) for model, sheet in rows]


def smallest_models(kb: Knowledge, limit: str, **wanted: str) -> Answer:
    rows = [pair for pair in chosen_sheets(kb, **wanted) if pair[1].get("total_parameters") is not None]

    def order(pair: tuple[Row, dict[str, Any]]) -> tuple[Any, ...]:
        context = pair[1].get("context_length")
        return pair[1]["total_parameters"], context is None, -(context or 0), pair[0]["name"], pair[0]["id"]

    rows = window(sorted(rows, key=order), limit)
    return [(model["id"], sheet["total_parameters"], sheet.get("context_length")) for model, sheet in rows]


def active_and_total_parameters(kb: Knowledge, institution: str) -> Answer:
    rows = []
    for model, sheet in chosen_sheets(kb, institution):
        total, active = sheet.get("total_parameters"), sheet.get("active_parameters")
        if total and active is not None and active <= total:
            share = int(1000 * active / total + 0.5) / 10
            rows.append(((-total, model["name"], model["id"]), (model["id"], total, active, share)))
    return [row for _, row in sorted(rows)]


def disclosed(kb: Knowledge, **wanted: str) -> list[Row]:
    """The preferred specifications but examples and identifiers; what only others than the maker give is not found."""
    rows = [row for row in chosen(kb, preferred="1", **wanted) if row["attribute_id"] in _designed(kb)]
    return [row if is_of_maker(kb, row) else {**row, "value": None, "status_id": "not-found"} for row in rows]


def _designed(kb: Knowledge) -> set[str]:
    return {row["id"] for row in kb.tables["attributes"] if row["kind_id"] not in ("example", "identifier")}


def _counts(rows: Iterable[Row]) -> tuple[int, int, int]:
    statuses = [row["status_id"] if row["value"] is None else "disclosed" for row in rows]
    return statuses.count("disclosed"), statuses.count("withheld"), statuses.count("not-found")


def disclosure_of_attributes(kb: Knowledge, most: str, **wanted: str) -> Answer:
    rows = []
    chosen_rows = disclosed(kb, **wanted)
    for attribute in {row["attribute_id"] for row in chosen_rows}:
        counts = _counts(row for row in chosen_rows if row["attribute_id"] == attribute)
        if counts[0] <= int(most or 10**9):
            share = percent(counts[0], sum(counts))
            rows.append(((share, -counts[1], kb.ordinal("attributes", attribute)), (attribute, *counts, share)))
    return [row for _, row in sorted(rows)]


def disclosure_by_institution(kb: Knowledge, **wanted: str) -> Answer:
    groups: dict[tuple[str, int | None], list[Row]] = {}
    for row in disclosed(kb, **wanted):
        date = sheets(kb)[row["model_id"]].get("release_date")
        maker = kb.one("models", row["model_id"])["institution_id"]
        groups.setdefault((maker, int(date[:4]) if date else None), []).append(row)
    rows = []
    for (maker, year), members in groups.items():
        counts, models = _counts(members), len({row["model_id"] for row in members})
        order = (kb.ordinal("institutions", maker), none_last(year))
        rows.append((order, (maker, year, models, *counts, percent(counts[0], sum(counts)))))
    return [row for _, row in sorted(rows)]


STATUSES = ("stated", "derived", "inherited", "withheld", "not-found")
"""From what says most of an attribute to what says least."""


def disclosure_of_models(kb: Knowledge, surveyed: str, **wanted: str) -> Answer:
    best: dict[str, dict[str, int]] = {}
    for row in disclosed(kb, **wanted):
        of_release = best.setdefault(kb.release(kb.one("models", row["model_id"]))["id"], {})
        place = STATUSES.index(row["status_id"])
        of_release[row["attribute_id"]] = min(place, of_release.get(row["attribute_id"], place))
    rows = []
    for release, attributes in best.items():
        model, places = kb.one("models", release), list(attributes.values())
        if surveyed in ("", str(model["surveyed"])):
            counts = [places.count(place) for place in range(len(STATUSES))]
            order = (-model["surveyed"], -sum(counts[:3]), model["name"], release)
            rows.append((order, (release, *counts, len(_designed(kb)) - len(places))))
    return [row for _, row in sorted(rows)]


def disclosure_matrix(kb: Knowledge, **wanted: str) -> Answer:
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in disclosed(kb, **wanted):
        maker = kb.one("models", row["model_id"])["institution_id"]
        groups.setdefault((row["attribute_id"], maker), []).append(row)
    order = {pair: (kb.ordinal("attributes", pair[0]), kb.ordinal("institutions", pair[1])) for pair in groups}
    return [(*pair, *_counts(groups[pair])) for pair in sorted(groups, key=order.__getitem__)]


def specifications_compared(kb: Knowledge, first: str, second: str) -> Answer:
    """The least value of each side where a name stands for several models."""
    sides = [kb.models_named(name) if name else set(kb.by_id["models"]) for name in (first, second)]
    values: dict[str, list[list[str]]] = {}
    for row in cells(kb):
        for side, models in enumerate(sides):
            if row["preferred"] and row["model_id"] in models:
                found = values.setdefault(row["attribute_id"], [[], []])[side]
                found += [row["value"]] if row["value"] is not None else []
    rows = []
    for attribute in sorted(values, key=lambda each: kb.ordinal("attributes", each)):
        one, two = (min(found, default=None) for found in values[attribute])
        words = ("neither", "only the second", "only the first", "same" if one == two else "different")
        rows.append((attribute, one, two, words[2 * (one is not None) + (two is not None)]))
    return rows


def changes_between_releases(kb: Knowledge, **wanted: str) -> Answer:
    dates: dict[str, str] = {}
    for identity, sheet in sheets(kb).items():
        release, date = kb.release(kb.one("models", identity))["id"], sheet.get("release_date")
        if date:
            dates[release] = min(date, dates.get(release, date))
    said: dict[tuple[str, str], dict[str, set[str]]] = {}
    for row in chosen(kb, preferred="1", **wanted):
        model = kb.one("models", row["model_id"])
        release = kb.release(model)["id"]
        if row["value"] is not None and row["attribute_id"] != "release_date" and release in dates:
            series = said.setdefault((model["institution_id"], row["attribute_id"]), {})
            series.setdefault(release, set()).add(row["value"])
    rows = []
    for (maker, attribute), series in said.items():
        ordered = sorted(series, key=lambda release: (dates[release], release))
        for before, after in pairwise(ordered):
            old, new = (" | ".join(sorted(series[release])) for release in (before, after))
            if old != new:
                name = kb.one("institutions", maker)["name"]
                order = (name, dates[after], after, kb.ordinal("attributes", attribute))
                rows.append((order, (after, attribute, new, old, kb.one("models", before)["name"])))
    return [row for _, row in sorted(rows)]


QUERIES: dict[str, tuple[str, Oracle]] = {
    "active_and_total_parameters": (
        "model_id, total_parameters, active_parameters, percent_active",
        active_and_total_parameters,
    ),
    "changes_between_releases": (
        "release_id, attribute, release_values, previous_values, previous_release",
        changes_between_releases,
    ),
    "conflicts_among_documents": ("specification_id, scope", conflicts_among_documents),
    "disclosure_by_institution": (
        "institution_id, year, models, disclosed, withheld, not_found, percent_disclosed",
        disclosure_by_institution,
    ),
    "disclosure_matrix": ("attribute, institution_id, disclosed, withheld, not_found", disclosure_matrix),
    "disclosure_of_models": (
        "model_id, stated, derived, inherited, withheld, not_found, not_recorded",
        disclosure_of_models,
    ),
    "disclosure_of_attributes": (
        "attribute, disclosed, withheld, not_found, percent_disclosed",
        disclosure_of_attributes,
    ),
    "models_by_context_length": ("model_id, context_length", models_by_context_length),
    "models_by_license": ("license, license_type, open_weights, model_id", models_by_license),
    "makers_in_numbers": ("kind, id, facts, models, adopting_models, techniques, documents", makers_in_numbers),
    "models_with_specifications": ("model_id, total_parameters, release_date", models_with_specifications),
    "smallest_models": ("model_id, total_parameters, context_length", smallest_models),
    "specifications_compared": ("attribute, first_value, second_value, comparison", specifications_compared),
    "specifications_of_attribute": ("attribute, specification_id, value", specifications_of_attribute),
    "specifications_of_model": ("specification_id, value, preferred", specifications_of_model),
}
"""The columns that are computed anew, and how, by the name of the query."""
