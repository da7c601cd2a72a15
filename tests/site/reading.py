"""Reading pages in tests."""

import re
from typing import Any

import httpx
from bs4 import BeautifulSoup, Tag


def soup(answer: httpx.Response) -> BeautifulSoup:
    """The page of an answer, which must have been given."""
    assert answer.status_code == 200, (answer.status_code, answer.text[:300])
    return BeautifulSoup(answer.text, "html.parser")


def text(found: BeautifulSoup | Tag | None) -> str:
    """The text of a part of a page with single spaces."""
    assert found is not None
    return re.sub(r"\s+", " ", found.get_text(" ")).strip()


def links(found: BeautifulSoup | Tag) -> dict[str, str]:
    """The address of each link by its text."""
    return {text(link): str(link["href"]) for link in found.select("a[href]")}


def seen(answer: httpx.Response) -> Any:
    """The page of an answer, to be searched at will: whatever is looked for and not there fails the test by itself."""
    return soup(answer)
