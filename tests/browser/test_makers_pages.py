"""The pages that show makers' documents keep nobody out, with everything on them unfolded."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from .audit import in_each_look
from .server import served
from .visitor import Visitor

pytestmark = pytest.mark.slow

PAGES = (
    "/models",
    "/models?column=license&column=training_hardware",
    "/models/swift",
    "/models/swift-3",
    "/compare?model=swift-3&model=wren-2",
    "/sources",
    "/sources/swift-3-report",
    "/accuracy?verdict=all",
    "/conflicts",
    "/catalogs?outcome=all",
    "/disclosure",
    "/about",
)


@pytest.fixture(scope="module")
def home_with_makers(makers_file: Path) -> Iterator[str]:
    """Address of the site with the edition of makers."""
    with served(makers_file) as address:
        yield address


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_makers_is_open_to_everybody(browser: Browser, home_with_makers: str, path: str) -> None:
    visitor = Visitor(browser.new_context(reduced_motion="reduce"), home_with_makers)
    page = visitor.open(path)
    page.evaluate("document.querySelectorAll('main details').forEach(part => { part.open = true })")
    for width, scheme, found in in_each_look(page):
        assert found == [], (width, scheme)
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert not visitor.leave()
