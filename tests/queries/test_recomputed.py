"""The numbers of queries and of derived tables are those that plain Python counts in the migrated tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from llm_kb import queries
from llm_kb.migrate import sqlite_url

from .oracle import Knowledge
from .oracle_adoption import ADOPTION
from .oracle_facts import FACTS
from .oracle_lists import LISTS
from .oracle_records import NAMES, RECORDS
from .oracle_tables import COUNTED, TABLES, counts
from .oracle_techniques import TECHNIQUES
from .oracle_text import TEXT
from .values import cases
from .world import make

QUERIES = {**ADOPTION, **RECORDS, **FACTS, **LISTS, **TEXT, "counts": (COUNTED, counts)}
DERIVED = {**TABLES, **NAMES, **TECHNIQUES}
SEEDS = (1, 2)


@pytest.fixture(scope="module", params=SEEDS)
def connection(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sqlite3.Connection]:
    """A made-up knowledge base."""
    path = tmp_path_factory.mktemp("world") / "world.db"
    make(sqlite_url(path), request.param)
    with closing(sqlite3.connect(path)) as opened:
        yield opened


@pytest.fixture(scope="module")
def knowledge(connection: sqlite3.Connection) -> Knowledge:
    return Knowledge(connection)


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_gives_what_is_counted_by_hand(name: str, connection: sqlite3.Connection, knowledge: Knowledge) -> None:
    columns, oracle = QUERIES[name]
    rows_in_all = 0
    for values in cases(queries.get(name).defaults):
        result = queries.run(connection, name, values)
        places = [result.columns.index(column) for column in columns.split(", ")]
        found = [tuple(row[place] for place in places) for row in result.rows]
        assert found == oracle(knowledge, **values), values
        rows_in_all += len(found)
    assert rows_in_all


@pytest.mark.parametrize("name", DERIVED)
def test_a_table_holds_what_is_counted_by_hand(name: str, connection: sqlite3.Connection, knowledge: Knowledge) -> None:
    columns, oracle = DERIVED[name]
    found = connection.execute(f"SELECT {columns} FROM {name}").fetchall()
    expected = oracle(knowledge)
    assert sorted(map(repr, found)) == sorted(map(repr, expected))
    assert found
