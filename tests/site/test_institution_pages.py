"""The pages of institutions: the list, and what one of them builds and chooses."""

import sqlite3

import pytest

from .conftest import Get
from .reading import links, soup, text


def test_the_surveyed_institutions_stand_before_the_other_makers(get: Get, kb: sqlite3.Connection) -> None:
    surveyed, others = soup(get("/institutions")).select(".cards")
    for cards, value in ((surveyed, 1), (others, 0)):
        rows = kb.execute("SELECT name FROM institutions WHERE surveyed = ? ORDER BY ordinal", [value])
        assert [text(card) for card in cards.select(":scope > li > a")] == [row[0] for row in rows]
    assert len(surveyed.select(":scope > li")) == 3


def test_each_institution_is_listed_with_the_models_that_it_made(get: Get, kb: sqlite3.Connection) -> None:
    cards = soup(get("/institutions")).select(".cards > li")
    shown = {str(chip["href"]): text(card.a) for card in cards for chip in card.select(".chip")}
    for model, maker in kb.execute(
        "SELECT m.id, i.name FROM models AS m INNER JOIN institutions AS i ON m.institution_id = i.id WHERE m.surveyed"
    ):
        assert shown[f"/models/{model}"] == maker


def test_the_list_tells_where_the_survey_counts_otherwise(get: Get) -> None:
    told = {text(card.a): text(card) for card in soup(get("/institutions")).select(".cards > li")}
    assert "2 in the survey, 3 listed under its name" in told["Birdlab"]
    assert "1 in the survey, none listed under its name" in told["The Loft"]
    assert "listed under" not in told["Mud & Straw"]


def test_models_stand_by_year_with_their_variants(get: Get) -> None:
    page = soup(get("/institutions/mud-and-straw"))
    years = {text(row.dt): row for row in page.select(".years > div")}
    assert list(years) == ["2023", "2024", "no year stated"]
    assert [text(name) for name in years["2023"].select("strong")] == ["Magpie"]
    assert [text(chip) for chip in years["2024"].select("li")[0].select(".chip")] == ["Swift 3-Long"]


@pytest.mark.parametrize("institution", ["loft", "nestworks", "mud-and-straw", "ueber-federn"])
def test_no_model_of_an_institution_is_left_out(get: Get, kb: sqlite3.Connection, institution: str) -> None:
    page = soup(get(f"/institutions/{institution}"))
    shown = {str(link["href"]) for link in page.select('.years a, #models ~ p a[href^="/models/"]')}
    rows = kb.execute("SELECT id FROM models WHERE institution_id = ?", [institution])
    assert shown == {f"/models/{row[0]}" for row in rows}


def test_models_without_a_year_come_last(get: Get) -> None:
    years = [text(row) for row in soup(get("/institutions/mud-and-straw")).select(".years dt")]
    assert years[-1] == "no year stated"


@pytest.mark.parametrize("institution", ["birdlab", "loft"])
def test_a_model_listed_under_another_maker_is_told_with_its_erratum(get: Get, institution: str) -> None:
    note = soup(get(f"/institutions/{institution}")).select_one(".note")
    assert text(note).startswith("The survey lists Finch under Birdlab ; its developer is The Loft .")
    assert any(address.startswith("/errata#") for address in links(note).values())  # type: ignore[arg-type]
    assert not soup(get("/institutions/mud-and-straw")).select(".note")


def test_what_its_models_choose_most_comes_first(get: Get) -> None:
    bars = [text(bar) for bar in soup(get("/institutions/mud-and-straw")).select(".bars li")]
    assert bars[0] == "FF 3 of 3: Kiwi, Magpie, Swift 3"
    shares = [int(bar.split(" of 3:")[0].rsplit(" ", 1)[1]) for bar in bars]
    assert shares == sorted(shares, reverse=True)


def test_what_only_its_models_do_is_done_by_no_other(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/institutions/birdlab"))
    alone = [str(link["href"]).rpartition("/")[2] for link in page.select_one("#alone").find_next("ul").select("a")]  # type: ignore[union-attr]
    assert "imitated-songs" in alone
    for technique in alone:
        makers = kb.execute(
            """SELECT DISTINCT f.institution FROM design_facts AS f
            INNER JOIN technique_names AS reach ON f.technique_id = reach.technique_id
            WHERE reach.name = ? AND f.relation IN ('uses', 'introduces')""",
            [technique],
        ).fetchall()
        assert [row[0] for row in makers] == ["Birdlab"], technique


def test_what_its_models_avoid_or_omit_leads_to_the_evidence(get: Get) -> None:
    chips = soup(get("/institutions/loft")).select("#declined ~ .glance .chip")
    assert [text(chip) for chip in chips] == [
        "rule list Finch training",
        "half folding Finch tail stage not stated",
        "praise Finch stage not stated",
    ]
    assert all(str(chip["href"]).startswith("/facts/") for chip in chips)


def test_every_fact_of_an_institution_is_shown_under_its_question(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/institutions/birdlab"))
    shown = [str(link["href"]) for link in page.select("#evidence ~ section .fact .permalink")]
    facts = kb.execute("SELECT fact_id FROM design_facts WHERE institution = 'Birdlab'").fetchall()
    assert sorted(shown) == sorted(f"/facts/{row[0]}" for row in facts)


def test_errata_that_touch_its_models_are_shown(get: Get) -> None:
    shown = {text(found) for found in soup(get("/institutions/birdlab")).select("#errata ~ .errata li a")}
    assert "The address of reference 5 has moved." in shown
    assert not any("Swift" in title for title in shown)


def test_every_institution_has_a_page(get: Get, kb: sqlite3.Connection) -> None:
    for identifier, name in kb.execute("SELECT id, name FROM institutions").fetchall():
        assert text(soup(get(f"/institutions/{identifier}")).select_one("h1")) == name


def test_an_unknown_institution_is_not_found(get: Get) -> None:
    assert get("/institutions/nope").status_code == 404
