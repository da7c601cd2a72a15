"""The pages of the schema's tables begin as a list says: heading, order, facets, sort, labels, size and search."""

from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from llm_kb import derive
from llm_kb.presentation import Presentation

LISTED = Path(__file__).with_name("presentations.yaml")
PLACES = ("subject", "place")


def declared(presentation: Presentation) -> dict[str, Any]:
    """What is declared beside the place in the list."""
    values = {field.name: getattr(presentation, field.name) for field in fields(presentation)}
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {name: value for name, value in values.items() if value and name not in PLACES}


def test_a_table_is_shown_as_listed() -> None:
    tables = [entry for entry in derive.entries() if entry.kind == "table"]
    tables.sort(key=lambda entry: (entry.presentation.subject, entry.presentation.place, entry.name))
    shown: dict[str, dict[str, Any]] = {}
    for entry in tables:
        shown.setdefault(entry.presentation.subject, {})[entry.name] = declared(entry.presentation)
    listed = yaml.safe_load(LISTED.read_text(encoding="utf-8"))
    assert shown == listed
    assert {subject: list(names) for subject, names in shown.items()} == {
        subject: list(names) for subject, names in listed.items()
    }


def test_a_vocabulary_is_in_its_own_order() -> None:
    shown = {entry.presentation for entry in derive.entries() if entry.kind == "vocabulary"}
    assert shown == {Presentation("Vocabularies", sort="ordinal")}
