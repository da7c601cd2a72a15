"""The numbers of queries and of derived tables are those that plain Python counts in the migrated tables."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest

from llm_kb import queries
from llm_kb.migrate import sqlite_url

from .oracle import Knowledge, Oracle
from .oracle_accuracy import QUERIES as OF_VERDICTS
from .oracle_adoption import ADOPTION
from .oracle_catalogs import CATALOGS
from .oracle_details import DETAILS, entries_of_references
from .oracle_disclosure import QUERIES as OF_DOCUMENTS
from .oracle_documents import TABLES as DOCUMENTED
from .oracle_facts import FACTS
from .oracle_lists import LISTS
from .oracle_makers import MAKERS
from .oracle_of_models import OF_MODELS
from .oracle_records import NAMES, RECORDS
from .oracle_since import QUERIES as SINCE
from .oracle_since import TABLES as SINCE_TABLES
from .oracle_sources import QUERIES as OF_SOURCES
from .oracle_tables import COUNTED, TABLES, counts
from .oracle_techniques import TECHNIQUES
from .oracle_text import TEXT
from .oracle_trends import TRENDS
from .values import cases
from .world import make, make_crowd

ENTRIES: tuple[str, Oracle] = ("number, field, printed, corrected", entries_of_references)
QUERIES: dict[str, tuple[str, Oracle]] = {
    **ADOPTION,
    **CATALOGS,
    **OF_DOCUMENTS,
    **OF_MODELS,
    **OF_VERDICTS,
    **OF_SOURCES,
    **SINCE,
    **RECORDS,
    **FACTS,
    **LISTS,
    **MAKERS,
    **TEXT,
    **TRENDS,
    "counts": (COUNTED, counts),
    "entries_of_references": ENTRIES,
}
DERIVED = {**DOCUMENTED, **SINCE_TABLES, **TABLES, **NAMES, **TECHNIQUES, **DETAILS}
SEEDS = (1, 2)
CUT = (
    "adoption_of_groups",
    "choices_of_institution",
    "contested_techniques",
    "facts_around",
    "models_of_institutions",
    "similar_models",
    "trend_of_groups",
)
"""Queries that name or list only the first of many, without a parameter that says how many."""
OF_THE_SEARCH = ("names", "names_like", "search", "search_words")
CUT_TABLES = ("group_adoption", "group_years", "technique_years")


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


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A knowledge base with more releases than any list names."""
    path = tmp_path_factory.mktemp("crowd") / "crowd.db"
    make_crowd(sqlite_url(path))
    with closing(sqlite3.connect(path)) as opened:
        yield opened


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_gives_what_is_counted_by_hand(name: str, connection: sqlite3.Connection, knowledge: Knowledge) -> None:
    _check_query(name, connection, knowledge, cases(queries.get(name).defaults))


@pytest.mark.parametrize("name", DERIVED)
def test_a_table_holds_what_is_counted_by_hand(name: str, connection: sqlite3.Connection, knowledge: Knowledge) -> None:
    _check_table(name, connection, knowledge)


def test_every_query_but_the_search_and_one_on_techniques_of_the_survey_is_counted_by_hand() -> None:
    assert {query.name for query in queries.all_queries()} - {*QUERIES} == {*OF_THE_SEARCH, "post_training_recipes"}


def test_of_a_crowd_as_many_are_named_as_the_descriptions_say(crowd: sqlite3.Connection) -> None:
    knowledge = Knowledge(crowd)
    for name in CUT:
        parameters = queries.get(name).defaults
        of_one = {"fact": "tiny-source-2-1-3-1--wren-1--song-copying--uses--training", "model": "owl", "limit": ""}
        values = {name: of_one.get(name, "") for name in parameters}
        _check_query(name, crowd, knowledge, [dict.fromkeys(parameters, ""), values])
    for name in CUT_TABLES:
        _check_table(name, crowd, knowledge)


def _check_query(name: str, connection: sqlite3.Connection, knowledge: Knowledge, cases: list[dict[str, str]]) -> None:
    columns, oracle = QUERIES[name]
    rows_in_all = 0
    for values in cases:
        result = queries.run(connection, name, values)
        places = [result.columns.index(column) for column in columns.split(", ")]
        found = [tuple(row[place] for place in places) for row in result.rows]
        assert found == oracle(knowledge, **values), values
        rows_in_all += len(found)
    assert rows_in_all


def _check_table(name: str, connection: sqlite3.Connection, knowledge: Knowledge) -> None:
    columns, oracle = DERIVED[name]
    found = connection.execute(f"SELECT {columns} FROM {name}").fetchall()
    expected = oracle(knowledge)
    assert sorted(map(repr, found)) == sorted(map(repr, expected))
    assert found
