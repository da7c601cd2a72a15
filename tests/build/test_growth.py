"""The grown knowledge base of the benchmarks is the real one many times: as sound, and as facts are distributed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from benchmarks.growth import build, grow_seeds

from llm_kb import checks
from llm_kb.database import open_read_only
from llm_kb.seeds import read
from llm_kb.settings import data_directory

TIMES = 2
PER_MODEL = """
    SELECT facts, count(*) FROM (SELECT count(*) AS facts FROM design_facts GROUP BY model_id) AS counted
    GROUP BY facts ORDER BY facts
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The knowledge base twice as large, built from seeds twice as large."""
    folder = tmp_path_factory.mktemp("grown")
    grow_seeds(TIMES, folder)
    build(folder, folder / "grown.db")
    with closing(open_read_only(folder / "grown.db")) as connection:
        yield connection


@pytest.mark.slow
@pytest.mark.parametrize("column", ["relation", "technique_id", "section", "topic", "stage", "basis"])
def test_growth_keeps_the_distribution(column: str, kb: sqlite3.Connection, grown: sqlite3.Connection) -> None:
    counted = f"SELECT {column}, {{}} * count(*) FROM design_facts GROUP BY {column} ORDER BY {column}"
    rows = [tuple(row) for row in grown.execute(counted.format(1))]
    assert rows == [tuple(row) for row in kb.execute(counted.format(TIMES))]


@pytest.mark.slow
def test_a_model_has_as_many_facts_and_there_are_more_of_such_models(
    kb: sqlite3.Connection, grown: sqlite3.Connection
) -> None:
    assert [tuple(row) for row in grown.execute(PER_MODEL)] == [
        (facts, TIMES * models) for facts, models in kb.execute(PER_MODEL)
    ]


@pytest.mark.slow
def test_a_grown_knowledge_base_breaks_no_check(grown: sqlite3.Connection) -> None:
    of_copies = {"introduced-by-two-models", "row-counts", "technique-not-named", "wider-technique-beside-narrower"}
    assert {finding.check for finding in checks.raise_if_broken(grown)} <= of_copies


@pytest.mark.slow
@pytest.mark.parametrize("table", ["documents", "specification_values", "undisclosed", "fact_verdicts"])
def test_what_makers_say_grows_with_their_models(table: str, kb: sqlite3.Connection, grown: sqlite3.Connection) -> None:
    survey = kb.execute("SELECT count(*) FROM documents WHERE kind_id IN ('survey', 'list')").fetchone()[0]
    before, after = (one.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for one in (kb, grown))
    assert after == TIMES * before - (survey if table == "documents" else 0)


@pytest.mark.slow
def test_seeds_that_do_not_grow_stay_as_they_are(tmp_path: Path) -> None:
    grow_seeds(1, tmp_path)
    for bundle in sorted(path for path in data_directory("seed").iterdir() if path.is_dir()):
        assert read(tmp_path / "seed" / bundle.name).rows == read(bundle).rows
