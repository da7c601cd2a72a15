"""Named queries, the index of tables, suggested facets and hints of the SQL pages."""

import sqlite3
from urllib.parse import parse_qs, urlsplit

import pytest

from llm_kb import derive, queries
from llm_kb.site import contents

from .conftest import Get
from .test_native_pages import soup, texts


def test_the_rows_of_a_named_query_come_before_its_sql_which_one_parameter_unfolds(get: Get) -> None:
    page = soup(get, "/llm_kb/facts?model=swift-3")
    assert [str(part.get("id") or part.name) for part in page.select("#sql, #rows, tbody")] == ["rows", "tbody", "sql"]
    assert not page.select_one("#sql[open]")
    assert soup(get, "/llm_kb/facts?model=swift-3&_sql=1").select_one("#sql[open]")


def test_a_named_query_suggests_values_and_folds_what_programs_need(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get, "/llm_kb/facts")
    assert [field["name"] for field in page.select("details.more :is(input, select)")] == [
        *("publication", "fact", "release", "exactly", "source", "limit", "offset")
    ]
    models = {str(option["value"]) for option in page.select("#options-model option")}
    assert models == {row[0] for row in kb.execute("SELECT id FROM models")}
    relations = {str(option["value"]): option.get_text() for option in page.select("#options-relation option")}
    assert relations["produces"] == "generates"
    assert not page.select_one("details.more[open]")
    assert soup(get, "/llm_kb/facts?limit=3").select_one("details.more[open]")


@pytest.mark.parametrize(
    ("submitted", "location"),
    [
        ("facts?model=kiwi&technique=&exactly=+&_submitted=1", "/llm_kb/facts?model=kiwi"),
        ("facts?model=&_submitted=1", "/llm_kb/facts"),
        ("compare_models?first=deepseek-v3&second=&_submitted=1", "/llm_kb/compare_models?second="),
    ],
)
def test_a_submitted_form_leads_to_the_address_without_what_is_at_its_default(
    get: Get, submitted: str, location: str
) -> None:
    answer = get(f"/llm_kb/{submitted}")
    assert (answer.status_code, answer.headers["location"]) == (302, location)
    assert get(location).status_code == 200


def test_the_links_to_the_data_of_a_page_have_no_parameters_at_their_defaults(get: Get) -> None:
    page = soup(get, "/models/swift-3")
    addresses = [str(link["href"]) for link in page.find_all("a", string="CSV") if "?" in str(link["href"])]
    assert addresses
    for address in addresses:
        split = urlsplit(address)
        defaults = queries.get(split.path.rpartition("/")[2].removesuffix(".csv")).defaults
        values = {name: values[0] for name, values in parse_qs(split.query, keep_blank_values=True).items()}
        assert not {name for name, value in values.items() if defaults.get(name) == value}


def test_the_page_of_the_database_begins_with_tables_their_columns_and_questions(get: Get) -> None:
    page = soup(get, "/llm_kb")
    tables = page.select("#main-tables + ul > li")
    assert [text.get_text() for text in page.select("#main-tables + ul code")] == list(contents.MAIN_TABLES)
    assert all(table.select_one(".columns-of").get_text() for table in tables)  # type: ignore[union-attr]
    addresses = [str(link["href"]) for link in page.select("#questions + ul a")]
    assert len(addresses) == len(contents.QUESTIONS) == 15
    assert {get(address).status_code for address in addresses} == {200}
    assert not page.select("details.listing[open]")


def test_the_columns_of_every_table_are_listed_with_the_editor(get: Get) -> None:
    for path in ("/llm_kb", "/llm_kb?sql=select+1"):
        columns = dict(zip(texts(soup(get, path), ".schema dt"), texts(soup(get, path), ".schema dd"), strict=True))
        assert columns["claims"] == "id, model_id, technique_id, relation_id, stage_id"


def test_a_facet_is_suggested_in_one_click_until_it_is_there(get: Get) -> None:
    page = soup(get, "/llm_kb/design_facts?relation=uses")
    link = page.find("a", string="stage", href="?relation=uses&_facet=stage")
    assert link
    counted = soup(get, f"/llm_kb/design_facts{link['href']}")
    assert "facet-stage" in {str(facet["id"]) for facet in counted.select(".facet-info")}
    assert "stage" not in texts(counted, ".suggested a")


def test_every_suggested_facet_is_a_column_that_the_page_does_not_count_by() -> None:
    for entry in derive.entries():
        suggested = () if entry.presentation.hidden else contents.suggested_facets(entry, ["stage"])
        counted_by = {*entry.presentation.facets, "stage"}
        assert set(suggested) <= {column.name for column in entry.columns} - counted_by, entry.name


def test_a_statement_without_rows_says_what_its_words_mean(get: Get) -> None:
    page = soup(get, "/llm_kb?sql=select+*+from+design_facts+where+technique_id='group+relative+praise'")
    assert "whose technique_id is 'group-relative-praise'" in page.get_text()


def test_a_table_is_headed_by_its_name_and_what_a_row_is(get: Get) -> None:
    page = soup(get, "/llm_kb/design_facts")
    assert texts(page, "h1") == ["design_facts"]
    assert "One row per fact" in texts(page, ".lead")[0]
    assert texts(page, ".trail") == ["llm_kb / design_facts"]


@pytest.mark.parametrize(
    ("length", "expected"), [(60, ""), (61, "medium"), (110, "medium"), (111, "wide"), (170, "wide"), (171, "long")]
)
def test_a_text_gets_the_width_that_it_needs_and_is_whole_though_clamped(get: Get, length: int, expected: str) -> None:
    cell = soup(get, f"/llm_kb?sql=select+'{'x' * length}'+as+t").select_one("td.col-t")
    assert cell and cell.get_text() == "x" * length
    assert [str(part["class"][0]) for part in cell.select("span")] == [expected] * bool(expected)
    assert bool(cell.select_one("details.whole > summary > .long")) == (expected == "long")


def test_a_chart_that_cannot_be_drawn_says_why_in_words(get: Get) -> None:
    page = soup(get, "/llm_kb?sql=select+name,+id+from+models&_mark=heat&_x=name&_y=id&_colour=id")
    assert "The cells of a heat map sum up numbers, and 'id' contains names" in texts(page, ".draw [role=alert]")[0]
    assert not page.select(".draw img")
    assert not soup(get, "/llm_kb/models?_mark=bar&_x=kind_id").select(".draw [role=alert]")
