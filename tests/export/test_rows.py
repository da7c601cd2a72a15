"""Rows of exports come in a useful order, with values that readers take for what they are, and one at a time."""

import csv
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pandas
import pytest
from click.testing import CliRunner

from llm_kb.cli import main
from llm_kb.database import open_read_only
from llm_kb.export import export

from .conftest import Exported

MEGABYTE = 2**20
FORMS = ("csv", "json", "ndjson", "parquet", "xlsx", "sqlite", "datapackage", "jsonld")
MEASURE = """
import os, re, sys
from pathlib import Path
import pyarrow.parquet, xlsxwriter  # so that each child begins with the same
from llm_kb.database import open_read_only
from llm_kb.export import export, parquet
parquet.BATCH_ROWS, parquet.ROW_GROUP_BYTES = 500, 2**20  # so that few rows are many row groups
for path in map(Path, sys.argv[2:]):
    for form in sys.argv[1].split():
        child = os.fork()
        if not child:
            export(open_read_only(path), form, path.parent / path.stem / form)
            kilobytes = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())[1]
            print(form, 1024 * int(kilobytes), flush=True)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            sys.exit(f"{form} fails")
"""
"""Exports databases in formats, each in a child of its own, and prints how many bytes of memory each needed at most."""


def test_facts_stand_in_reading_order_and_references_by_their_number(
    exported: Exported, kb: sqlite3.Connection
) -> None:
    with (exported("csv") / "bibliography.csv").open(encoding="utf-8", newline="") as file:
        numbers = [int(row["number"]) for row in csv.DictReader(file)]
    assert numbers == sorted(numbers) and max(numbers) > 9
    lines = (exported("ndjson") / "design_facts.ndjson").read_text(encoding="utf-8").splitlines()
    facts = [json.loads(line)["fact_id"] for line in lines]
    assert facts == [fact for (fact,) in kb.execute("SELECT fact_id FROM design_facts ORDER BY rowid")]


@pytest.mark.parametrize("form", ["csv", "json", "ndjson", "parquet", "xlsx", "datapackage"])
def test_a_database_that_lacks_a_column_is_not_exported_with_its_name_for_values(
    form: str, kb_copy: sqlite3.Connection, tmp_path: Path
) -> None:
    kb_copy.execute("ALTER TABLE models RENAME COLUMN name TO title")
    kb_copy.commit()
    call = ["export", form, str(tmp_path / "out"), "--db", str(tmp_path / "copy.db")]
    result = CliRunner().invoke(main, call)
    assert result.exit_code == 1
    assert "does not fit this version of llm-kb (no such column: models.name): rebuild it with" in result.stderr
    assert not (tmp_path / "out").exists()


def test_texts_that_look_like_numbers_are_read_right_as_the_documents_say(
    kb_copy: sqlite3.Connection, tmp_path: Path
) -> None:
    kb_copy.execute("UPDATE bibliography SET arxiv_id = '2402.03300', arxiv = 'arXiv:2402.03300' WHERE number = 1")
    kb_copy.commit()
    for form in ("csv", "json", "ndjson", "xlsx"):
        with closing(open_read_only(tmp_path / "copy.db")) as connection:
            export(connection, form, tmp_path / form)
    path = tmp_path / "csv" / "bibliography.csv"
    types = json.loads((tmp_path / "csv" / "types.json").read_text())["bibliography"]
    guessed = [
        pandas.read_csv(path),
        pandas.read_json(tmp_path / "json" / "bibliography.json"),
        pandas.read_json(tmp_path / "ndjson" / "bibliography.ndjson", lines=True),
        pandas.read_excel(tmp_path / "xlsx" / "llm-kb.xlsx", "bibliography"),
        duckdb.read_csv(str(path)).df(),
    ]
    assert [frame["arxiv"][0] for frame in guessed] == ["arXiv:2402.03300"] * 5
    told = [
        pandas.read_csv(path, dtype=types),
        pandas.read_json(tmp_path / "json" / "bibliography.json", dtype=False),
        pandas.read_json(tmp_path / "ndjson" / "bibliography.ndjson", lines=True, dtype=False),
        pandas.read_excel(tmp_path / "xlsx" / "llm-kb.xlsx", "bibliography", dtype=types),
        duckdb.read_csv(str(path), dtype=types).df(),
    ]
    assert [frame["arxiv_id"][0] for frame in told] == ["2402.03300"] * 5


def with_venues(number: int, original: Path, path: Path) -> Path:
    """A copy of a database with so many venues of a kilobyte each."""
    with closing(sqlite3.connect(shutil.copyfile(original, path))) as connection, connection:
        (kind,) = connection.execute("SELECT min(id) FROM venue_kinds").fetchone()
        rows = ((f"venue-{place}", f"Venue {place} {'of many ' * 125}", kind) for place in range(number))
        connection.executemany("INSERT INTO venues VALUES (?, ?, ?)", rows)
    return path


@pytest.fixture(scope="module")
def small_and_large(kb_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Databases of which one has 12 megabytes more in a table."""
    folder = tmp_path_factory.mktemp("grown")
    return with_venues(2_000, kb_file, folder / "small.db"), with_venues(14_000, kb_file, folder / "large.db")


@pytest.fixture(scope="module")
def growth(small_and_large: tuple[Path, Path]) -> dict[str, int]:
    """How much more memory an export of the larger database needs at most, by format."""
    call = [sys.executable, "-c", MEASURE, " ".join(FORMS), *map(str, small_and_large)]
    steady = {**os.environ, "ARROW_DEFAULT_MEMORY_POOL": "system"}  # which does not keep what was freed
    lines = subprocess.run(call, capture_output=True, text=True, check=True, env=steady).stdout.splitlines()
    peaks = [(form, int(number)) for form, number in map(str.split, lines)]
    small, large = dict(peaks[: len(FORMS)]), dict(peaks[len(FORMS) :])
    return {form: large[form] - small[form] for form in FORMS}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read where Linux tells it")
@pytest.mark.parametrize("form", FORMS)
def test_an_export_holds_no_table_in_memory(form: str, growth: dict[str, int]) -> None:
    assert growth[form] < 6 * MEGABYTE
