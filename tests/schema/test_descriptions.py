"""Every table and column says in one sentence what it holds, and numbers say what they count."""

import re

import pytest
from sqlalchemy import Column, Integer, Table
from sqlalchemy.types import Double

from llm_kb.derive import entries
from llm_kb.dictionary import TableEntry
from llm_kb.schema import Base

TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
COLUMNS = [column for table in TABLES for column in table.columns]
SENTENCE = re.compile(r"[A-Z0-9][^\n]*[^.\s]\.")
SEVERAL = re.compile(r"[a-z)]\. [A-Z]")
COUNTS = re.compile(r"counted from [01]|^1 (for|where) |\b[Yy]ear\b|^Number (of|in) ")
UNITS = re.compile(
    r"\((parameters|tokens|layers|dimensions|heads|experts|FLOPs|hours)\)|^(Whether|Base frequency|Tokens of) "
)
"""How the column of an attribute says what it counts, or that it is a flag or has no unit."""


def one_sentence(text: str | None) -> bool:
    return bool(text and SENTENCE.fullmatch(text) and not SEVERAL.search(text))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_comment_of_one_sentence(table: Table) -> None:
    assert one_sentence(table.comment), table.comment
    assert (table.comment or "").startswith("One row per "), "say what a row is"


@pytest.mark.parametrize("column", COLUMNS, ids=str)
def test_every_column_has_a_comment_of_one_sentence(column: Column[object]) -> None:
    assert one_sentence(column.comment), column.comment


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.name)
def test_every_derived_object_and_its_columns_are_described_in_one_sentence_each(entry: TableEntry) -> None:
    assert one_sentence(entry.description), entry.description
    assert entry.description.startswith("One row per "), "say what a row is"
    assert entry.title
    assert not entry.title.endswith(".")
    for column in entry.columns:
        assert one_sentence(column.description), f"{column.name}: {column.description}"


@pytest.mark.parametrize(
    "text", ["no capital.", "No full stop", "Two sentences. Are too many.", "Two stops..", "", None]
)
def test_a_description_that_is_not_one_sentence_is_found(text: str | None) -> None:
    assert not one_sentence(text)


@pytest.mark.parametrize("column", [c for c in COLUMNS if isinstance(c.type, Integer)], ids=str)
def test_every_whole_number_says_how_it_counts(column: Column[object]) -> None:
    assert COUNTS.search(column.comment or ""), column.comment


@pytest.mark.parametrize("column", [c for c in COLUMNS if isinstance(c.type, Double)], ids=str)
def test_every_measured_number_says_its_unit_and_has_one_beside_it(column: Column[object]) -> None:
    assert "in the unit given" in (column.comment or "")
    assert {"unit_id", "attribute_id"} & set(column.table.columns.keys()), "an attribute has a unit, too"


@pytest.mark.parametrize("column", [c for c in COLUMNS if c.name.startswith("sha256")], ids=str)
def test_every_hash_says_how_it_is_written(column: Column[object]) -> None:
    assert (column.comment or "").endswith("in hexadecimal digits.")


def test_numbers_of_derived_objects_say_how_they_count() -> None:
    for entry in entries():
        for column in entry.columns:
            if column.type == "INTEGER" and not (entry.name == "spec_sheet" and UNITS.search(column.description)):
                assert COUNTS.search(column.description), f"{entry.name}.{column.name}: {column.description}"


OTHER_TYPE = {
    ("build_info", "value"),
    *((table, column) for table in ("specification_values", "specifications") for column in ("value", "number")),
}
"""Columns that share a name with others but hold a value of any kind: as text, and beside it as a number."""


def test_the_same_column_name_means_the_same_type_everywhere() -> None:
    types: dict[str, set[str]] = {}
    for entry in entries():
        for column in entry.columns:
            if column.type and (entry.name, column.name) not in OTHER_TYPE:
                types.setdefault(column.name, set()).add(column.type)
    assert {name: found for name, found in types.items() if len(found) > 1} == {}
