"""Every kind of page works in a browser: in a narrow window, without JavaScript, and under a strict policy."""

from typing import Any

import pytest
from playwright.sync_api import Page, ViewportSize

from .conftest import Enter
from .kinds import DATASETTES, KINDS, OURS, status

pytestmark = pytest.mark.slow

NARROW: ViewportSize = {"width": 360, "height": 740}
SIDEWAYS = "document.documentElement.scrollWidth - window.innerWidth"
WORDS = "document.querySelector('main').innerText"
LINKS = "Array.from(document.querySelectorAll('main a[href]'), link => link.href)"

HIDE_WHAT_A_SCRIPT_ADDS = "document.querySelectorAll('.scripted').forEach(added => { added.style.display = 'none' })"

each_kind = pytest.mark.parametrize("path", KINDS)


def scripts_allowed(policy: str) -> list[str]:
    """What a Content-Security-Policy says of scripts."""
    directives = (directive.split() for directive in policy.split(";"))
    return next((rest for name, *rest in filter(None, directives) if name == "script-src"), ["anything"])


def loose(allowed: list[str]) -> list[str]:
    """What of it lets in more than scripts of the site and those named by their hash."""
    return [source for source in allowed if source != "'self'" and not source.startswith("'sha256-")]


@each_kind
def test_a_page_loads_without_errors_fits_a_small_phone_and_lets_in_only_known_scripts(enter: Enter, path: str) -> None:
    visitor = enter()
    page = visitor.open(path, status(path))
    assert page.title()
    assert len(page.inner_text("main")) > 40
    page.set_viewport_size(NARROW)
    assert page.evaluate(SIDEWAYS) <= 0
    response = visitor.context.request.get(f"{visitor.home}{path}")
    assert loose(scripts_allowed(response.headers.get("content-security-policy", ""))) == []


def test_a_page_that_scrolls_sideways_is_found(enter: Enter) -> None:
    page = enter(viewport=NARROW).page
    page.set_content("<!doctype html><meta name=viewport content='width=device-width'><p style='width: 400px'>wide")
    assert page.evaluate(SIDEWAYS) > 0


@pytest.mark.soak
@pytest.mark.slow
@pytest.mark.parametrize("path", OURS)
def test_a_page_of_ours_says_the_same_without_javascript_but_for_filters_and_copy_buttons(
    enter: Enter, path: str
) -> None:
    def read(page: Page) -> Any:
        page.evaluate(HIDE_WHAT_A_SCRIPT_ADDS)
        return page.evaluate(f"[{WORDS}, {LINKS}]")

    with_scripts = read(enter().open(path, status(path)))
    assert read(enter(java_script_enabled=False).open(path, status(path))) == with_scripts


@pytest.mark.slow
@pytest.mark.parametrize("path", DATASETTES)
def test_a_page_of_datasettes_has_the_same_links_without_javascript(enter: Enter, path: str) -> None:
    def read(page: Page) -> set[str]:
        return {link for link in page.evaluate(LINKS) if not link.endswith("#")}  # what only a script reacts to

    with_scripts = read(enter().open(path, status(path)))
    assert read(enter(java_script_enabled=False).open(path, status(path))) == with_scripts


@pytest.mark.parametrize("policy", ["", "default-src 'self'", "script-src 'self' 'unsafe-eval'", "script-src *"])
def test_a_loose_policy_is_found(policy: str) -> None:
    assert loose(scripts_allowed(policy))
    assert loose(scripts_allowed("default-src 'none'; script-src 'self' 'sha256-abc='")) == []
