"""A visitor notices what goes wrong; each kind of problem is brought about once, on a page of our own."""

import pytest
from playwright.sync_api import Browser

from .conftest import Enter
from .visitor import Visitor

pytestmark = pytest.mark.slow

HTML = "text/html; charset=utf-8"
POLICY = {"content-security-policy": "script-src 'self'", "content-type": HTML}


def problems_of(browser: Browser, home: str, body: str, headers: dict[str, str]) -> list[str]:
    """What a visitor notices on a page with that body."""
    visitor = Visitor(browser.new_context(), home)
    visitor.page.route(f"{home}/offender", lambda route: route.fulfill(body=body, headers=headers))
    visitor.open("/offender")
    visitor.page.wait_for_load_state("networkidle")
    return visitor.leave()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("<script>console.error('broken')</script>", "console error: broken"),
        ("<script>console.warn('soon broken')</script>", "console warning: soon broken"),
        ("<script>nowhere()</script>", "script error: nowhere is not defined"),
        ("<img src='/no-such-picture' alt=''>", "status 404: "),
        ("<img src='//elsewhere.test/a.png' alt=''>", "outside request: http://elsewhere.test/a.png"),
        ("<img src='//elsewhere.test/a.png' alt=''>", "failed request: http://elsewhere.test/a.png"),
    ],
)
def test_a_problem_is_noticed(browser: Browser, home: str, body: str, problem: str) -> None:
    found = problems_of(browser, home, body, {"content-type": HTML})
    assert [line for line in found if line.startswith(problem)], found


def test_a_script_that_the_policy_blocks_is_noticed(browser: Browser, home: str) -> None:
    found = problems_of(browser, home, "<script>let x = 1</script>", POLICY)
    assert [line for line in found if line.startswith("console error") and "Content Security Policy" in line], found


def test_a_link_into_nowhere_is_noticed(browser: Browser, home: str) -> None:
    visitor = Visitor(browser.new_context(), home)
    visitor.page.goto(f"{home}/models/swfit-3")
    assert visitor.leave() == [f"status 404: {home}/models/swfit-3"]


def test_a_quiet_page_has_no_problem(browser: Browser, home: str) -> None:
    assert problems_of(browser, home, "<p>quiet</p>", POLICY) == []


def test_a_failure_that_is_wanted_is_no_problem(enter: Enter) -> None:
    enter().open("/models/swfit-3", status=404)
