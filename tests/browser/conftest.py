"""The server, the browser, and visitors who must meet no problem.

Playwright keeps an event loop running in its thread as long as it is open, and other tests run loops of their own:
therefore it lives no longer than the tests of this package.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from .chromium import NONE_STARTS, launch
from .server import served
from .visitor import Visitor

Enter = Callable[..., Visitor]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A Chromium; tests are skipped where there is none, which is a failure in CI."""
    with sync_playwright() as playwright:
        found = launch(playwright)
        if found is None and os.environ.get("CI"):
            pytest.fail(NONE_STARTS)
        if found is None:
            pytest.skip(NONE_STARTS)
        with found:
            yield found


@pytest.fixture(scope="package")
def home(kb_file: Path) -> Iterator[str]:
    """Address of the site, without a slash at its end."""
    with served(kb_file) as address:
        yield address


@pytest.fixture(scope="package")
def window(browser: Browser, home: str) -> Iterator[Visitor]:
    """A window that visitors enter one after the other, since a new one for each takes longer than most visits."""
    visitor = Visitor(browser.new_context(), home)
    yield visitor
    visitor.leave()


@pytest.fixture
def enter(browser: Browser, home: str, window: Visitor) -> Iterator[Enter]:
    """A function that lets a visitor enter, with what Playwright's `new_context` takes; none may meet a problem."""
    visitors: list[Visitor] = []

    def enter(**options: Any) -> Visitor:
        if not options:
            return window
        visitors.append(Visitor(browser.new_context(**options), home))
        return visitors[-1]

    yield enter
    problems = [*window.told(), *(problem for visitor in visitors for problem in visitor.leave())]
    assert not problems, "\n".join(problems)
