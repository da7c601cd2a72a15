"""Every named query but those of the search gives equal columns and rows on SQLite, PostgreSQL and DuckDB.

The statements are written for SQLite and translated by sqlglot, with their values bound by name. What differs by engine
and is made equal here stands in `engines.plain`.
"""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from llm_kb import queries
from llm_kb.database import open_read_only
from llm_kb.derive.names import SEARCH_TABLES
from llm_kb.export import export
from llm_kb.migrate import sqlite_url
from llm_kb.queries import NamedQuery
from tests.postgresql import connected, new_database

from .engines import Engine, OnDuckdb, OnPostgresql, OnSqlite, differences, translated
from .values import cases
from .world import make

pytestmark = pytest.mark.slow

PORTABLE = [query for query in queries.all_queries() if not any(table in query.sql for table in SEARCH_TABLES)]
"""What does not read the full-text search, which is SQLite's own."""

SEED = 3


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a made-up knowledge base."""
    path = tmp_path_factory.mktemp("world") / "world.db"
    make(sqlite_url(path), SEED)
    return path


@pytest.fixture(scope="module")
def sqlite(world: Path) -> Iterator[Engine]:
    with closing(open_read_only(world)) as connection:
        yield OnSqlite(connection)


@pytest.fixture(scope="module")
def engines(world: Path, postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Engine]]:
    """The other engines by name, each with the same knowledge base."""
    address = new_database(postgresql, "queries")
    make(address, SEED)
    folder = tmp_path_factory.mktemp("engines") / "parquet"
    with closing(open_read_only(world)) as connection:
        export(connection, "parquet", folder)
    with connected(address) as server, duckdb.connect(config={"threads": 1}) as files:
        for path in folder.glob("*.parquet"):
            files.execute(f"CREATE VIEW {path.stem} AS SELECT * FROM '{path}'")
        yield {"PostgreSQL": OnPostgresql(server), "DuckDB": OnDuckdb(files)}


@pytest.mark.parametrize("name", ["PostgreSQL", "DuckDB"])
@pytest.mark.parametrize("query", PORTABLE, ids=lambda query: query.name)
def test_a_query_gives_the_same_rows_in_the_same_order_on(
    query: NamedQuery, name: str, sqlite: Engine, engines: dict[str, Engine]
) -> None:
    for values in cases(query.defaults):
        statement = query.statement(values)
        assert differences(sqlite.answer(statement), engines[name].answer(statement)) == "", values


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


def test_texts_keep_their_percent_signs_on_postgresql() -> None:
    assert "'%%'" in translated("SELECT :a || '%'", "postgres")
    assert "'%'" in translated("SELECT :a || '%'", "duckdb")


def test_texts_are_joined_in_the_order_of_the_rows_that_they_come_from() -> None:
    sql = "SELECT a, group_concat(b, ', ') FROM (SELECT x.c AS b, a FROM x ORDER BY a, x.c DESC) AS o GROUP BY a"
    assert "', ' ORDER BY a NULLS FIRST, b DESC NULLS LAST)" in translated(sql, "postgres")
