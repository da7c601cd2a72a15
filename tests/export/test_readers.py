"""Each format is opened by the programs that people use, and every cell of every table is what it was."""

import csv
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import duckdb_extension_sqlite_scanner
import openpyxl
import pandas
import pyarrow
import pytest
from openpyxl.utils.escape import unescape
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from .conftest import Exported
from .export_tools import AWKWARD, Rows, entries, expected

pytestmark = pytest.mark.slow

Reader = Callable[[Path], Rows]


def texts(rows: Rows) -> Rows:
    """The rows as texts, NULL apart."""
    return [tuple(None if value is None else str(value) for value in row) for row in rows]


def flat(rows: Rows) -> Rows:
    """The rows as texts, where a reader does not tell NULL from an empty text."""
    return [tuple("" if value is None else str(value) for value in row) for row in rows]


def cell(value: Any) -> Any:
    """The value of a cell as spreadsheets show it; openpyxl leaves escapes in cells to its users."""
    return unescape(value) if isinstance(value, str) else value


def plain(value: Any) -> Any:
    """A value of pandas as Python has it."""
    if value is None or value is pandas.NA or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value


def frame(found: pandas.DataFrame) -> Rows:
    return [tuple(map(plain, row)) for row in found.itertuples(index=False, name=None)]


def asked(sql: str) -> Rows:
    with duckdb.connect() as connection:
        return connection.execute(sql).fetchall()


def csv_by_python(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def csv_by_pandas(path: Path) -> Rows:
    return frame(pandas.read_csv(path, dtype=str, keep_default_na=False))


def csv_by_duckdb(path: Path) -> Rows:
    options = "header = true, all_varchar = true, quote = '\"', escape = '\"', allow_quoted_nulls = false"
    return asked(f"SELECT * FROM read_csv('{path}', {options})")


def csv_by_pyarrow(path: Path) -> Rows:
    names = path.read_text(encoding="utf-8").partition("\n")[0].split(",")
    kinds = arrow_csv.ConvertOptions(
        column_types=dict.fromkeys(names, pyarrow.string()),
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    table = arrow_csv.read_csv(path, None, arrow_csv.ParseOptions(newlines_in_values=True), kinds)
    return [tuple(row.values()) for row in table.to_pylist()]


def json_by_python(path: Path) -> Rows:
    return [tuple(row.values()) for row in json.loads(path.read_text(encoding="utf-8"))]


def json_by_duckdb(path: Path) -> Rows:
    return asked(f"SELECT * FROM read_json('{path}')")


def ndjson_by_python(path: Path) -> Rows:
    return [tuple(json.loads(line).values()) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def parquet_by_pyarrow(path: Path) -> Rows:
    return [tuple(row.values()) for row in parquet.read_table(path).to_pylist()]


def parquet_by_pandas(path: Path) -> Rows:
    return frame(pandas.read_parquet(path, dtype_backend="numpy_nullable"))


def parquet_by_duckdb(path: Path) -> Rows:
    return asked(f"SELECT * FROM '{path}'")


EXACT: dict[str, tuple[str, Reader]] = {
    "JSON by Python": ("json", json_by_python),
    "NDJSON by Python": ("ndjson", ndjson_by_python),
    "Parquet by pyarrow": ("parquet", parquet_by_pyarrow),
    "Parquet by pandas": ("parquet", parquet_by_pandas),
    "Parquet by DuckDB": ("parquet", parquet_by_duckdb),
}
"""Readers that give values with their types."""

AS_TEXTS: dict[str, Reader] = {"DuckDB": csv_by_duckdb, "pyarrow": csv_by_pyarrow}
"""Readers of CSV that tell NULL from an empty text."""

FLAT: dict[str, Reader] = {"Python": csv_by_python, "pandas": csv_by_pandas}
"""Readers of CSV that do not."""


@pytest.mark.parametrize("reader", EXACT)
def test_every_value_comes_back_with_its_type(reader: str, awkward_file: Path, exported_awkward: Exported) -> None:
    form, read = EXACT[reader]
    for name, rows in expected(awkward_file).items():
        found = read(exported_awkward(form) / f"{name}.{form}")
        assert found == rows, name
        assert [list(map(type, row)) for row in found] == [list(map(type, row)) for row in rows], name


@pytest.mark.parametrize("reader", AS_TEXTS)
def test_csv_tells_null_from_an_empty_text(reader: str, awkward_file: Path, exported_awkward: Exported) -> None:
    for name, rows in expected(awkward_file).items():
        assert AS_TEXTS[reader](exported_awkward("csv") / f"{name}.csv") == texts(rows), name


@pytest.mark.parametrize("reader", FLAT)
def test_csv_is_read_by(reader: str, awkward_file: Path, exported_awkward: Exported) -> None:
    for name, rows in expected(awkward_file).items():
        assert FLAT[reader](exported_awkward("csv") / f"{name}.csv") == flat(rows), name


def test_json_and_ndjson_are_read_by_duckdb_and_pandas(kb_file: Path, exported: Exported) -> None:
    rows = expected(kb_file)
    for form in ("json", "ndjson"):
        assert json_by_duckdb(exported(form) / f"design_facts.{form}") == rows["design_facts"]
    as_lines = pandas.read_json(exported("ndjson") / "models.ndjson", lines=True, dtype=False)
    assert frame(as_lines) == rows["models"]


def test_duckdb_reads_the_sqlite_file_itself(awkward_file: Path, exported_awkward: Exported) -> None:
    folder = Path(duckdb_extension_sqlite_scanner.__file__).parent / "extensions" / f"v{duckdb.__version__}"
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{folder / 'sqlite_scanner.duckdb_extension'}'")
        connection.execute(f"ATTACH '{exported_awkward('sqlite') / 'llm_kb.db'}' AS kb (TYPE sqlite, READ_ONLY)")
        for name, rows in expected(awkward_file).items():
            found = connection.execute(f'SELECT * FROM kb."{name}"').fetchall()
            assert sorted(map(repr, texts(found))) == sorted(map(repr, texts(rows))), name


def test_the_sqlite_file_is_the_file_itself(kb_file: Path, exported: Exported) -> None:
    assert (exported("sqlite") / "llm_kb.db").read_bytes() == kb_file.read_bytes()


@pytest.fixture(scope="module")
def workbook(exported_awkward: Exported) -> openpyxl.Workbook:
    return openpyxl.load_workbook(exported_awkward("xlsx") / "llm-kb.xlsx")


def test_every_cell_of_the_workbook_is_what_it_was(workbook: openpyxl.Workbook, awkward_file: Path) -> None:
    rows = expected(awkward_file)
    assert workbook.sheetnames == list(rows)
    for entry in entries():
        header, *found = workbook[entry.name].iter_rows(values_only=True)
        assert header == tuple(column.name for column in entry.columns)
        assert [tuple(map(cell, row)) for row in found] == rows[entry.name], entry.name


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(workbook: openpyxl.Workbook) -> None:
    cells = [found for sheet in workbook for row in sheet.iter_rows() for found in row]
    assert {found.data_type for found in cells} == {"s", "n"}
    assert not any(found.hyperlink for found in cells)
    assert set(AWKWARD) <= {cell(found.value) for found in cells if found.data_type == "s"}


def test_the_workbook_opens_at_the_facts_with_headers_that_stay(workbook: openpyxl.Workbook) -> None:
    assert workbook.active.title == "design_facts"
    assert {sheet.freeze_panes for sheet in workbook} == {"A2"}
    assert {sheet["A1"].font.b for sheet in workbook} == {True}
    assert max(map(len, workbook.sheetnames)) <= 31
    assert workbook["models"].auto_filter.ref == f"A1:H{workbook['models'].max_row}"


def test_parquet_describes_its_tables_and_columns(exported: Exported) -> None:
    for entry in entries():
        schema = parquet.read_schema(exported("parquet") / f"{entry.name}.parquet")
        assert schema.metadata[b"description"].decode() == entry.description
        described = {field.name: field.metadata[b"description"].decode() for field in schema}
        assert described == {column.name: column.description for column in entry.columns}
        required = {field.name for field in schema if not field.nullable}
        assert required == {column.name for column in entry.columns if not column.nullable}


def test_parquet_has_the_types_of_the_database(exported: Exported) -> None:
    def kinds(name: str) -> dict[str, str]:
        schema = parquet.read_schema(exported("parquet") / f"{name}.parquet")
        return {field.name: str(field.type) for field in schema}

    assert {kinds("measurements")[name] for name in ("value", "value_from")} == {"double"}
    assert {kinds("models")[name] for name in ("surveyed",)} == {"int64"}
    assert kinds("models_overview") == dict.fromkeys(
        ("id", "name", "kind", "parent", "institution", "listed_under", "publication", "url", "names"), "string"
    ) | dict.fromkeys(("surveyed", "year", "facts", "techniques", "maker_facts", "specifications"), "int64")
    sheet = kinds("spec_sheet")
    assert {sheet["layers"], sheet["training_tokens"], sheet["open_weights"]} == {"int64"}
    assert (sheet["training_compute"], sheet["release_date"], sheet["license"]) == ("double", "string", "string")
    assert kinds("bibliography")["venue_corrected"] == "string"
