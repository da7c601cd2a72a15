"""Reads Epoch AI's data on AI models, a CSV file with one row per model."""

import csv
from collections.abc import Mapping
from pathlib import Path

from llm_kb.crosscheck.entries import CatalogEntry, date, in_order, number, text
from llm_kb.errors import KnowledgeBaseError, in_one_line

FIELD_SIZE = 2**24
"""Largest size of a cell, in characters."""
NEEDED = ("Model", "Organization", "Publication date", "Parameters")
NUMBERS = {"total_parameters": "Parameters", "training_compute": "Training compute (FLOP)"}
"""The columns of numbers by attribute."""
DATASET, EPOCHS, BASE = "Training dataset size (datapoints)", "Epochs", "Base model"
ACCESS = "Model accessibility"
OPEN, CLOSED = "Open weights", ("API access", "Hosted access", "Unreleased")
"""How it begins for models whose weights can be downloaded, and for others."""
DOMAINS = ("Language", "Multimodal")
"""The domains of language models; a row without one counts, too."""


def read(path: Path) -> list[CatalogEntry]:
    """The language models of all organizations, each by its name.

    Raises KnowledgeBaseError where `path` is no such file.
    """
    csv.field_size_limit(FIELD_SIZE)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file, restval=""))
    except (ValueError, csv.Error) as error:
        message = f"{str(path)!r} is not CSV ({in_one_line(error)})"
        raise KnowledgeBaseError(f"{message}: name a copy of Epoch AI's data.") from error
    if missing := [name for name in NEEDED if not rows or name not in rows[0]]:
        message = f"{str(path)!r} has no rows with a column {missing[0]!r}"
        raise KnowledgeBaseError(f"{message}: name Epoch AI's CSV of AI models.")
    return in_order(_entry(row) for row in rows if row["Model"].strip() and _is_of_language(row))


def _is_of_language(row: Mapping[str, str]) -> bool:
    domain = row.get("Domain", "")
    return not domain or any(name in domain for name in DOMAINS)


def _entry(row: Mapping[str, str]) -> CatalogEntry:
    """The entry of a row; a column that the file does not have says nothing."""
    values = {attribute: number(row[column]) for attribute, column in NUMBERS.items() if column in row}
    values["release_date"] = date(row["Publication date"])
    if ACCESS in row:
        access = row[ACCESS]
        values["open_weights"] = "yes" if access.startswith(OPEN) else "no" if access.startswith(CLOSED) else None
    if DATASET in row and not row.get(BASE):
        values["training_tokens"] = _tokens(row)
    name = text(row["Model"])
    return CatalogEntry(name, name, text(row["Organization"]), values, {"epoch_id": name})


def _tokens(row: Mapping[str, str]) -> str | None:
    """The tokens of training: the size of the data, as often as it was seen."""
    size, epochs = number(row[DATASET]), number(row.get(EPOCHS))
    return number(float(size) * float(epochs or 1)) if size else None
