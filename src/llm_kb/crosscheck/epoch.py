"""Reads Epoch AI's data on AI models, a CSV file with one row per model."""

import csv
import sys
from collections.abc import Mapping
from pathlib import Path

from llm_kb.crosscheck.entries import CatalogEntry, date, number
from llm_kb.errors import KnowledgeBaseError

NEEDED = ("Model", "Organization", "Publication date", "Parameters")
NUMBERS = {
    "total_parameters": "Parameters",
    "training_compute": "Training compute (FLOP)",
    "training_tokens": "Training dataset size (datapoints)",
}
"""The columns of numbers by attribute; a datapoint of a language model is a token."""
OPEN, CLOSED = "Open weights", ("API access", "Hosted access", "Unreleased")
"""How `Model accessibility` begins for models whose weights can be downloaded, and for others."""


def read(path: Path) -> list[CatalogEntry]:
    """The models of all organizations, each by its name.

    Raises KnowledgeBaseError where `path` is no such file.
    """
    csv.field_size_limit(sys.maxsize)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        raise KnowledgeBaseError(f"{str(path)!r} is not CSV ({error}): name a copy of Epoch AI's data.") from error
    if missing := [name for name in NEEDED if not rows or name not in rows[0]]:
        message = f"{str(path)!r} has no column {missing[0]!r}"
        raise KnowledgeBaseError(f"{message}: name Epoch AI's CSV of AI models.")
    return sorted((_entry(row) for row in rows if row["Model"].strip()), key=lambda entry: entry.id)


def _entry(row: Mapping[str, str]) -> CatalogEntry:
    access = row.get("Model accessibility") or ""
    values = {
        **{attribute: number(row.get(column)) for attribute, column in NUMBERS.items()},
        "release_date": date(row["Publication date"]),
        "open_weights": "yes" if access.startswith(OPEN) else "no" if access.startswith(CLOSED) else None,
    }
    name = row["Model"].strip()
    return CatalogEntry(name, name, row["Organization"] or "", values, {"epoch_id": name})
