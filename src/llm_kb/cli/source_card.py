"""The card of a source: what it is, how far it was read, and everything that was taken from it."""

import sqlite3
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from llm_kb import lookup
from llm_kb.cli.layout import INDENT, heading, paragraph, part, table
from llm_kb.cli.specification_rows import marks_of, value_of
from llm_kb.queries import naming
from llm_kb.text import capitalized, counted, place
from llm_kb.wording import relation_name, source_kind_name, verdict_name

Row = dict[str, Any]

PARTS = {
    "specifications": ("specifications_of_model", "source"),
    "facts": ("facts", "source"),
    "verdicts": ("verdicts_on_facts", "source"),
}
"""The named queries of the card by part, each with the parameter for the identifier."""

COUNTS = ("statement", "fact", "specification", "verdict")
"""What is counted of a source, each a column in the plural."""


def find(connection: sqlite3.Connection, name: str) -> list[Row]:
    """The rows of the sources with this id or title, in any spelling."""
    identifiers = {name.strip().lower(), *naming.identifiers(connection, "source", name)}
    rows = lookup.rows(connection, "source_list")
    return [row for row in rows if row["source_id"] in identifiers or row["title"].lower() in identifiers]


def text(row: Row, parts: Mapping[str, list[Row]]) -> Iterator[str]:
    """The card as text for a terminal."""
    yield heading(f"{row['title']} ({row['source_id']})")
    publisher = f"of {row['publisher']}" if row["publisher"] else None
    copy = "in a copy by others" if row["official"] == 0 else None
    kind = " ".join(filter(None, (source_kind_name(row["kind"]), publisher, copy)))
    yield paragraph(capitalized(", ".join(filter(None, (kind, row["date"])))))
    details = {
        "Read": row["read"],
        "Pages": row["pages"] and str(row["pages"]),
        "Repository": " ".join(filter(None, (row["repository"], row["path"]))),
        "Revision": row["revision"],
        "License": row["license"],
        "URL": row["url"],
        "Models": row["model_names"],
        "Taken from it": ", ".join(counted(row[f"{name}s"], name) for name in COUNTS),
    }
    yield from (paragraph(f"{name}: {value}") for name, value in details.items() if value)
    valued = [spec for spec in parts["specifications"] if spec["value"] is not None]
    yield from part("Specifications", table(map(_specification, valued), indent=INDENT))
    yield from part("Not disclosed", "\n".join(_undisclosed(parts["specifications"])))
    yield from part("Facts", table(map(_fact, parts["facts"]), indent=INDENT))
    yield from part("Verdicts on the survey", table(map(_verdict, parts["verdicts"]), indent=INDENT))


def _specification(row: Row) -> list[str]:
    return [row["model"], row["attribute_name"], value_of(row), marks_of(row), row["locator"] or ""]


def _undisclosed(rows: list[Row]) -> Iterator[str]:
    """The attributes without a value, by model and status."""
    without_value = (row for row in rows if row["value"] is None)
    for (model, status), members in groupby(without_value, key=lambda row: (row["model"], row["status"])):
        names = ", ".join(row["attribute_name"] for row in members)
        yield paragraph(f"{model}: {status}: {names}", INDENT, INDENT)


def _fact(row: Row) -> list[str]:
    return [row["model"], relation_name(row["relation"]), row["technique"], place(row)]


def _verdict(row: Row) -> list[str]:
    fact = f"{row['model']} {relation_name(row['relation'])} {row['technique']}"
    return [verdict_name(row["verdict"]), fact, row["survey_locator"], row["locator"] or "", row["note"] or ""]
