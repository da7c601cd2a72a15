"""Who learned from whom, and how choices change over the years."""

import sqlite3

from .conftest import Get
from .reading import links, soup, text


def test_every_pair_of_the_lineage_is_listed_and_drawn(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/lineage"))
    pairs = kb.execute("SELECT student, teacher, fact_id FROM lineage").fetchall()
    assert len(page.select("main .fact")) == len(pairs)
    drawn = page.select_one(".drawing svg")
    assert drawn
    assert {row[0] for row in pairs} | {row[1] for row in pairs} <= {text(link) for link in drawn.select("a")}


def test_a_box_of_the_drawing_leads_to_its_model(get: Get) -> None:
    drawn = soup(get("/lineage")).select_one(".drawing svg")
    assert drawn
    addresses = {str(link.get("href") or link.get("xlink:href")) for link in drawn.select("a")}
    assert "/models/owl-2-large" in addresses


def test_the_lineage_of_one_model_has_only_its_pairs(get: Get) -> None:
    page = soup(get("/lineage?model=finch"))
    assert len(page.select("main .fact")) == 1
    assert "Rook" in text(page.select_one("main .statements"))


def test_a_model_without_lineage_says_so(get: Get) -> None:
    page = soup(get("/lineage?model=kiwi"))
    assert "no such link" in text(page)
    assert not page.select(".drawing")


def test_the_trends_have_a_picture_for_each_dimension_with_its_data(get: Get) -> None:
    page = soup(get("/trends"))
    figures = page.select("figure.picture")
    assert len(figures) == 3
    for figure in figures:
        assert figure.select_one("svg[role=img][aria-label]")
        assert get(links(figure)["CSV"]).text.count("\n") > 3


def test_the_most_adopted_techniques_of_a_year_come_first(get: Get) -> None:
    for ranking in soup(get("/trends")).select(".columns ol"):
        numbers = [int(text(row.select_one("span[title]")).split()[0]) for row in ranking.select("li")]
        assert numbers == sorted(numbers, reverse=True)
        assert len(numbers) <= 10
        assert min(numbers) > 1


def test_a_variant_counts_with_its_release_among_the_most_adopted(get: Get) -> None:
    of_2024 = soup(get("/trends")).select(".columns section")[-1]
    assert "distillation 2 models" in text(of_2024), "two variants of Owl 2, and Swift 3"
