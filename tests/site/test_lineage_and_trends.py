"""Model lineage, and how choices change over the years."""

import sqlite3

import pytest

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


def test_the_shares_of_two_years_have_one_scale(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/trends"))
    tracks = page.select(".dumbbells .track")
    assert tracks
    for row in page.select(".dumbbells tbody tr:has(.track)"):
        before, after = (cell for cell in row.select("td.of"))
        style = str(row.select_one(".track")["style"])  # type: ignore[index]
        shares = [float(part.split(":")[1]) for part in style.split(";")]
        expected = [int(number) / int(of) for number, of in (text(cell).split(" of ") for cell in (before, after))]
        assert shares == pytest.approx(expected)


def test_what_rises_and_what_falls_is_apart_and_the_largest_change_comes_first(get: Get) -> None:
    page = soup(get("/trends"))
    for heading, sign in (("rising", 1), ("falling", -1)):
        table = page.select_one(f"#{heading} + .table")
        for row in table.select("tbody tr") if table else ():
            shares = [int(n) / int(of) for n, of in (text(cell).split(" of ") for cell in row.select("td.of"))]
            assert (shares[1] - shares[0]) * sign >= 0.1
    assert page.select("#rising + .table tbody tr") or page.select("#falling + .table tbody tr")


def test_a_technique_counts_with_what_is_narrower_and_a_variant_with_its_release(get: Get) -> None:
    numbers = {
        row["technique"]: row["releases"]
        for row in get("/llm_kb/trend_of_techniques.json?_shape=array&least=").json()
        if row["year"] == 2024
    }
    assert numbers["distillation"] == 2, "two variants of Owl 2, and Swift 3"


def test_each_group_has_the_number_of_models_of_each_year(get: Get) -> None:
    page = soup(get("/trends"))
    rows = get("/llm_kb/trend_of_groups.json?_shape=array").json()
    table = page.select_one("#groups + .table")
    assert table
    shown = {text(row.select_one("th")): [text(cell) for cell in row.select("td")] for row in table.select("tbody tr")}
    for row in rows:
        assert f"{row['releases']} of {row['releases_of_year']}" in shown[row["technique_group"]]
    assert all(get(links(page)[name]).status_code == 200 for name in ("CSV", "JSON"))
