"""What does not fit on a page is said, is left out, and is one link away: here with bounds that are soon reached."""

import re
import sqlite3

import pytest

from llm_kb.site import evidence
from llm_kb.site.pages import publications, questions, techniques

from .conftest import Get
from .reading import links, seen, text

# The answers of the site are kept, so that a page with other bounds is asked for at an address of its own.


def test_a_technique_shows_the_first_of_many_and_tells_of_all(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = seen(get("/techniques/running"))
    for bound in ("MAX_ADOPTERS", "FACTS", "PUBLICATIONS", "STATEMENTS"):
        monkeypatch.setattr(techniques, bound, 1)
    page = seen(get("/techniques/running?anew"))
    assert text(page.select_one(".counts")) == text(whole.select_one(".counts"))
    number = text(page.select_one(".counts strong"))
    assert f"Showing the earliest 1 in each relation, of {number} that use or introduce it." in text(page.main)
    assert not page.select("#adopters ~ figure")
    assert len(page.select(".fact .permalink")) == 1
    more = page.find(id="evidence").find_next("p").a
    assert more["href"] == "/facts?technique=running&source=survey"
    assert text(page.select_one("#unassigned ~ details summary")).startswith("More than 1 statement")
    assert len(page.select("#publications ~ ul li")) == 1


def test_what_appears_with_a_technique_may_be_told_of_some_models_alone(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(techniques, "MAX_COMPARED", 2)
    page = seen(get("/techniques/running?some"))
    number = text(page.select_one(".counts strong"))
    assert f"Of 2 of its {number} adopters, this many also use:" in text(page.main)
    assert re.fullmatch(r".* [1-2] of 2", text(page.select_one("#companions ~ .bars li")))


def test_a_question_shows_its_first_statements_whole(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [text(said) for said in seen(get("/questions/3.1")).select(".statement")]
    monkeypatch.setattr(questions, "FACTS", 9)
    page = seen(get("/questions/3.1?anew"))
    shown = [text(said) for said in page.select(".statement")]
    assert 3 < len(shown) < len(whole)
    assert shown == whole[: len(shown)]
    assert f"Showing the first {len(shown)} statements." in text(page.main)
    assert links(page.main)["All 15 facts"] == "/facts?section=3.1&source=survey"


def test_a_point_of_a_question_shows_its_first_facts(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = seen(get("/questions/3.1")).find(id="folding-further-point-1")
    monkeypatch.setattr(questions, "POINT_FACTS", 2)
    point = seen(get("/questions/3.1?few")).find(id="folding-further-point-1")
    assert text(point.summary).split()[:2] == text(whole.summary).split()[:2]
    assert text(point.summary).endswith("and others")
    shown, known = ({link["href"] for link in part.select(".permalink")} for part in (point, whole))
    assert len(shown) == 2 < len(known)
    assert shown < known


def test_a_choice_of_many_releases_names_the_first(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "NAMES", 1)
    page = seen(get("/questions/3.1?names"))
    row = next(text(row) for row in page.select("#adoption ~ details li") if "half folding" in text(row))
    assert re.search(r"\w and \d+ others", row)


def test_the_pages_of_the_errata_hold_each_once_and_links_lead_to_theirs(
    get: Get, kb: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "ERRATA", 5)
    shown: list[str] = []
    for number in (1, 2, 3):
        page = seen(get(f"/errata?anew&page={number}"))
        shown += [f"{item['id']} {number}" for item in page.select("article.erratum")]
        assert all(item.select(".places li") for item in page.select("article.erratum"))
    wanted = [row[0] for row in kb.execute("SELECT erratum_id FROM errata_overview ORDER BY place")]
    assert [found.split()[0] for found in shown] == wanted
    place = dict(found.split() for found in shown)
    for address in [link["href"] for link in seen(get("/publications/5?anew")).select(".errata a")]:
        path, _, erratum = address.partition("#")
        assert path == (f"/errata?page={place[erratum]}" if place[erratum] != "1" else "/errata")


def test_the_pages_of_a_list_of_errata_keep_its_filters(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "ERRATA", 2)
    following = seen(get("/errata?status=verified&few")).select(".pages a")
    assert following
    assert all("status=verified" in str(link["href"]) for link in following)


def test_the_pages_of_the_references_hold_each_once(
    get: Get, kb: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publications, "PUBLICATIONS", 5)
    pages = [seen(get(f"/publications?sort=citations&anew&page={number}")) for number in (1, 2, 3)]
    shown = [item["id"].removeprefix("reference-") for page in pages for item in page.select(".references li")]
    wanted = kb.execute("SELECT number FROM bibliography ORDER BY citations DESC, number")
    assert shown == [str(row[0]) for row in wanted]
    assert text(pages[1].select_one(".pages span")) == "References 6 to 10 of 13"
    assert pages[1].select_one('.pages a[rel="next"]')["href"] == "/publications?sort=citations&page=3"
