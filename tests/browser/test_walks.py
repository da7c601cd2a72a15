"""Walks through the site as people take them: by clicking, and by keyboard alone."""

import csv
import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

from llm_kb.site.paths import NAVIGATION

from .conftest import Enter

pytestmark = pytest.mark.slow

MOST_TABS = 40
FOCUSED = "document.activeElement"
OUTLINE = f"getComputedStyle({FOCUSED}).outlineStyle"


def first_link(page: Page, part: str) -> Locator:
    """The first link in a page's main part that can be seen and whose address has that part."""
    return page.locator(f"main a[href*='{part}']").filter(visible=True).first


def tab_to(page: Page, what: str) -> None:
    """Press Tab until what a selector names has the focus, which must show."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate(f"{FOCUSED}.matches({what!r})"):
            assert page.evaluate(OUTLINE) != "none"
            return
    pytest.fail(f"Tab does not reach {what}")


def test_from_a_question_to_a_fact_to_a_model_to_a_comparison(enter: Enter) -> None:
    page = enter().open("/")
    page.click("main a[href$='/questions/3.1']")
    expect(page.locator("h1")).to_contain_text("3.1")
    first_link(page, "/facts/").click()
    expect(page).to_have_url(re.compile("/facts/tiny-source-3-1-"))
    first_link(page, "/models/").click()
    expect(page).to_have_url(re.compile("/models/[a-z]"))
    model = page.inner_text("h1")
    first_link(page, "/compare?model=").click()
    expect(page.locator("select[name=model]").first.locator("option:checked")).to_have_text(model)
    page.locator("select[name=model]").nth(1).select_option("wren-2")
    page.get_by_role("button", name="Compare", exact=True).click()
    expect(page.locator("main thead")).to_contain_text(model)
    expect(page.locator("main thead")).to_contain_text("Wren 2")
    first_link(page, "/facts/").click()
    expect(page).to_have_url(re.compile("/facts/tiny-"))


def test_from_the_matrix_to_the_evidence(enter: Enter) -> None:
    page = enter().open("/matrix")
    first_link(page, "/facts/").click()
    expect(page).to_have_url(re.compile("/facts/tiny-"))


def test_from_a_page_to_the_sql_behind_it_and_its_rows(enter: Enter) -> None:
    page = enter().open("/models/swift-3")
    rows = enter().context.request.get(urljoin(page.url, first_link(page, ".json?").get_attribute("href"))).json()
    assert rows["rows"]
    page.get_by_role("link", name="the SQL behind this").first.click()
    expect(page.locator("main")).to_contain_text("SELECT")


def test_the_list_of_models_can_be_filtered(enter: Enter) -> None:
    page = enter().open("/models")
    every = page.locator("main tbody tr").count()
    page.locator("main select[name=institution]").select_option(label="Birdlab")
    page.locator("main form button").click()
    expect(page.locator("main tbody")).to_contain_text("Wren")
    assert 0 < page.locator("main tbody tr").count() < every


def test_a_facet_narrows_the_facts_and_the_csv_has_the_rows_that_are_counted(enter: Enter) -> None:
    page = enter().open("/llm_kb/design_facts")
    page.locator(".facet-results a", has_text="avoids").click()
    expect(page).to_have_url(re.compile("relation=avoids"))
    counted = re.search(r"([\d,]+) rows", page.inner_text("main"))
    address = page.get_by_role("link", name="CSV", exact=True).first.get_attribute("href")
    assert counted
    assert address
    rows = list(csv.DictReader(page.context.request.get(urljoin(page.url, address)).text().splitlines()))
    assert len(rows) == int(counted[1].replace(",", ""))
    assert {row["relation"] for row in rows} == {"avoids"}


def test_sql_of_ones_own_is_answered(enter: Enter) -> None:
    page = enter().open("/llm_kb?sql=select+name+from+models+where+id+%3D+'swift-3'")
    page.get_by_role("button", name="Run SQL").click()
    expect(page.locator("main table")).to_contain_text("Swift 3")


def test_the_first_press_of_tab_offers_to_skip_to_the_content(enter: Enter) -> None:
    page = enter().open("/models/swift-3")
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.querySelector('main').contains({FOCUSED})")


@pytest.mark.parametrize("start", ["/", "/llm_kb/design_facts"])
def test_the_navigation_is_reached_by_keyboard(enter: Enter, start: str) -> None:
    page = enter().open(start)
    for path, _ in NAVIGATION:
        tab_to(page, f"nav a[href$='{path}']")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{NAVIGATION[-2][0]}$"))


def test_the_search_is_used_by_keyboard(enter: Enter) -> None:
    page = enter().open("/")
    tab_to(page, "header input[name=q]")
    page.keyboard.type("group relative praise")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=group"))
    tab_to(page, "main a[href$='/techniques/group-relative-praise']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("group relative praise")
