"""Walks through the site as people take them: by clicking, and by keyboard alone."""

import csv
import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Locator, Page, expect

from llm_kb.site.paths import MENUS

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
    page.get_by_role("link", name="Open all groups").click()
    first_link(page, "/facts/").click()
    expect(page).to_have_url(re.compile("/facts/tiny-"))


def test_from_a_page_to_the_sql_behind_it_and_its_rows(enter: Enter) -> None:
    page = enter().open("/models/swift-3")
    address = page.locator("main a[href*='.json?']").first.get_attribute("href")
    assert address
    rows = page.context.request.get(urljoin(page.url, address)).json()
    assert rows["rows"]
    page.locator("main details.data summary").first.click()
    page.get_by_role("link", name=re.compile("^SQL: ")).filter(visible=True).first.click()
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
    for title, pages in MENUS:
        if len(pages) > 1:
            tab_to(page, f"nav summary:has(+ ul a[href$='{pages[0][0]}'])")
            page.keyboard.press("Enter")
            expect(page.locator("nav details[open] summary")).to_have_text(title)
        for path, _ in pages:
            tab_to(page, f"nav a[href$='{path}']")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{MENUS[-1][1][-2][0]}$"))


def test_a_menu_closes_by_escape_and_by_a_click_elsewhere(enter: Enter) -> None:
    page = enter().open("/models")
    page.locator("nav summary", has_text="Explore").click()
    expect(page.locator("nav details[open]")).to_have_count(1)
    page.locator("nav summary", has_text="About").click()
    expect(page.locator("nav details[open] summary")).to_have_text("About")
    page.keyboard.press("Escape")
    expect(page.locator("nav details[open]")).to_have_count(0)
    page.locator("nav summary", has_text="Data").click()
    page.locator("h1").click()
    expect(page.locator("nav details[open]")).to_have_count(0)


def test_a_slash_leads_to_the_search_but_can_be_typed(enter: Enter) -> None:
    page = enter().open("/models")
    page.keyboard.press("/")
    expect(page.locator("#site-search")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.locator("#site-search")).to_have_value("a/b")


@pytest.mark.parametrize(
    ("path", "words", "item"),
    [
        ("/models", "wren", "main tbody tr"),
        ("/techniques", "half fold", ".groups li"),
        ("/publications", "praise", ".references li"),
        ("/errata", "reference 5", "article.erratum"),
    ],
)
def test_a_list_is_filtered_while_typing(enter: Enter, path: str, words: str, item: str) -> None:
    page = enter().open(path)
    every = page.locator(item).count()
    page.locator(".quick-filter input").fill(words)
    shown = page.locator(item).filter(visible=True)
    assert 0 < shown.count() < every
    expect(page.locator(".quick-filter [role=status]")).to_have_text(f"{shown.count()} of {every}")
    page.locator(".quick-filter input").fill("no such thing")
    expect(shown).to_have_count(0)
    page.locator(".quick-filter input").fill("")
    expect(page.locator(f"{item}[hidden]")).to_have_count(0)


def test_a_citation_and_the_address_of_a_page_are_copied(enter: Enter) -> None:
    page = enter(permissions=["clipboard-read", "clipboard-write"]).open("/models/swift-3")
    page.get_by_role("button", name="Copy link").click()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/models/swift-3")
    page.locator("header .curate summary").click()
    page.locator("header .curate").get_by_role("button", name="Copy", exact=True).click()
    assert page.evaluate("navigator.clipboard.readText()").startswith("Swift 3. llm-kb")


def test_the_contents_of_a_page_stay_in_sight_on_wide_screens(enter: Enter) -> None:
    page = enter(viewport={"width": 1280, "height": 700}).open("/models/swift-3")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    expect(page.locator("nav.contents a").first).to_be_in_viewport()
    page.locator("nav.contents a", has_text="What the survey says").click()
    expect(page.locator("#overview")).to_be_in_viewport()


def test_filters_are_folded_on_a_phone_alone(enter: Enter) -> None:
    page = enter(viewport={"width": 390, "height": 844}).open("/models")
    expect(page.locator("main select[name=year]")).to_be_hidden()
    page.locator("summary", has_text="Filter").click()
    expect(page.locator("main select[name=year]")).to_be_visible()
    page = enter(viewport={"width": 1280, "height": 800}).open("/models")
    expect(page.locator("main select[name=year]")).to_be_visible()


def test_the_head_and_first_column_of_a_table_stay(enter: Enter) -> None:
    page = enter(viewport={"width": 390, "height": 500}).open("/models?all=1")
    page.locator("main .table").evaluate("table => { table.scrollTop = 300; table.scrollLeft = 200 }")
    places = page.evaluate(
        """() => {
            const table = document.querySelector("main .table").getBoundingClientRect()
            const head = document.querySelector("main thead th").getBoundingClientRect()
            const name = document.querySelector("main tbody th").getBoundingClientRect()
            return [head.top - table.top, name.left - table.left]
        }"""
    )
    assert all(abs(place) < 3 for place in places), places


def test_the_search_is_used_by_keyboard(enter: Enter) -> None:
    page = enter().open("/")
    tab_to(page, "header input[name=q]")
    page.keyboard.type("group relative praise")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search\?q=group"))
    tab_to(page, "main a[href$='/techniques/group-relative-praise']")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("group relative praise")
