"""Every kind of page answers with real content, a footer, and nothing from another host."""

import hashlib
import re
import sqlite3
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser
from urllib.parse import quote

import httpx
import pytest

from llm_kb import queries

Get = Callable[..., httpx.Response]

PAGES = {
    "/": "7 models of 3 developers",
    "/llm_kb": "Techniques by model",
    "/llm_kb/models": "Lark &#34;XL&#34;",
    "/llm_kb/models/swift-3": "Rows that refer to this one",
    "/llm_kb/models_overview": "Models at a glance",
    "/llm_kb/design_facts?section=2.2": "early roosting",
    "/llm_kb/design_facts?_facet=institution&_facet=technique": "quarter folding",
    "/llm_kb/design_facts?_search=moss": "moss cushions",
    "/llm_kb/techniques_by_model": "Techniques by model",
    "/llm_kb?sql=select+name+from+models": "Owl 2-Mini",
    "/about": "What the words mean",
    "/api": "import duckdb",
    "/changes": "1.0.0",
    "/machines": "Model Context Protocol",
}


class Assets(HTMLParser):
    """Collects the addresses that a browser asks for of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "link" and given.get("rel") not in ("alternate", "canonical"):
            self.addresses.append(given.get("href") or "")
        self.addresses += [given[name] or "" for name in ("src", "srcset", "poster") if name in given]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_answers_with_its_content(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status_code == 200
    assert PAGES[path] in answer.text


@pytest.mark.parametrize("path", PAGES)
def test_a_page_asks_no_other_host_for_anything(get: Get, path: str) -> None:
    assets = Assets()
    assets.feed(get(path).text)
    assert [address for address in assets.addresses if re.match(r"\w+:|//", address)] == []


@pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/llm_kb/models?_sort=nosuch"])
def test_a_page_has_a_footer_with_edition_license_source_and_ways_to_cite_and_correct(get: Get, path: str) -> None:
    footer = get(path).text.rpartition("<footer")[2]
    assert all(f'href="{link}"' in footer for link in ("/about#cite", "/about#corrections", "/changes", "/api"))
    assert "Small talkers, the whole flock</strong>, 2024-08-15" in footer
    assert "CC BY 4.0" in footer
    assert "https://example.org/" in footer


@pytest.mark.parametrize("path", ["/api", "/llm_kb"])
def test_the_hash_beside_the_download_is_that_of_the_file(get: Get, path: str) -> None:
    sha256 = hashlib.sha256(get("/llm_kb.db").content).hexdigest()
    assert f"<code>{sha256}</code>" in get(path).text


def test_every_table_and_view_has_a_page_with_its_title(get: Get, kb: sqlite3.Connection) -> None:
    for name, title in kb.execute("SELECT name, title FROM dictionary_tables"):
        answer = get(f"/llm_kb/{name}")
        assert answer.status_code == 200, name
        assert f"<h1><code>{name}</code>" in answer.text and title in unescape(answer.text), name


@pytest.mark.parametrize("query", queries.all_queries(), ids=lambda query: query.name)
def test_every_named_query_has_a_page_that_tells_what_it_asks_for(get: Get, query: queries.NamedQuery) -> None:
    answer = get(f"/llm_kb/{query.name}")
    assert answer.status_code == 200
    assert query.title in unescape(answer.text)
    assert "WITH" in answer.text or "SELECT" in answer.text
    for parameter in query.parameters:
        assert parameter.description in unescape(answer.text)
        assert f'name="{parameter.name}" value="{parameter.default}"' in answer.text


def test_a_named_query_takes_its_defaults_unless_told_otherwise(get: Get) -> None:
    def citations(values: str) -> set[int]:
        return {row["citations"] for row in get(f"/llm_kb/most_cited_publications.json?_shape=array{values}").json()}

    assert min(citations("")) == 2
    assert min(citations("&least=3")) == 3
    assert min(citations("&least=")) < 2


@pytest.mark.parametrize("path", ["/", "/llm_kb", "/llm_kb/models/swift-3", "/llm_kb/design_facts", "/llm_kb/taxonomy"])
def test_a_page_is_there_as_json(get: Get, path: str) -> None:
    answer = get("/.json" if path == "/" else f"{path}.json")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.json()


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("models", '<a href="/institutions/loft">The Loft</a>'),
        ("models", '<a href="/llm_kb/model_kinds/release">release</a>'),
        ("claims?model_id=owl-2", '<a href="/models/owl-2">Owl 2</a>'),
        ("design_facts?section=2.2", '<a href="/techniques/feather-folding">feather folding</a>'),
    ],
)
def test_references_in_a_table_are_shown_by_their_labels(get: Get, path: str, shown: str) -> None:
    assert shown in get(f"/llm_kb/{path}").text


def test_references_in_a_row_are_shown_by_their_labels(get: Get) -> None:
    page = get("/llm_kb/models/finch").text
    assert '<a href="/institutions/loft">The Loft</a>' in page
    assert '<a href="/institutions/birdlab">Birdlab</a>' in page
    assert '<a href="/llm_kb/model_kinds/release">release</a>' in page


def test_a_row_page_names_only_the_tables_that_refer_to_it(get: Get) -> None:
    assert "0 rows" not in get("/llm_kb/models/swift-3").text


def test_the_facts_are_counted_by_dimension_institution_relation_and_technique_group(get: Get) -> None:
    answer = get("/llm_kb/design_facts.json").json()
    assert list(answer["facet_results"]) == ["dimension", "institution", "relation", "technique_group"]
    assert answer["suggested_facets"] == []


def test_a_facet_that_is_asked_for_again_is_shown_once(get: Get) -> None:
    answer = get("/llm_kb/design_facts.json?_facet=institution&_facet=technique").json()
    assert sorted(answer["facet_results"]) == ["dimension", "institution", "relation", "technique", "technique_group"]


@pytest.mark.parametrize("sort", ["_sort", "_sort_desc"])
@pytest.mark.parametrize("column", ["relation", "surveyed", "question", "topic", "fact_id", "rowid"])
def test_no_row_is_lost_between_the_pages_of_a_sorted_table(
    get: Get, kb: sqlite3.Connection, column: str, sort: str
) -> None:
    seen: list[str] = []
    address = f"/llm_kb/design_facts.json?{sort}={column}&_size=20"
    while address:
        answer = get(address).json()
        seen += [row[0] for row in answer["rows"]]
        address = answer["next_url"]
    every = [row[0] for row in kb.execute("SELECT fact_id FROM design_facts")]
    assert sorted(seen) == sorted(every)


@pytest.mark.parametrize("path", ["/llm_kb/models?_sort=nosuch", "/llm_kb/models.json?_sort=nosuch"])
def test_sorting_by_a_column_that_is_not_there_is_the_requests_fault(get: Get, path: str) -> None:
    answer = get(path)
    assert answer.status_code == 400
    assert "has no column" in answer.text
    assert "nosuch" in answer.text


@pytest.mark.parametrize("words", ['"', "AND", "*", "", "load AND", "NEAR(", "col:x", "a\0b", "'", "x" * 5000])
def test_search_takes_whatever_is_typed(get: Get, words: str) -> None:
    assert get(f"/llm_kb/search?words={quote(words)}").status_code == 200


@pytest.mark.parametrize("path", ["/llm_kb/models.json", "/llm_kb/models.csv", "/llm_kb.csv?sql=select+1", "/.json"])
def test_other_sites_may_read_json_and_csv(get: Get, path: str) -> None:
    assert get(path).headers["access-control-allow-origin"] == "*"
