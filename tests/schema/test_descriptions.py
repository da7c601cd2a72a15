"""Every table and column says in one sentence what it holds, and numbers say what they count."""

import re

import pytest
from sqlalchemy import Integer
from sqlalchemy.types import Double

from llm_kb.derive import entries
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


def says_what_a_row_is(text: str) -> bool:
    return one_sentence(text) and text.startswith("One row per ")


def test_every_table_has_a_comment_of_one_sentence() -> None:
    comments = {table.name: table.comment or "" for table in TABLES}
    assert {name: text for name, text in comments.items() if not says_what_a_row_is(text)} == {}


def test_every_column_has_a_comment_of_one_sentence() -> None:
    assert {str(column): column.comment for column in COLUMNS if not one_sentence(column.comment)} == {}


def test_every_derived_object_and_its_columns_are_described_in_one_sentence_each() -> None:
    described = entries()
    assert {e.name: e.description for e in described if not says_what_a_row_is(e.description)} == {}
    assert {e.name: e.title for e in described if not e.title or e.title.endswith(".")} == {}
    columns = {f"{e.name}.{column.name}": column.description for e in described for column in e.columns}
    assert {name: text for name, text in columns.items() if not one_sentence(text)} == {}


@pytest.mark.parametrize(
    "text", ["no capital.", "No full stop", "Two sentences. Are too many.", "Two stops..", "", None]
)
def test_a_description_that_is_not_one_sentence_is_found(text: str | None) -> None:
    assert not one_sentence(text)


def test_every_whole_number_says_how_it_counts() -> None:
    comments = {str(c): c.comment or "" for c in COLUMNS if isinstance(c.type, Integer)}
    assert {name: text for name, text in comments.items() if not COUNTS.search(text)} == {}


def test_every_measured_number_says_its_unit_and_has_one_beside_it() -> None:
    columns = [column for column in COLUMNS if isinstance(column.type, Double)]
    assert [str(column) for column in columns if "in the unit given" not in (column.comment or "")] == []
    has_unit = {"unit_id", "attribute_id"}  # an attribute has a unit, too
    assert [str(column) for column in columns if not has_unit & set(column.table.columns.keys())] == []


def test_every_hash_says_how_it_is_written() -> None:
    hashes = [column for column in COLUMNS if column.name.startswith("sha256")]
    assert hashes
    assert [str(c) for c in hashes if not (c.comment or "").endswith("in hexadecimal digits.")] == []


def test_numbers_of_derived_objects_say_how_they_count() -> None:
    for entry in entries():
        for column in entry.columns:
            if column.type == "INTEGER" and not (entry.name == "spec_sheet" and UNITS.search(column.description)):
                assert COUNTS.search(column.description), f"{entry.name}.{column.name}: {column.description}"


OTHER_TYPE = {
    ("build_info", "value"),
    ("catalog_values", "value"),
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
