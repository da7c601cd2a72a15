"""Properties of the functions on column names and values of parameters that hold for any text."""

import sqlite3

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlite_utils.utils import dedupe_keys

from llm_kb.text import number_or_text, unique_names

NUMBERS = st.integers().map(str) | st.floats().map(repr) | st.decimals().map(str) | st.from_regex(r"-?\d*\.?\d*")


@given(st.lists(st.sampled_from(["a", "a_2", "a_3", "b", "", "A"])))
def test_no_name_stands_twice_and_names_are_those_of_sqlite_utils(names: list[str]) -> None:
    unique = unique_names(names)
    assert len(set(unique)) == len(names)
    assert unique == dedupe_keys(names)


@given(NUMBERS | st.text())
@example("0.00001")
@example("-0.0")
@example("-0")
@example("100000000000000000000")
@example("2402.03300")
@example("2405.16641")
@example("999999999999.999")
def test_a_value_that_is_bound_as_a_number_is_this_text_for_a_column_of_texts(text: str) -> None:
    (written,) = sqlite3.connect(":memory:").execute("SELECT cast(? AS TEXT)", [number_or_text(text)]).fetchone()
    assert written == text or "\0" in text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("20", 20), ("-3", -3), ("0", 0), ("0.5", 0.5), ("20.0", 20.0), ("2024", 2024), ("4.2", 4.2)),
        *(("007", "007"), ("2402.03300", "2402.03300"), ("+1", "+1"), ("1e3", "1e3"), ("", ""), (" 1", " 1")),
        *(("1_000", "1_000"), ("٣", "٣"), ("1\n", "1\n"), ("nan", "nan"), (".5", ".5"), ("5.", "5.")),
    ],
)
def test_what_looks_like_a_number_is_one(text: str, value: str | float) -> None:
    bound = number_or_text(text)
    assert (bound, type(bound)) == (value, type(value))
