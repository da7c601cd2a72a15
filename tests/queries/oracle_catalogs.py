"""Values of other catalogs beside those of documents, recomputed in plain Python."""

from functools import lru_cache
from typing import Any

from .oracle import Answer, Knowledge, Oracle, Row
from .oracle_disclosure import percent
from .oracle_documents import cells
from .oracle_rows import window

TOLERANCE = 0.05


def _agrees(kind: str, theirs: str | None, ours: Row) -> bool:
    if theirs is None or ours["value"] is None:
        return False
    if kind == "number":
        return abs(float(theirs) - float(ours["number"])) <= TOLERANCE * float(ours["number"])
    shorter, longer = sorted((theirs.lower(), str(ours["value"]).lower()), key=len)
    return longer.startswith(shorter) if kind == "date" else longer == shorter


@lru_cache(maxsize=2)
def compared(kb: Knowledge) -> list[dict[str, Any]]:
    """Every value of a catalog, with the one of a document that it is held against, and the outcome."""
    found = []
    documents = [row for row in cells(kb) if kb.kinds[row["source_id"]] != "catalog"]
    for row in kb.tables["catalog_values"]:
        kind = kb.one("attributes", row["attribute_id"])["kind_id"]
        same = [each for each in documents if all(each[key] == row[key] for key in ("model_id", "attribute_id"))]
        agreeing = [each for each in same if _agrees(kind, row["value"], each)]
        whole = [each for each in same if each["value"] is not None and each["scope"] is None]
        silent = [each for each in same if each["value"] is None and each["scope"] is None]
        ours = next(iter([*agreeing, *whole, *silent]), None)
        value = ours["value"] if ours else None
        if row["value"] is None and value is None:
            continue
        outcome = "only here" if row["value"] is None else "only there" if value is None else "differs"
        found.append({**row, "ours": ours, "outcome": "agrees" if agreeing else outcome})
    return sorted(found, key=lambda row: _place(kb, row))


def _place(kb: Knowledge, row: dict[str, Any]) -> tuple[Any, ...]:
    model, title = kb.one("models", row["model_id"]), kb.one("sources", row["source_id"])["title"]
    ordinals = kb.ordinal("institutions", model["institution_id"]), kb.ordinal("attributes", row["attribute_id"])
    return title, row["source_id"], ordinals[0], model["name"], model["id"], row["entry"], ordinals[1]


def _of_catalog(kb: Knowledge, catalog: str) -> list[dict[str, Any]]:
    wanted = catalog.lower()
    return [
        row
        for row in compared(kb)
        if wanted == row["source_id"] or wanted in kb.one("sources", row["source_id"])["title"].lower()
    ]


def catalogs_compared(kb: Knowledge, outcome: str, catalog: str, limit: str, offset: str, **wanted: str) -> Answer:
    models, makers = kb.models(wanted["model"]), {row["id"] for row in kb.institutions(wanted["institution"])}
    attributes = kb.term("attributes", wanted["attribute"])
    rows = [
        (row["entry"], row["attribute_id"], row["outcome"], row["value"], row["ours"] and row["ours"]["id"])
        for row in _of_catalog(kb, catalog)
        if outcome.lower().replace("-", " ") in ("", row["outcome"])
        and row["model_id"] in models
        and kb.one("models", row["model_id"])["institution_id"] in makers
        and row["attribute_id"] in attributes
    ]
    return window(rows, limit, offset)


def catalogs_in_numbers(kb: Knowledge, catalog: str) -> Answer:
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in _of_catalog(kb, catalog):
        groups.setdefault((row["source_id"], row["attribute_id"]), []).append(row)
    rows = []
    for (source, attribute), members in groups.items():
        outcomes = [row["outcome"] for row in members]
        agree, differ, there, here = map(outcomes.count, ("agrees", "differs", "only there", "only here"))
        share = percent(agree, agree + differ) if agree + differ else None
        models = len({row["model_id"] for row in members})
        order = (kb.one("sources", source)["title"], source, -len(members), attribute)
        rows.append((order, (source, attribute, len(members), models, agree, differ, there, here, share)))
    return [row for _, row in sorted(rows, key=lambda row: row[0])]


CATALOGS: dict[str, tuple[str, Oracle]] = {
    "catalogs_compared": ("entry, attribute, outcome, theirs, specification_id", catalogs_compared),
    "catalogs_in_numbers": (
        "source_id, attribute, compared, models, agree, differ, only_there, only_here, percent_agree",
        catalogs_in_numbers,
    ),
}
"""The queries over catalogs, with the columns that are recomputed."""
