"""The values of other catalogs in the seeds are those of the copies that their documents name."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb.crosscheck.catalogs import CATALOGS
from llm_kb.crosscheck.comparison import CatalogReport, crosscheck, seed_rows
from llm_kb.database import open_read_only

COPIES = {
    "models-dev": "models-dev.json",
    "litellm": "litellm-model_prices.json",
    "epoch": "epoch-all_ai_models-2025-04.csv",
}


@pytest.fixture(scope="module")
def connection(kb_file: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_read_only(kb_file)) as opened:
        yield opened


@pytest.fixture(scope="module", params=COPIES)
def report(request: pytest.FixtureRequest, connection: sqlite3.Connection, source_folders: list[Path]) -> CatalogReport:
    copies = [folder / "_catalogues" / COPIES[request.param] for folder in source_folders]
    return crosscheck(connection, request.param, next(copy for copy in copies if copy.exists()))


def test_a_comparison_with_the_copy_gives_the_rows_of_the_seed(
    report: CatalogReport, connection: sqlite3.Connection
) -> None:
    stored = connection.execute(
        "SELECT source_id, entry, attribute_id, model_id, coalesce(value, '') FROM catalog_values WHERE source_id = ?",
        [report.catalog.source_id],
    )
    assert sorted(tuple(row.values()) for row in seed_rows(report)) == sorted(map(tuple, stored))


def test_command_and_page_agree(report: CatalogReport, connection: sqlite3.Connection) -> None:
    stored = connection.execute(
        "SELECT entry, attribute, outcome, theirs, ours FROM catalog_comparisons WHERE source_id = ? ORDER BY place",
        [report.catalog.source_id],
    )
    shown = [tuple(row[name] for name in ("entry", "attribute", "outcome", "theirs", "ours")) for row in report.values]
    assert shown == list(map(tuple, stored))


@pytest.mark.parametrize(
    ("catalog", "entry", "attribute", "theirs", "ours"),
    [
        ("models-dev", "mistral/mistral-large-2512", "release_date", "2024-11-01", "2025-12-02"),
        ("models-dev", "openrouter/minimax/minimax-m1", "open_weights", "no", "yes"),
        ("litellm-prices", "mistral/ministral-3b-2512", "context_length", "131072", "262,144"),
        ("epoch-all-models", "Phi-4 Mini", "open_weights", "no", "yes"),
    ],
)
def test_errors_of_catalogs_that_were_looked_up_are_seen(
    catalog: str, entry: str, attribute: str, theirs: str, ours: str, connection: sqlite3.Connection
) -> None:
    row = connection.execute(
        "SELECT outcome, theirs, ours FROM catalog_comparisons WHERE (source_id, entry, attribute) = (?, ?, ?)",
        [catalog, entry, attribute],
    ).fetchone()
    assert tuple(row) == ("differs", theirs, ours)


def test_all_catalogs_are_compared(connection: sqlite3.Connection) -> None:
    compared = connection.execute("SELECT source_id, count(*) FROM catalog_comparisons GROUP BY 1").fetchall()
    counts = dict(map(tuple, compared))
    assert counts.keys() == {catalog.source_id for catalog in CATALOGS.values()}
    assert min(counts.values()) > 200
