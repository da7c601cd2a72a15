"""Datasette's own pages belong to the site: what people read first comes first, and everything leads to its page."""

import csv
import re
import sqlite3
from collections.abc import Callable
from itertools import pairwise
from urllib.parse import parse_qs, quote, urlencode, urljoin, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup

from llm_kb import derive, queries
from llm_kb.dictionary import TableEntry
from llm_kb.presentation import Presentation
from llm_kb.site import contents, paths

Get = Callable[..., httpx.Response]

NATIVE = [
    *("/llm_kb", "/llm_kb/design_facts", "/llm_kb/models", "/llm_kb/models/swift-3", "/llm_kb/taxonomy"),
    *("/llm_kb?sql=select+1", "/llm_kb?sql=drop+table+x", "/llm_kb/models?_sort=nosuch"),
]


def name_of(entry: TableEntry) -> str:
    return entry.name


def soup(get: Get, path: str) -> BeautifulSoup:
    return BeautifulSoup(get(path).text, "html.parser")


def texts(page: BeautifulSoup, selector: str) -> list[str]:
    return [found.get_text(" ", strip=True) for found in page.select(selector)]


def problems_of(page: BeautifulSoup) -> list[str]:
    """What keeps people from using a page: headings out of order, ids twice, controls without a label."""
    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4")]
    ids = [str(element["id"]) for element in page.select("[id]")]
    labelled = {str(label.get("for")) for label in page.select("label[for]")}
    found = [f"heading {level} after {before}" for before, level in pairwise(levels) if level > before + 1]
    found += ["not one h1"] * (levels.count(1) != 1 or levels[0] != 1)
    found += [f"id {identifier} twice" for identifier in sorted({name for name in ids if ids.count(name) > 1})]
    for control in page.select("input:not([type=hidden]), select, textarea"):
        if not (control.get("aria-label") or control.find_parent("label") or str(control.get("id")) in labelled):
            found.append(f"no label: {control}")
    return found


@pytest.mark.parametrize("path", NATIVE)
def test_a_native_page_has_ordered_headings_single_ids_and_labelled_controls(get: Get, path: str) -> None:
    assert problems_of(soup(get, path)) == []


@pytest.mark.parametrize(
    "offender", ["<h1>a</h1><h3>b</h3>", "<h2>a</h2>", '<h1 id="a">a</h1><p id="a">', "<h1>a</h1><select></select>"]
)
def test_a_page_that_is_hard_to_use_is_found(offender: str) -> None:
    assert problems_of(BeautifulSoup(offender, "html.parser"))


@pytest.mark.parametrize("path", NATIVE)
def test_a_native_page_has_the_navigation_and_tells_previews_what_it_is(get: Get, path: str) -> None:
    page = soup(get, path)
    assert texts(page, ".site-header nav a[aria-current]") == ["SQL and tables"]
    title = page.select_one('meta[property="og:title"]')
    assert title and page.title
    assert title["content"] == page.title.string
    assert page.select_one('meta[property="og:description"]')
    assert "app.css" not in str(page), "the styles of Datasette are not needed"


def test_the_facts_show_first_what_people_read_in_the_order_of_the_survey(get: Get) -> None:
    page = soup(get, "/llm_kb/design_facts?section__in=3.1,3.2,4.1")
    headers = [header["data-column"] for header in page.select("thead th")]
    assert headers[:6] == ["model", "relation", "technique", "stage", "statement", "phrase"]
    assert texts(page, "tbody tr:first-of-type .col-section") == ["3.1"]
    assert "56 rows in the order of the survey" in texts(soup(get, "/llm_kb/design_facts"), "h2")
    columns = [texts(page, f"td.col-{name}") for name in ("section", "paragraph", "sentence")]
    places = [(section, int(paragraph), int(sentence)) for section, paragraph, sentence in zip(*columns, strict=True)]
    assert places == sorted(places)


@pytest.mark.parametrize(("asked", "number"), [("_all_columns=on", 39), ("_col=model", 2), ("_nocol=model", 38)])
def test_who_asks_for_columns_gets_them(get: Get, asked: str, number: int) -> None:
    assert len(soup(get, f"/llm_kb/design_facts?{asked}").select("thead th")) == number


def test_the_facts_lead_to_all_their_columns(get: Get) -> None:
    page = soup(get, "/llm_kb/design_facts?relation=omits")
    link = page.find("a", string="Show all 39")
    assert link
    assert len(soup(get, urljoin("/llm_kb/design_facts", str(link["href"]))).select("thead th")) == 39


def test_a_table_without_added_parameters_shows_all_also_where_an_address_asks_for_those(get: Get) -> None:
    every = soup(get, "/llm_kb/models").select("thead th")
    assert len(every) > 5
    assert soup(get, "/llm_kb/models?_default_columns=1").select("thead th") == every


@pytest.mark.parametrize("entry", [entry for entry in derive.entries() if entry.presentation.shown], ids=name_of)
def test_a_table_shows_the_columns_that_it_declares_in_their_order(get_with_makers: Get, entry: TableEntry) -> None:
    headings = soup(get_with_makers, f"/llm_kb/{entry.name}?_size=1").select("thead th[data-column]")
    assert tuple(str(heading["data-column"]) for heading in headings) == entry.presentation.shown


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("design_facts?section=2.2", '<a href="/models/owl-2">Owl 2</a>'),
        ("models", '<a href="/models/finch">finch</a>'),
        ("models", '<a aria-label="Row finch" class="permalink" href="/llm_kb/models/finch">row</a>'),
        ("models?id=swift-3", '<a href="/models/swift">Swift</a>'),
        ("evidence", '<a href="/llm_kb/statements/tiny-source-2-1-3-1">'),
        ("bibliography", '<a href="/publications/11">11</a>'),
        ("research_questions", '<a href="/questions/3.1">3-1</a>'),
        ("model_list", '<a href="/models/swift-3">Swift 3</a>'),
        ("questions", '<a href="/questions/3.1">'),
        (
            "models_by_technique?technique=group-relative-praise",
            '<a href="/facts/tiny-source-3-2-3-1--wren-2--group-relative-praise--uses--post-training">',
        ),
        ("search?words=GRP", '<a href="/techniques/group-relative-praise">group relative praise</a>'),
    ],
)
def test_an_identifier_or_a_name_beside_it_leads_to_its_page(get: Get, path: str, link: str) -> None:
    assert link in str(soup(get, f"/llm_kb/{path}"))


def test_a_number_is_a_publication_only_where_it_is_one(get: Get) -> None:
    assert "/publications/5" not in get("/llm_kb?sql=select+5+as+number").text
    assert '<a href="/publications/5">' in get("/llm_kb?sql=select+5+as+number,'x'+as+title").text


def test_an_empty_identifier_leads_nowhere(get: Get) -> None:
    assert not soup(get, "/llm_kb?sql=select+null+as+model_id,+''+as+technique_id,+'x'+as+technique").select("td a")


def test_a_row_is_a_list_of_its_columns_with_what_they_mean(get: Get) -> None:
    page = soup(get, "/llm_kb/models/swift-3")
    rows = page.select("dl.row > div")
    assert texts(page, "h1") == ["swift-3"]
    assert texts(page, "dl.row dt")[:2] == ["id", "name"]
    assert all(row.select_one(".means").get_text() for row in rows)  # type: ignore[union-attr]
    assert page.find("a", string="The page of this model", href="/models/swift-3")


def test_a_named_query_is_headed_by_its_title_above_its_sql(get: Get) -> None:
    page = soup(get, "/llm_kb/models_by_technique?technique=group-relative-praise&relation=+")
    assert texts(page, "h1") == ["Models by technique"]
    sql = queries.get("models_by_technique").statement({"technique": "group-relative-praise"}).sql
    assert page.select_one("#sql-query").get_text() == sql  # type: ignore[union-attr]
    assert "Custom SQL" not in page.get_text()
    edit = page.find("a", string="Edit this SQL")
    assert edit["href"] == f"/llm_kb?{urlencode({'sql': sql, 'technique': 'group-relative-praise'})}"  # type: ignore[index]
    fields = page.select("form.parameters :is(input, select):not([type=hidden])")
    assert [field["name"] for field in fields] == ["technique", "relation"]


def test_the_statement_that_a_page_links_gives_the_rows_of_the_page(get: Get) -> None:
    page = soup(get, "/models/swift-3")
    address = next(str(link["href"]) for link in page.select("main details.data a") if link.get_text() == "SQL")
    statement = parse_qs(urlsplit(address).query)
    assert "\n" in statement["sql"][0] and "coalesce(:" not in statement["sql"][0]
    assert set(statement) - {"sql"} == set(re.findall(r":([a-z_0-9]+)", statement["sql"][0]))
    assert get(address.replace("/llm_kb?", "/llm_kb.json?_shape=array&")).json()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("facts", {"model": " Swift 3 ", "limit": "3"}),
        ("facts", {"fact": ", ", "model": "\t"}),
        ("facts", {"model": "kiwi", "technique": "group-relative-praise"}),
        ("search", {"words": "group  relative", "kind": ""}),
        ("matrix", {"limit": "2", "offset": "x"}),
        ("number_of_facts", {"technique": "group-relative-praise"}),
    ],
)
def test_json_and_csv_hold_what_the_statement_gives(
    get: Get, kb: sqlite3.Connection, name: str, values: dict[str, str]
) -> None:
    wanted = queries.run(kb, name, values)
    answer = get(f"/llm_kb/{name}.json?{urlencode(values)}").json()
    query = queries.get(name)
    statement = query.statement(queries.with_defaults(query, values))
    assert (tuple(answer["columns"]), list(map(tuple, answer["rows"]))) == (wanted.columns, wanted.rows)
    assert answer["query"]["sql"] == statement.sql
    table = list(csv.reader(get(f"/llm_kb/{name}.csv?{urlencode(values)}").text.splitlines()))
    assert (tuple(table[0]), len(table) - 1) == (wanted.columns, len(wanted.rows))


def test_the_page_of_the_database_lists_every_table_and_query_once(get: Get) -> None:
    page = soup(get, "/llm_kb")
    links = [str(link["href"]) for link in page.select(".listing ul a")]
    listed = sorted(link.removeprefix("/llm_kb/") for link in links)
    shown = {entry.name for entry in derive.entries()} - {"build_info"}
    assert listed == sorted([*shown, *(query.name for query in queries.public_queries())])
    assert "hidden" not in page.select_one("main").get_text().replace("hidden_size", "")  # type: ignore[union-attr]


def test_every_table_and_named_query_that_is_listed_has_one_of_the_subjects() -> None:
    tables = {entry.presentation.subject for entry in derive.entries() if not entry.presentation.hidden}
    asked = {query.presentation.subject for query in queries.public_queries()}
    assert tables == set(contents.SUBJECTS)
    assert asked == set(contents.SUBJECTS) - {"Vocabularies"}


def test_what_has_a_place_is_listed_before_what_has_none_and_what_is_hidden_not_at_all() -> None:
    places = {"b": Presentation("Facts"), "a": Presentation("Facts"), "last": Presentation("Facts", place=20)}
    places |= {"first": Presentation("Facts", place=10), "no": Presentation(hidden=True)}
    tables = [TableEntry(name, "table", "A", "B.", (), (), presentation) for name, presentation in places.items()]
    facts, *others = contents.listings(tables, {"a": 7}, [])
    assert [(entry.name, entry.rows) for entry in facts.tables] == [
        ("first", None),
        ("last", None),
        ("a", 7),
        ("b", None),
    ]
    assert [listing.title for listing in others] == list(contents.SUBJECTS[1:])
    assert not any(listing.tables or listing.queries for listing in others)


def test_a_table_of_a_subject_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError, match="Fakts"):
        contents.listings([TableEntry("a", "table", "A", "B.", (), (), Presentation("Fakts"))], {}, [])


def test_the_rows_that_have_pages_are_of_kinds_that_have() -> None:
    kinds = {entry.presentation.page for entry in derive.entries()} - {None}
    assert kinds == set(paths.FOLDERS)


def test_the_example_in_the_box_for_sql_gives_rows(get: Get) -> None:
    box = soup(get, "/llm_kb").select_one("#sql-editor")
    assert box
    answer = get(f"/llm_kb.json?sql={quote(box.get_text())}&_shape=array")
    assert len(answer.json()) > 5
