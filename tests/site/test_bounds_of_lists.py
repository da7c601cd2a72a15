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
    whole = seen(get("/techniques/reinforcement-learning"))
    for bound in ("ADOPTERS", "FACTS", "PUBLICATIONS", "STATEMENTS"):
        monkeypatch.setattr(techniques, bound, 3)
    page = seen(get("/techniques/reinforcement-learning?anew"))
    assert text(page.select_one(".counts")) == text(whole.select_one(".counts"))
    number = text(page.select_one(".counts strong"))
    assert f"Shown are the earliest 3 in each relation, of {number} that use or introduce it." in text(page.main)
    assert not page.select("#adopters ~ figure")
    assert len(page.select(".fact .permalink")) == 3
    more = page.find(id="evidence").find_next("p").a
    assert more["href"] == "/facts?technique=reinforcement-learning"
    assert text(page.select_one("#unassigned ~ details summary")).startswith("More than 3 statements")
    assert len(page.select("#publications ~ ul li")) == 3


def test_what_appears_with_a_technique_may_be_told_of_some_models_alone(
    get: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(techniques, "COMPARED", 5)
    page = seen(get("/techniques/reinforcement-learning?some"))
    number = text(page.select_one(".counts strong"))
    assert f"Of 5 of the {number} models that adopt it, so many also adopt:" in text(page.main)
    assert re.fullmatch(r".* [1-5] of 5", text(page.select_one("#companions ~ .bars li")))


def test_a_question_shows_its_first_statements_whole(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [text(said) for said in seen(get("/questions/4.2")).select(".statement")]
    monkeypatch.setattr(questions, "FACTS", 20)
    page = seen(get("/questions/4.2?anew"))
    shown = [text(said) for said in page.select(".statement")]
    assert 3 < len(shown) < len(whole)
    assert shown == whole[: len(shown)]
    assert f"These are the first {len(shown)} statements." in text(page.main)
    assert links(page.main)["All 90 facts, page by page"] == "/facts?section=4.2"


def test_a_point_of_a_question_shows_its_first_facts(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = seen(get("/questions/4.2")).find(id="quantization-point-1")
    monkeypatch.setattr(questions, "OF_A_POINT", 2)
    point = seen(get("/questions/4.2?few")).find(id="quantization-point-1")
    assert text(point.summary).split()[:2] == text(whole.summary).split()[:2]
    assert text(point.summary).endswith("and others")
    shown, known = ({link["href"] for link in part.select(".permalink")} for part in (point, whole))
    assert len(shown) == 2 < len(known)
    assert shown < known


def test_a_choice_of_many_releases_names_the_first(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "NAMES", 2)
    page = seen(get("/questions/4.2?names"))
    row = next(text(row) for row in page.select("#adoption ~ details li") if "KV cache" in text(row))
    assert re.search(r"\w, [^,]+ and \d+ others", row)


def test_the_pages_of_the_errata_hold_each_once_and_links_lead_to_theirs(
    get: Get, kb: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "ERRATA", 50)
    shown: list[str] = []
    for number in (1, 2, 3):
        page = seen(get(f"/errata?anew&page={number}"))
        shown += [f"{item['id']} {number}" for item in page.select("article.erratum")]
        assert all(item.select(".places li") for item in page.select("article.erratum"))
    wanted = [row[0] for row in kb.execute("SELECT erratum_id FROM errata_overview ORDER BY place")]
    assert [found.split()[0] for found in shown] == wanted
    place = dict(found.split() for found in shown)
    for address in [link["href"] for link in seen(get("/publications/12?anew")).select(".errata a")]:
        path, _, erratum = address.partition("#")
        assert path == (f"/errata?page={place[erratum]}" if place[erratum] != "1" else "/errata")


def test_the_kinds_of_a_list_of_errata_keep_the_status(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "ERRATA", 20)
    jumps = seen(get("/errata?status=verified&few")).select(".jump a")
    assert jumps
    assert all(str(link["href"]).endswith("&status=verified") for link in jumps)


def test_the_pages_of_the_references_hold_each_once(
    get: Get, kb: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publications, "PUBLICATIONS", 60)
    pages = [seen(get(f"/publications?sort=citations&anew&page={number}")) for number in (1, 2, 3)]
    shown = [item["id"].removeprefix("reference-") for page in pages for item in page.select(".references li")]
    wanted = kb.execute("SELECT number FROM bibliography ORDER BY citations DESC, number")
    assert shown == [str(row[0]) for row in wanted]
    assert text(pages[1].select_one(".pages span")) == "References 61 to 120 of 156"
    assert pages[1].select_one('.pages a[rel="next"]')["href"] == "/publications?sort=citations&page=3"
