"""Whatever the database holds, each format gives it back to who reads it."""

import csv
import json
import math
import re
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import sqlalchemy as sa
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pyarrow import parquet
from pybtex.database import parse_file  # type: ignore[import-untyped]

from llm_kb import derive
from llm_kb.errors import KnowledgeBaseError
from llm_kb.export import export
from llm_kb.export.about import records
from llm_kb.migrate import migration_engine, sqlite_url
from llm_kb.schema import Base
from llm_kb.seeds import read

from ..export.export_tools import AWKWARD, Rows, entries, expected
from .profiles import examples

pytestmark = pytest.mark.slow

TINY = Path(__file__).resolve().parent.parent / "bundles" / "tiny"
LONGEST_CELL = 32_767
"""Characters in a cell of a workbook at most."""

FREE = {
    "authors": ("name", "given", "family"),
    "errata": ("title", "correction", "reason"),
    "evidence": ("qualifier",),
    "measurements": ("printed", "scope"),
    "model_listings": ("name_printed", "url"),
    "models": ("name",),
    "publications": ("title", "title_corrected", "url"),
    "sources": ("title", "authors", "url", "description"),
    "statements": ("statement", "phrase"),
    "techniques": ("name", "definition"),
}
"""Columns whose texts may be any, by table."""
NULLABLE = {"given", "family", "correction", "qualifier", "scope", "title_corrected", "url"}

TITLES = "SELECT coalesce(title_corrected, title) FROM publications ORDER BY number"

signs = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff") | st.sampled_from("\t\n\r")
cells = st.one_of(st.sampled_from([*AWKWARD, "", "''", "a" * LONGEST_CELL, "_x000D_"]), st.text(signs, max_size=30))
"""Texts that a database may hold: any but those with signs that no XML, and so no workbook, can have."""
lines = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)
numbers = st.floats(-1e300, 1e300) | st.integers(-9, 9).map(float)
years = st.none() | st.integers(-(10**15), 10**15)


@pytest.fixture(scope="module")
def small_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the tiny bundle."""
    path = tmp_path_factory.mktemp("small") / "small.db"
    with migration_engine(sqlite_url(path)).begin() as connection:
        Base.metadata.create_all(connection)
        for table, rows in read(TINY).rows.items():
            connection.execute(sa.insert(Base.metadata.tables[table]), rows)
        derive.rebuild(connection)
    return path


@contextmanager
def filled(original: Path, texts: list[str | None], values: list[float], year: int | None) -> Iterator[Path]:
    """A copy of a database with these texts and numbers in its cells, each in turn."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copyfile(original, Path(folder) / "filled.db"))
        turn, figures = cycle(texts), cycle(values)
        with migration_engine(sqlite_url(path)).begin() as connection:
            for table, columns in FREE.items():
                for rowid in connection.exec_driver_sql(f"SELECT rowid FROM {table}").scalars().all():
                    for column in columns:
                        text = next(turn)
                        kept = "" if text is None and column not in NULLABLE else text
                        connection.exec_driver_sql(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (kept, rowid))
            for rowid in connection.exec_driver_sql("SELECT rowid FROM measurements").scalars().all():
                connection.exec_driver_sql("UPDATE measurements SET value = ? WHERE rowid = ?", (next(figures), rowid))
            connection.exec_driver_sql("UPDATE publications SET year = ?", (year,))
            derive.drop(connection)
            derive.rebuild(connection)
        yield path


def csv_read(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        csv.field_size_limit(sys.maxsize)  # a cell may hold what many rows have, joined
        return [tuple(row) for row in csv.reader(file)][1:]


def parquet_read(path: Path) -> Rows:
    return [tuple(row.values()) for row in parquet.read_table(path).to_pylist()]


def json_read(path: Path) -> Rows:
    return [tuple(row.values()) for row in json.loads(path.read_text(encoding="utf-8"))]


def ndjson_read(path: Path) -> Rows:
    return [tuple(json.loads(line).values()) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def flat(rows: Rows) -> Rows:
    return [tuple("" if value is None else str(value) for value in row) for row in rows]


def shown(value: Any) -> Any:
    """A cell of a workbook as spreadsheets show it; openpyxl leaves signs that XML cannot have as they are written."""
    return re.sub(r"_x(000D|005F)_", lambda match: chr(int(match[1], 16)), value) if isinstance(value, str) else value


def same(found: Rows, rows: Rows) -> bool:
    """Whether rows are the same, and numbers as near as a workbook keeps them."""
    pairs = zip([cell for row in found for cell in row], [cell for row in rows for cell in row], strict=True)
    return all(
        one == other or (isinstance(one, int | float) and math.isclose(one, other, rel_tol=1e-15))
        for one, other in pairs
    )


def written(path: Path, form: str) -> Path:
    """The folder of an export, beside the database."""
    folder = path.parent / form
    with closing(sqlite3.connect(path)) as connection:
        export(connection, form, folder)
    return folder


filling = given(st.lists(cells | st.none(), min_size=1, max_size=30), st.lists(numbers, min_size=1, max_size=5), years)
long_text = example(["a" * (LONGEST_CELL + 1)], [5e-324, 1e300], 10**15)


@examples(2)
@long_text
@filling
def test_every_cell_comes_back(
    small_file: Path, texts: list[str | None], values: list[float], year: int | None
) -> None:
    with filled(small_file, texts, values, year) as path:
        rows = expected(path)
        folders = {form: written(path, form) for form in ("csv", "json", "ndjson", "parquet", "datapackage")}
        for name, found in rows.items():
            assert json_read(folders["json"] / f"{name}.json") == found, name
            assert ndjson_read(folders["ndjson"] / f"{name}.ndjson") == found, name
            assert parquet_read(folders["parquet"] / f"{name}.parquet") == found, name
            assert csv_read(folders["csv"] / f"{name}.csv") == flat(found), name
            told = (folders["csv"] / f"{name}.csv").read_bytes()
            assert told == (folders["datapackage"] / "data" / f"{name}.csv").read_bytes()


@examples(2)
@long_text
@filling
def test_a_workbook_holds_every_cell_or_says_that_one_is_too_long(
    small_file: Path, texts: list[str | None], values: list[float], year: int | None
) -> None:
    with filled(small_file, texts, values, year) as path:
        rows = expected(path)
        if any(
            isinstance(cell, str) and len(cell) > LONGEST_CELL
            for found in rows.values()
            for row in found
            for cell in row
        ):
            with pytest.raises(KnowledgeBaseError, match="does not fit into a worksheet"):
                written(path, "xlsx")
            return
        workbook = openpyxl.load_workbook(written(path, "xlsx") / "llm-kb.xlsx")
        for entry in entries():
            found = [tuple(map(shown, row)) for row in workbook[entry.name].iter_rows(min_row=2, values_only=True)]
            assert same(found, rows[entry.name]), entry.name


@examples(3)
@filling
def test_what_catalogs_and_readers_of_references_take_is_valid(
    small_file: Path, texts: list[str | None], values: list[float], year: int | None
) -> None:
    with filled(small_file, texts, values, year) as path, closing(sqlite3.connect(path)) as connection:
        titles = [title for (title,) in connection.execute(TITLES)]
        dataset = json.loads((written(path, "jsonld") / "dataset.jsonld").read_text(encoding="utf-8"))
        assert [work.get("name", "") for work in dataset["citation"]] == titles
        items = json.loads((written(path, "csl") / "references.json").read_text(encoding="utf-8"))
        assert [item.get("title", "") for item in items] == titles
        parsed = parse_file(written(path, "bibtex") / "references.bib", "bibtex")
        assert len(parsed.entries) == len(titles)


@examples(3)
@given(st.lists(lines, min_size=1, max_size=20))
@example(["&lt;"])
@example(["[x](y)"])
@example(["*a*", "`b`"])
def test_a_page_to_read_shows_names_as_they_are(small_file: Path, names: list[str]) -> None:
    with filled(small_file, [*names], [0.0], None) as path, closing(sqlite3.connect(path)) as connection:
        printed = sorted(model["name"] for model in records(connection, "listed_models"))
        page = (written(path, "markdown") / "README.md").read_text(encoding="utf-8")
        assert sorted(strong(page.partition("## Models by institution")[2])) == printed


def strong(page: str) -> list[str]:
    """What stands in bold in the lists of a page of Markdown."""
    found = []
    for token in MarkdownIt("commonmark").parse(page):
        inside = False
        for part in token.children or ():
            if part.type == "strong_open":
                inside = True
                found.append("")
            inside = inside and part.type != "strong_close"
            found[-1:] = [found[-1] + part.content] if inside else found[-1:]
    return found
