"""A table's page is made while nobody else is served: it shows and counts only so much, and says where the rest is."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from llm_kb.hosting import query_strings
from llm_kb.site.server import create_datasette
from tests.site.conftest import Get, get_from
from tests.tiny import AUTHORS

MOST = query_strings.MAX_PAGE_SIZE


@pytest.fixture(scope="module")
def get(crowded_file: Path) -> Get:
    """Pages of a knowledge base with many rows."""
    return get_from(create_datasette(crowded_file, cache_bytes=0))


def soup(get: Get, path: str) -> BeautifulSoup:
    return BeautifulSoup(get(f"/llm_kb/{path}").text, "html.parser")


def counting(number: int) -> str:
    return "&".join(f"_facet{form}=publication_id" for form in (["", "_array", "_date"] * number)[:number])


@pytest.mark.parametrize("size", ["max", "201", "%2B5_000", "9" * 30])
def test_a_page_has_at_most_so_many_rows_and_says_where_all_are(get: Get, size: str) -> None:
    page = soup(get, f"authorships?_size={size}")
    assert len(page.select("tbody tr")) == MOST
    assert f"A page has at most {MOST} rows. The CSV has all of them" in page.select_one("main").get_text()  # type: ignore[union-attr]


@pytest.mark.parametrize("path", ["authorships", "authorships?_size=50", "venues?_size=max"])
def test_a_page_that_was_not_brought_down_says_nothing_of_it(get: Get, path: str) -> None:
    assert "at most" not in soup(get, path).select_one("main").get_text()  # type: ignore[union-attr]


def test_json_has_more_rows_than_a_page(get: Get) -> None:
    assert len(get("/llm_kb/authorships.json?_size=max").json()["rows"]) == AUTHORS


@pytest.mark.parametrize("size", ["max", "5000", "3"])
def test_a_stream_has_all_rows_whatever_its_steps_are_asked_to_be(get: Get, size: str) -> None:
    assert len(get(f"/llm_kb/authorships.csv?_stream=on&_size={size}").text.splitlines()) == AUTHORS + 1


@pytest.mark.parametrize("form", ["", ".json", ".csv"])
def test_more_counts_than_can_be_given_are_refused(get: Get, form: str) -> None:
    answer = get(f"/llm_kb/authorships{form}?{counting(query_strings.MAX_FACETS + 1)}")
    assert answer.status_code == 400
    assert (
        f"A page counts by at most {query_strings.MAX_FACETS} columns, and this asks for {query_strings.MAX_FACETS + 1}"
        in answer.text
    )


def test_as_many_counts_as_can_be_given_are_given(get: Get) -> None:
    columns = [
        *("model", "release", "section", "technique", "stage", "basis", "topic", "question", "model_kind", "source_id")
    ]
    assert len(columns) == query_strings.MAX_FACETS
    page = soup(get, "design_facts?" + "&".join(f"_facet={column}" for column in columns))
    assert len(page.select(".facet-info")) == query_strings.MAX_FACETS + 4


@pytest.mark.parametrize("asked", ["_facetx=name", "_facet_=name", '_facet={"a": "name"}', "_facet={"])
def test_a_count_that_cannot_be_is_refused_with_the_cure(get: Get, asked: str) -> None:
    answer = get(f"/llm_kb/authors?{asked}")
    assert answer.status_code == 400
    assert "write _facet=COLUMN" in answer.text


def test_a_count_lists_at_most_so_many_values(get: Get) -> None:
    page = soup(get, "authorships?_facet=name_printed&_facet_size=max")
    counted = page.select_one("#facet-name_printed")
    assert counted
    assert len(counted.select("li")) == query_strings.MAX_FACET_SIZE
    assert "more than 500" in counted.get_text()
