"""The table of models and the specifications of several models, recomputed in plain Python."""

from typing import Any

from llm_kb.queries import listed_values

from .oracle import Answer, Knowledge, Oracle, Row
from .oracle_documents import cells, sheets
from .oracle_lists import model_list
from .oracle_rows import window


def model_table(kb: Knowledge, limit: str, offset: str, sort: str, **wanted: str) -> Answer:
    """Identifier, context length and number of all rows."""
    asked = {**dict.fromkeys(("model", "surveyed", "publication", "limit", "offset", "sort"), "")}
    asked |= {name: wanted[name] for name in ("institution", "dimension", "year")}
    listed = {str(row[0]): row for row in model_list(kb, **asked)}
    found = [
        (kb.one("models", model), sheets(kb).get(model))
        for model in listed
        if model in kb.models(wanted["model"]) and _fits(sheets(kb).get(model), **wanted)
    ]
    if wanted["listed"] == "1":
        found = [(model, sheet) for model, sheet in found if model["surveyed"] or sheet is not None]
    found.sort(key=lambda pair: (_order(kb, sort, listed[pair[0]["id"]], pair), _place(kb, pair[0])))
    shown = window(found, limit, offset)
    return [(model["id"], (sheet or {}).get("context_length"), len(found)) for model, sheet in shown]


def _fits(sheet: dict[str, Any] | None, **wanted: str) -> bool:
    sheet = sheet or {}
    words = (("attention", "attention_kind"), ("license", "license"))
    bounds = (("context", "context_length", 1), ("least", "total_parameters", 1), ("most", "total_parameters", -1))
    texts = all(
        wanted[name].lower() in (sheet.get(attribute) or "\0").lower() or not wanted[name] for name, attribute in words
    )
    numbers = all(
        not wanted[name] or (sheet.get(attribute) is not None and sign * (sheet[attribute] - int(wanted[name])) >= 0)
        for name, attribute, sign in bounds
    )
    is_open = not wanted["open"] or sheet.get("open_weights") == int(wanted["open"])
    return (
        texts and numbers and is_open and (not wanted["since"] or (sheet.get("release_date") or "") >= wanted["since"])
    )


def _order(kb: Knowledge, sort: str, row: tuple[Any, ...], pair: tuple[Row, dict[str, Any] | None]) -> tuple[Any, ...]:
    """The key of a model by a column: numbers and dates from the largest, texts from A, missing ones last."""
    model, sheet = pair
    value = (sheet or {}).get(sort)
    _, year, facts, techniques, *_ = row
    orders: dict[str, tuple[Any, ...]] = {
        "model": (model["name"].lower(),),
        "year": (-(year or 0),),
        "facts": (-facts,),
        "techniques": (-techniques,),
        "license": (value is None, str(value).lower()),
        "context_length": (value is None, -(value or 0) if not isinstance(value, str) else 0),
        "release_date": (value is None, [-ord(letter) for letter in str(value)] + [1]),
    }
    return orders.get(sort, ())


def _place(kb: Knowledge, model: Row) -> tuple[Any, ...]:
    return kb.ordinal("institutions", model["institution_id"]), model["name"].lower(), model["id"]


def specifications_of_models(kb: Knowledge, models: str, attributes: str, exactly: str) -> Answer:
    """Model and identifier of each preferred row, attribute by attribute, those of the model itself first."""
    tops = {row["id"] for row in kb.tables["models"] if not row["parent_id"]}
    requested = [kb.models_named(name) for name in listed_values(models)] if models.strip() else [tops]
    places: dict[str, int] = {}
    for place, named in enumerate(requested):
        for model in named:
            places.setdefault(model, place)
    chosen = set(map(str.lower, listed_values(attributes)))
    rows = []
    for place, row in enumerate(cells(kb)):
        for model in places if row["preferred"] and (not chosen or row["attribute_id"] in chosen) else ():
            own = row["model_id"] == model
            if own or (exactly != "1" and row["model_id"] in kb.below("models", [model])):
                key = (kb.ordinal("attributes", row["attribute_id"]), places[model], kb.one("models", model)["name"])
                rows.append(((*key, model, not own, place), (model, row["id"])))
    return [answer for _, answer in sorted(rows)]


OF_MODELS: dict[str, tuple[str, Oracle]] = {
    "model_table": ("model_id, context_length, models_in_all", model_table),
    "specifications_of_models": ("model_id, specification_id", specifications_of_models),
}
"""The columns that are computed anew, and how, by the name of the query."""
