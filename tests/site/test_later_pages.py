"""Later pages of a table lead to the first one where the rows change, and nothing that clients write is kept."""

import gc
import re
import tracemalloc
import urllib.parse
from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest
from bs4 import BeautifulSoup

Get = Callable[..., httpx.Response]


def test_no_link_of_a_later_page_that_changes_the_rows_leads_to_a_later_page(get: Get) -> None:
    first = get("/llm_kb/design_facts?_size=5&_where=1&_facet=model&_search=owl")
    later = str(BeautifulSoup(first.text, "html.parser").select_one("a[rel=next]")["href"])  # type: ignore[index]
    page = BeautifulSoup(get(later).text, "html.parser")
    asked = parse_qs(urlsplit(later).query)
    assert {"_next", "_where", "_search"} <= set(asked) and "_nofacet" not in asked
    unchanged = {"_next", "_all_columns", "_shape", "_nl", "_col"}
    for link in page.select("main a[href*='_next']"):
        other = parse_qs(urlsplit(str(link["href"])).query)
        is_next = link.get("rel") == ["next"]
        differing = {name for name in asked.keys() | other.keys() if asked.get(name) != other.get(name)}
        assert is_next or differing <= unchanged, link
    assert not page.select("input[name=_next], input[name=_nofacet], .facet-info")
    assert "DATASETTE_ALLOW_FACET = false" in str(page)
    back = str(page.select_one("a[rel=first]")["href"])  # type: ignore[index]
    assert parse_qs(back.removeprefix("?")) == {name: value for name, value in asked.items() if name != "_next"}


@pytest.mark.parametrize(
    "form", ["_filter_column=relation&_filter_op=exact&_filter_value=omits", "_sort=model&_sort_by_desc=on"]
)
@pytest.mark.parametrize("extension", ["", ".json"])
def test_a_form_that_changes_the_rows_leads_to_their_first_page(get: Get, form: str, extension: str) -> None:
    answer = get(f"/llm_kb/design_facts{extension}?_size=5&_next=5,x&{form}")
    assert answer.status_code == 302
    assert not re.search("_next|_nofacet|_default_columns", answer.headers["location"])
    assert get(answer.headers["location"]).status_code == 200


def test_the_pages_of_a_table_have_no_longer_addresses_than_the_second(get: Get) -> None:
    address, lengths = "/llm_kb/design_facts.json?_size=5", []
    for _ in range(4):
        address = get(address).json()["next_url"]
        lengths.append(len(parse_qs(urlsplit(address).query, keep_blank_values=True)["_next"]) + address.count("&"))
    assert len(set(lengths[1:])) == 1


@pytest.mark.parametrize("column", ["model_id", "fact_id", "number", "title"])
def test_a_text_that_is_too_long_for_an_identifier_has_no_link(get: Get, column: str) -> None:
    sql = f"select replace(hex(zeroblob(100000)), '0', 'x') as {column}, 'model' as kind, 'x' as bib_key, 1 as id"
    answer = get(f"/llm_kb?{urlencode({'sql': sql})}")
    assert answer.status_code == 200
    assert len(answer.text) < 60_000


@pytest.mark.slow
def test_nothing_that_clients_write_stays_in_memory(get: Get) -> None:
    def grow(numbers: range) -> int:
        for number in numbers:
            name = "n" * 9000
            sql = f"select replace(hex(zeroblob(100)), '0', 'x') || {number} as model_id, 1 as \"{name}{number}\""
            assert get(f"/llm_kb?{urlencode({'sql': sql})}").status_code == 200
        vars(urllib.parse)["clear_cache"]()  # of the standard library, which holds 128 addresses
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = grow(range(10))
        assert grow(range(10, 30)) - before < 20 * 9000
    finally:
        tracemalloc.stop()
