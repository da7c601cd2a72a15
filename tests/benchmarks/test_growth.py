"""The grown knowledge base of the benchmarks is the real one many times: as sound, and as facts are distributed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from benchmarks.growth import build, grow_seeds

from llm_kb import checks
from llm_kb.database import open_read_only
from llm_kb.seeds import Bundle, read
from llm_kb.seeds.rows import Values
from llm_kb.settings import data_directory

from ..checkout import FIRST_EDITION, Checkout, working_in
from ..content.conftest import EDITION

pytestmark = pytest.mark.slow

TIMES = 2
PER_MODEL = """
    SELECT facts, count(*) FROM (SELECT count(*) AS facts FROM design_facts GROUP BY model_id) AS counted
    GROUP BY facts ORDER BY facts
"""


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """The first edition twice as large, built from seeds twice as large."""
    folder, first = tmp_path_factory.mktemp("grown"), Checkout(tmp_path_factory.mktemp("first"))
    first.keep_editions(FIRST_EDITION)
    with working_in(first.root):
        grow_seeds(TIMES, folder)
    build(folder, folder / "grown.db")
    with closing(open_read_only(folder / "grown.db")) as connection:
        yield connection


@pytest.fixture(scope="module")
def real() -> Bundle:
    """The seeds of all editions."""
    return read(data_directory("seed") / EDITION)


def read_grown(times: int, folder: Path) -> Bundle:
    """These seeds, so many times as large."""
    grow_seeds(times, folder)
    return read(folder / "seed" / EDITION)


def without_hash(bundle: Bundle) -> dict[str, list[Values]]:
    """The rows of a bundle by table, without the hash of its files, in which cells may be quoted otherwise."""
    editions = [{**row, "sha256": ""} for row in bundle.rows["editions"]]
    return {**bundle.rows, "editions": editions}


@pytest.mark.parametrize("column", ["relation", "technique_id", "section", "topic", "stage", "basis"])
def test_growth_keeps_the_distribution(column: str, kb: sqlite3.Connection, grown: sqlite3.Connection) -> None:
    counted = f"SELECT {column}, {{}} * count(*) FROM design_facts GROUP BY {column} ORDER BY {column}"
    rows = [tuple(row) for row in grown.execute(counted.format(1))]
    assert rows == [tuple(row) for row in kb.execute(counted.format(TIMES))]


def test_a_model_has_as_many_facts_and_there_are_more_of_such_models(
    kb: sqlite3.Connection, grown: sqlite3.Connection
) -> None:
    assert [tuple(row) for row in grown.execute(PER_MODEL)] == [
        (facts, TIMES * models) for facts, models in kb.execute(PER_MODEL)
    ]


def test_a_grown_knowledge_base_breaks_no_check(grown: sqlite3.Connection) -> None:
    of_copies = {"introduced-by-two-models", "row-counts", "technique-not-named", "wider-technique-beside-narrower"}
    assert {finding.check for finding in checks.raise_if_broken(grown)} <= of_copies


def test_what_makers_say_grows_with_their_models(real: Bundle, tmp_path: Path) -> None:
    larger = read_grown(TIMES, tmp_path)
    for table in ("documents", "specification_values", "undisclosed", "fact_verdicts"):
        survey = sum(row["kind_id"] in ("survey", "list") for row in real.rows[table]) if table == "documents" else 0
        assert larger.rows.number_of(table) == TIMES * real.rows.number_of(table) - survey, table


def test_seeds_that_do_not_grow_stay_as_they_are(real: Bundle, tmp_path: Path) -> None:
    copy = read_grown(1, tmp_path)
    for copied, original in zip((*copy.earlier, copy), (*real.earlier, real), strict=True):
        assert without_hash(copied) == without_hash(original)
