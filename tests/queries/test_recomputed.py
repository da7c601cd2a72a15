"""The numbers of queries and of derived tables are those that plain Python counts in the migrated tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from llm_kb import queries
from llm_kb.database import sqlite_url

from .oracle import Knowledge
from .oracle_adoption import ADOPTION
from .oracle_lists import LISTS
from .oracle_tables import COUNTED, TABLES, counts
from .oracle_techniques import TECHNIQUES
from .oracle_text import TEXT
from .world import make

QUERIES = {**ADOPTION, **LISTS, **TEXT, "counts": (COUNTED, counts)}
DERIVED = {**TABLES, **TECHNIQUES}
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


VALUES = {
    "above": ["running", "way-8"],
    "exactly": ["1", "0"],
    "fact": ["tiny-source-2-2-3-2--wren-1--feather-folding--uses--decoding", "no-fact"],
    "group": ["running", "Way-0", "way-16"],
    "kind": ["point", "title", "preprint", "Takeaway", "contradiction"],
    "models": ["owl, Bird-5", "bird-9, nobody, bird-2"],
    "offset": ["1", "3"],
    "publication": ["3", "12", "9"],
    "question": ["2.1", "3-1", "talkers"],
    "release": ["owl-2", "bird-9"],
    "relation": ["uses", "Omits", "serves"],
    "sort": ["facts", "model", "year", "techniques", "citations"],
    "status": ["verified", "Unverified"],
    "surveyed": ["1", "0"],
    "year": ["2023", "2025"],
    "dimension": ["making", "Architecture", "optimization"],
    "institution": ["nestworks", "Maker 1", "maker-2"],
    "least": ["2", "3"],
    "limit": ["2", "5"],
    "model": ["owl", "Wren 1", "bird-5", "bird-9", "bird-30", "the bird", "Birds 3", "nobody"],
    "section": ["2.1", "3", "4-1"],
    "technique": ["running", "Way-3", "W9", "song copying", "way-16", "nothing"],
}
"""Values of each parameter, each of which is given alone and with the first of the others."""


def cases(parameters: dict[str, str]) -> list[dict[str, str]]:
    blank = dict.fromkeys(parameters, "")
    alone = [{**blank, name: value} for name in parameters for value in VALUES[name]]
    together = [{name: VALUES[name][place] for name in parameters} for place in (0, 1)]
    return [blank, *alone, *together] if parameters else [{}]


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
