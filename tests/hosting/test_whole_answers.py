"""CSV holds all rows, and an answer that does not says so."""

import csv
import io
import re
import sqlite3
from html import unescape
from pathlib import Path

import pytest
from datasette.app import Datasette

from llm_kb.hosting.query_strings import MAX_CELLS
from llm_kb.site.server import SETTINGS, create_datasette
from tests.site.conftest import Get, get_from
from tests.tiny import AUTHORS

LIMIT = SETTINGS["max_returned_rows"]
MANY = f"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x %2B 1 FROM c LIMIT {LIMIT + 1}) SELECT x FROM c"
AS_MANY_AS_FIT = MANY.replace(str(LIMIT + 1), str(LIMIT))


@pytest.fixture(scope="module")
def kb_file(crowded_file: Path) -> Path:
    """A knowledge base with many rows."""
    return crowded_file


@pytest.fixture(scope="module")
def datasette(kb_file: Path) -> Datasette:
    return create_datasette(kb_file, cache_bytes=0)


@pytest.fixture(scope="module")
def get(datasette: Datasette) -> Get:
    return get_from(datasette)


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))[1:]


def test_the_csv_of_a_long_table_is_complete(get: Get, kb: sqlite3.Connection) -> None:
    rows = rows_of(get("/llm_kb/authorships.csv").text)
    every = kb.execute("SELECT publication_id, CAST(ordinal AS TEXT) FROM authorships").fetchall()
    assert len(rows) == AUTHORS
    assert sorted(tuple(row[:2]) for row in rows) == sorted(map(tuple, every))


def test_the_csv_of_a_filtered_table_has_what_the_filter_leaves(get: Get, kb: sqlite3.Connection) -> None:
    rows = rows_of(get("/llm_kb/authorships.csv?ordinal__gt=1&_sort=author_id").text)
    left = kb.execute("SELECT count(*) FROM authorships WHERE ordinal > 1").fetchone()[0]
    assert len(rows) == left > 1000


def test_the_csv_of_one_page_is_there_for_who_asks_for_it(get: Get) -> None:
    assert len(rows_of(get("/llm_kb/authorships.csv?_size=7").text)) == 7


@pytest.mark.parametrize("query", ["", "?_size=10", "?_next=1,3&_size=10", "?_facet=publication_id"])
def test_the_csv_link_of_a_table_page_gives_all_rows(get: Get, query: str) -> None:
    page = get(f"/llm_kb/authorships{query}").text
    link = re.search(r'<a href="([^"]+)">CSV</a>', page)
    assert link
    address = unescape(link[1])
    assert "_stream=on" in address
    assert len(rows_of(get(address).text)) == AUTHORS


def test_the_form_for_csv_gives_all_rows(get: Get) -> None:
    form = get("/llm_kb/authorships?_size=10").text.partition('id="export"')[2]
    hidden = re.findall(r'<input type="hidden" name="(\w+)" value="(\w+)">', form)
    assert hidden == [("_stream", "on"), ("_size", "1000")]
    assert "stream all rows" not in form


def test_the_csv_of_a_row_page_table_is_labelled_when_asked(get: Get) -> None:
    header = get("/llm_kb/claims.csv?_labels=on").text.splitlines()[0]
    assert header.startswith("id,model_id,model_id_label,technique_id,technique_id_label")


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_answer_that_is_cut_says_so_in_a_header(get: Get, form: str) -> None:
    answer = get(f"/llm_kb.{form}?sql={MANY}")
    assert answer.headers["x-truncated-at"] == str(LIMIT)
    assert "x-truncated-at" in answer.headers["access-control-expose-headers"]


def test_json_that_is_cut_says_so_itself(get: Get) -> None:
    answer = get(f"/llm_kb.json?sql={MANY}").json()
    assert answer["truncated"] is True
    assert len(answer["rows"]) == LIMIT


def test_a_page_that_is_cut_says_so(get: Get) -> None:
    page = get(f"/llm_kb?sql={MANY}").text
    assert f"These are the first {MAX_CELLS:,} rows; JSON and CSV have up to {LIMIT:,}." in page


@pytest.mark.parametrize("path", ["/llm_kb.json?sql=", "/llm_kb.csv?sql="])
def test_an_answer_that_is_whole_says_nothing(get: Get, path: str) -> None:
    answer = get(path + AS_MANY_AS_FIT)
    assert answer.status_code == 200
    assert "x-truncated-at" not in answer.headers
    assert "There are more rows" not in answer.text


def test_what_was_cut_before_is_not_told_of_the_next_answer(get: Get) -> None:
    assert "x-truncated-at" in get(f"/llm_kb.csv?sql={MANY}").headers
    assert "x-truncated-at" not in get("/llm_kb/models.csv").headers
