"""The examples that pages, queries and boxes give are of the edition that is served, and lead to something."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from llm_kb import queries
from llm_kb.site.server import create_datasette

from ..site.conftest import Get, get_from

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def get(kb_file: Path) -> Get:
    return get_from(create_datasette(kb_file, cache_bytes=0))


def links(get: Get, path: str, selector: str) -> list[str]:
    """The addresses of this site that a part of a page links to."""
    found = BeautifulSoup(get(path).text, "html.parser").select(selector)
    return [str(link["href"]) for link in found if str(link["href"]).startswith("/")]


@pytest.mark.soak
@pytest.mark.parametrize("path", ["/", "/compare", "/machines", "/search"])
def test_every_link_of_a_page_with_examples_leads_somewhere(get: Get, path: str) -> None:
    addresses = [address for address in links(get, path, "main a[href]") if address != "/-/mcp"]
    assert len(addresses) >= 3
    assert {address: status for address in addresses if (status := get(address).status_code) not in (200, 302)} == {}


def test_every_example_of_the_search_finds_something(get: Get) -> None:
    examples = links(get, "/search", ".plain a")
    assert len(examples) > 3
    for example in examples:
        assert BeautifulSoup(get(example).text, "html.parser").select(".results > li > a"), example


def test_every_example_of_the_home_page_is_a_query_that_answers(get: Get) -> None:
    addresses = links(get, "/", ".examples a")
    assert len(addresses) >= 5
    for address in addresses:
        path, _, values = address.partition("?")
        assert queries.get(path.rpartition("/")[2])
        assert get(f"{path}.json?_shape=array&{values}").json(), address


def test_every_named_query_answers_with_its_defaults(get: Get) -> None:
    empty = {q.name for q in queries.all_queries() if not get(f"/llm_kb/{q.name}.json?_shape=array").json()}
    has_documents = get("/llm_kb/documents.json?_shape=array").json()
    of_documents = {q.name for q in queries.all_queries() if q.presentation.subject == "Sources and specifications"}
    assert empty <= (set() if has_documents else of_documents)
