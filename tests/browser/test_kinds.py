"""Every kind of page works in a browser: small or large, light or dark, without JavaScript, under a strict policy."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from .audit import in_each_look
from .conftest import Enter
from .kinds import DATASETTES, KINDS, MAKERS, OURS, status
from .server import served
from .visitor import Visitor

pytestmark = pytest.mark.slow

WIDE: ViewportSize = {"width": 1280, "height": 720}
NARROW: ViewportSize = {"width": 360, "height": 740}
UNFOLD = "document.querySelectorAll('main details').forEach(part => { part.open = true })"
SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"
WORDS = "document.querySelector('main').innerText"
LINKS = "Array.from(document.querySelectorAll('main a[href]'), link => link.href)"

HIDE_WHAT_A_SCRIPT_ADDS = "document.querySelectorAll('.scripted').forEach(added => { added.style.display = 'none' })"


def scripts_allowed(policy: str) -> list[str]:
    """What a Content-Security-Policy says of scripts."""
    directives = (directive.split() for directive in policy.split(";"))
    return next((rest for name, *rest in filter(None, directives) if name == "script-src"), ["anything"])


def loose(allowed: list[str]) -> list[str]:
    """What of it lets in more than scripts of the site and those named by their hash."""
    return [source for source in allowed if source != "'self'" and not source.startswith("'sha256-")]


@pytest.fixture(scope="module")
def visitor(browser: Browser, makers_file: Path) -> Iterator[Visitor]:
    """A visitor of the site with the edition of makers, whose window all pages are shown in."""
    with served(makers_file) as address:
        visitor = Visitor(browser.new_context(reduced_motion="reduce"), address)
        yield visitor
        visitor.leave()


@pytest.fixture(scope="module")
def without_scripts(browser: Browser, visitor: Visitor) -> Iterator[Visitor]:
    """A visitor of the same site whose browser runs no scripts."""
    found = Visitor(browser.new_context(java_script_enabled=False), visitor.home)
    yield found
    found.leave()


@pytest.mark.parametrize("path", (*KINDS, *MAKERS))
def test_a_page_loads_without_errors_lets_in_only_known_scripts_fits_a_small_phone_and_keeps_nobody_out(
    visitor: Visitor, path: str
) -> None:
    """All of this is seen in one visit, with everything unfolded once the words and the width were looked at."""
    visitor.page.set_viewport_size(WIDE)
    visitor.page.emulate_media(color_scheme="light")
    answer, page = visitor.answer(path, status(path)), visitor.page
    assert loose(scripts_allowed(answer.headers.get("content-security-policy", ""))) == []
    assert page.title()
    assert len(page.inner_text("main")) > 40
    page.set_viewport_size(NARROW)
    assert page.evaluate(SIDEWAYS) <= 0
    if path not in DATASETTES:
        page.evaluate(UNFOLD)
    for width, scheme, found in in_each_look(page):
        assert found == [], (width, scheme)
        assert page.evaluate(SIDEWAYS) <= 0, width
    assert not visitor.told()


def test_a_page_that_scrolls_sideways_is_found(enter: Enter) -> None:
    page = enter(viewport=NARROW).page
    page.set_content("<!doctype html><meta name=viewport content='width=device-width'><p style='width: 400px'>wide")
    assert page.evaluate(SIDEWAYS) > 0


@pytest.mark.soak
@pytest.mark.parametrize("path", OURS)
def test_a_page_of_ours_says_the_same_without_javascript_but_for_filters_and_copy_buttons(
    visitor: Visitor, without_scripts: Visitor, path: str
) -> None:
    def read(page: Page) -> Any:
        page.evaluate(HIDE_WHAT_A_SCRIPT_ADDS)
        return page.evaluate(f"[{WORDS}, {LINKS}]")

    visitor.page.set_viewport_size(WIDE)
    with_scripts = read(visitor.open(path, status(path)))
    assert read(without_scripts.open(path, status(path))) == with_scripts
    assert not [*visitor.told(), *without_scripts.told()]


@pytest.mark.parametrize("path", DATASETTES)
def test_a_page_of_datasettes_has_the_same_links_without_javascript(
    visitor: Visitor, without_scripts: Visitor, path: str
) -> None:
    def read(page: Page) -> set[str]:
        return {link for link in page.evaluate(LINKS) if not link.endswith("#")}  # what only a script reacts to

    visitor.page.set_viewport_size(WIDE)
    with_scripts = read(visitor.open(path, status(path)))
    assert read(without_scripts.open(path, status(path))) == with_scripts
    assert not [*visitor.told(), *without_scripts.told()]


@pytest.mark.parametrize("policy", ["", "default-src 'self'", "script-src 'self' 'unsafe-eval'", "script-src *"])
def test_a_loose_policy_is_found(policy: str) -> None:
    assert loose(scripts_allowed(policy))
    assert loose(scripts_allowed("default-src 'none'; script-src 'self' 'sha256-abc='")) == []
