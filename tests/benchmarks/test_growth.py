"""The grown knowledge base of the benchmarks is the real one many times: as sound, and as facts are distributed."""

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from benchmarks.growth import build, grow_seeds

from llm_kb import checks
from llm_kb.database import open_read_only
from llm_kb.seeds import SUMS, read
from llm_kb.settings import data_directory

from ..checkout import FIRST_EDITION, Checkout, working_in

pytestmark = pytest.mark.slow

TIMES = 2
MAKERS = "2026-11-makers"
"""An edition with documents of all kinds."""
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


@pytest.fixture(scope="module")
def larger_seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All seeds twice as large."""
    folder = tmp_path_factory.mktemp("larger")
    grow_seeds(TIMES, folder)
    return folder / "seed"


@pytest.mark.soak
def test_what_makers_say_grows_with_their_models(larger_seeds: Path) -> None:
    real, larger = read(data_directory("seed") / MAKERS), read(larger_seeds / MAKERS)
    for table in ("documents", "specification_values", "undisclosed", "fact_verdicts"):
        survey = sum(row["kind_id"] in ("survey", "list") for row in real.rows[table]) if table == "documents" else 0
        assert larger.rows.number_of(table) == TIMES * real.rows.number_of(table) - survey, table


def lines(path: Path) -> list[list[str]] | str:
    """The cells of a CSV file, which may be quoted in several ways, or the text of another."""
    text = path.read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(text))) if path.suffix == ".csv" else text


def test_seeds_that_do_not_grow_stay_as_they_are(tmp_path: Path) -> None:
    grow_seeds(1, tmp_path)
    real = data_directory("seed")
    files = [path for path in real.glob("*/**/*") if path.is_file() and path.name != SUMS]
    assert len(files) > 400
    for path in files:
        assert lines(tmp_path / "seed" / path.relative_to(real)) == lines(path), path.name


@pytest.mark.soak
def test_values_of_catalogs_grow_with_their_models(larger_seeds: Path) -> None:
    (real,) = data_directory("seed").glob("*/catalog_values.csv")
    grown = lines(larger_seeds / real.relative_to(data_directory("seed")))
    keys = {tuple(row[:3]) for row in grown}
    assert len(keys) == len(grown) == TIMES * (len(lines(real)) - 1) + 1
