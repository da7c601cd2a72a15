"""Every named query but those of the search gives equal columns and rows, in the same order, on all engines."""

from collections.abc import Iterable, Mapping

import pytest

from llm_kb import queries
from llm_kb.derive.names import SEARCH_TABLES
from llm_kb.queries import NamedQuery, Reader
from tests.queries.values import cases

from .constructs import covering
from .rows import answer, differences

pytestmark = pytest.mark.slow

PORTABLE = [query for query in queries.all_queries() if not any(table in query.sql for table in SEARCH_TABLES)]
"""What does not read the full-text search, which is SQLite's own."""

every_portable_query = pytest.mark.parametrize("query", PORTABLE, ids=lambda query: query.name)


def compare(query: NamedQuery, tried: Iterable[Mapping[str, str]], expected: Reader, found: Reader) -> None:
    for values in tried:
        statement = query.statement(values)
        both = (answer(reader, statement.sql, statement.values) for reader in (expected, found))
        assert differences(*both) == "", values


@every_portable_query
def test_a_query_gives_the_rows_of_sqlite_on_duckdb(query: NamedQuery, sqlite: Reader, duckdb: Reader) -> None:
    compare(query, cases(query.defaults), sqlite, duckdb)


@every_portable_query
def test_a_query_gives_the_rows_of_sqlite_on_postgresql(query: NamedQuery, sqlite: Reader, postgres: Reader) -> None:
    compare(query, cases(query.defaults), sqlite, postgres)


@pytest.mark.parametrize(("query", "values"), covering(PORTABLE), ids=lambda value: getattr(value, "name", ""))
def test_every_construct_of_sql_gives_the_rows_of_sqlite_on_spark(
    query: NamedQuery, values: Mapping[str, str], sqlite: Reader, spark: Reader
) -> None:
    compare(query, [values], sqlite, spark)


@pytest.mark.soak
@every_portable_query
def test_a_query_gives_the_rows_of_sqlite_on_spark(query: NamedQuery, sqlite: Reader, spark: Reader) -> None:
    compare(query, cases(query.defaults), sqlite, spark)


def test_all_but_the_search_is_compared() -> None:
    left_out = {query.name for query in queries.all_queries()} - {query.name for query in PORTABLE}
    assert left_out == {"names", "names_like", "search", "search_words"}


def test_an_answer_that_differs_is_seen() -> None:
    expected = (["a", "b"], [(1, "x"), (2, "y")])
    assert differences(expected, (["a", "b"], [(1, "x"), (2, "y")])) == ""
    assert "columns" in differences(expected, (["a", "c"], expected[1]))
    assert "another order" in differences(expected, (expected[0], expected[1][::-1]))
    assert differences(expected, (expected[0], expected[1][:1])) == "1 rows in place of 2"
    assert "('b', 'y', 'z')" in differences(expected, (expected[0], [(1, "x"), (2, "z")]))


def test_a_recursion_on_several_threads_loses_no_rows(sqlite: Reader, duckdb: Reader) -> None:
    statement = queries.get("descendants_of_model").statement({"model": "wren-1"})
    expected = answer(sqlite, statement.sql, statement.values)
    for _ in range(30):
        assert differences(expected, answer(duckdb, statement.sql, statement.values)) == ""
