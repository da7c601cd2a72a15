"""Every part of a page offers the rows of the named query that it shows, with just the values that it shows."""

import re
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
import yaml

from llm_kb import queries

from .conftest import Get
from .reading import seen

LISTED: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("queries_of_pages.yaml").read_text(encoding="utf-8")
)
"""The queries of pages of the tiny knowledge base with the edition of makers, each with its values."""
NAMES = {query.name for query in queries.all_queries()}


def offered(answer: httpx.Response) -> list[str]:
    """The queries whose rows a page offers as CSV, by name, each followed by its values."""
    urls = (urlsplit(str(link["href"])) for link in seen(answer).select("a[href]"))
    named = ((re.fullmatch(r".*/(\w+)\.csv", url.path), url.query) for url in urls)
    found = {
        " ".join([match[1], *(f"{key}={value}" for key, value in parse_qsl(query, keep_blank_values=True))])
        for match, query in named
        if match and match[1] in NAMES
    }
    return sorted(found)


@pytest.mark.parametrize("path", LISTED)
def test_a_page_offers_the_queries_that_it_shows(get_with_makers: Get, path: str) -> None:
    assert offered(get_with_makers(path)) == LISTED[path]
