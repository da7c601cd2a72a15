"""Lists that grow with the knowledge base are shown a page at a time, and whatever stands on several pages is whole."""

import re
import sqlite3
from itertools import chain
from pathlib import Path

import pytest

from llm_kb.site.pages import institutions, lineage, matrix, model, models, options, techniques
from llm_kb.site.server import create_datasette

from .conftest import Get, get_from
from .reading import links, seen, soup, text


@pytest.fixture(scope="module")
def fresh(kb_file: Path) -> Get:
    """Pages that are made anew for each request."""
    return get_from(create_datasette(kb_file, cache_bytes=0))


def through(get: Get, path: str, selector: str) -> list[list[str]]:
    """The texts that fit a selector on each page of a list, following its links to the next."""
    found, ahead = [], [path]
    while ahead:
        page = soup(get(ahead.pop()))
        found.append([text(element) for element in page.select(selector)])
        ahead = [str(link["href"]) for link in page.select('nav.pages a[rel="next"]')]
    return found


def test_a_list_of_models_goes_on_over_pages_with_its_filters(fresh: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = through(fresh, "/models?sort=year", "tbody th a")
    monkeypatch.setattr(models, "MODELS", 2)
    parts = through(fresh, "/models?sort=year", "tbody th a")
    assert [len(part) for part in parts] == [2, 2, 2, 1]
    assert [list(chain(*parts))] == whole
    page = seen(fresh("/models?sort=year&page=2"))
    assert "Models 3 to 4 of 7" in text(page.select_one("nav.pages"))
    assert links(page.select_one("nav.pages"))["Previous page"] == "/models?sort=year"
    assert "limit=2&offset=2" in links(page.select_one("main"))["CSV"]


@pytest.mark.parametrize("number", ["0", "99", "x", "²", "9" * 30, "-1"])
def test_a_page_that_there_is_not_is_the_first(number: str, fresh: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "MODELS", 5)
    page, first = (seen(fresh(f"/models{query}")) for query in (f"?page={number}", ""))
    assert text(page.select_one("nav.pages span")) == "Models 1 to 5 of 7"
    assert page.main == first.main


def test_a_list_without_items_has_no_other_pages(fresh: Get) -> None:
    for query in ("", "&page=2"):
        page = seen(fresh(f"/models?institution=nobody{query}"))
        assert not page.select("nav.pages, tbody tr")


def test_what_fits_on_one_page_has_no_others_and_leads_to_all_rows(fresh: Get) -> None:
    page = seen(fresh("/models"))
    assert not page.select("nav.pages")
    assert not re.search(r"limit=|offset=", links(page.select_one("main"))["CSV"])


def test_institutions_stand_with_their_models_on_several_pages(fresh: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = through(fresh, "/institutions", ".cards > li")
    monkeypatch.setattr(institutions, "INSTITUTIONS", 2)
    parts = through(fresh, "/institutions", ".cards > li")
    assert len(parts) == 3
    assert sorted(chain(*parts)) == sorted(chain(*whole))


def test_the_matrix_goes_on_over_pages(fresh: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    path, marks = "/matrix?least=1&open=all", ".matrix tr:not(.group) td a > span"
    whole = through(fresh, path, marks)
    models = through(fresh, path, "th.model")
    monkeypatch.setattr(matrix, "RELEASES", 3)
    parts = through(fresh, path, marks)
    assert len(parts) == 3
    assert sorted(chain(*parts)) == sorted(chain(*whole))
    assert [list(chain(*through(fresh, path, "th.model")))] == models


def test_a_part_of_the_matrix_in_which_nothing_fits_leads_to_the_others(
    fresh: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(matrix, "RELEASES", 2)
    path = "/matrix?group=nest-building&least=1"
    assert [len(models) for models in through(fresh, path, ".matrix th.model")] == [0, 1, 0, 1]


def test_the_lineage_goes_on_over_pages(fresh: Get, monkeypatch: pytest.MonkeyPatch, kb: sqlite3.Connection) -> None:
    monkeypatch.setattr(lineage, "LESSONS", 5)
    parts = through(fresh, "/lineage", ".fact")
    assert sum(len(part) for part in parts) == kb.execute("SELECT count(*) FROM lineage").fetchone()[0]
    assert len(parts) == 2


def test_a_model_shows_its_first_facts_and_leads_to_all(fresh: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(model, "FACTS", 4)
    page = seen(fresh("/models/swift-3"))
    assert len(page.select("#evidence ~ section .permalink")) == 4
    assert "Showing the first 4 of" in text(page)
    assert links(page.select_one("main"))["See all"] == "/facts?model=swift-3&source=survey"


def test_a_technique_shows_the_first_statements_of_makers_and_says_so(
    get_with_makers: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    def behind() -> str:
        page = soup(get_with_makers("/techniques/song-copying"))
        (summary,) = (text(each) for each in page.select("details.said summary") if "with their places" in text(each))
        return summary

    assert "first statements" not in behind()
    monkeypatch.setattr(techniques, "STATEMENTS_OF_MAKERS", 0)
    assert behind().startswith("The first statements behind ")


def test_an_institution_shows_its_first_models_and_facts_and_leads_to_all(
    fresh: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(institutions, "FACTS", 4)
    monkeypatch.setattr(institutions, "MODELS", 1)
    page = seen(fresh("/institutions/mud-and-straw"))
    assert len(page.select(".years strong a")) <= 1
    addresses = [str(link["href"]) for link in page.select("main a") if text(link) == "See all"]
    assert addresses == ["/models?institution=mud-and-straw&all=1", "/facts?institution=mud-and-straw&source=survey"]


@pytest.mark.parametrize(
    ("path", "name", "typed", "shown"),
    [
        ("/models", "institution", "Mud %26 Straw", "Swift 3"),
        ("/matrix", "institution", "mud-and-straw", "Swift 3"),
        ("/compare", "model", "Swift 3&model=wren-2", "Swift 3, Wren 2 compared"),
        ("/lineage", "model", "Owl 2-Large", "Magpie"),
    ],
)
def test_where_there_is_too_much_to_choose_from_the_name_is_typed(
    path: str, name: str, typed: str, shown: str, fresh: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(options, "MOST", 5)
    page = seen(fresh(path))
    assert page.select(f'main input[name="{name}"]')
    assert not page.select(f'main select[name="{name}"]')
    assert shown in text(soup(fresh(f"{path}?{name}={typed}")).select_one("main"))
