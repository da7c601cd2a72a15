"""The page of the errata."""

import sqlite3
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from .reading import seen, text

Get = Callable[..., httpx.Response]


@pytest.fixture(scope="module")
def page(get: Get) -> Any:
    """The page of all errata."""
    return seen(get("/errata"))


def shown(answer: httpx.Response) -> list[str]:
    return [item["id"] for item in seen(answer).select("article.erratum")]


def test_every_erratum_is_listed_once_in_the_order_of_the_seeds_with_the_bibliography_folded_at_the_end(
    page: Any, kb: sqlite3.Connection
) -> None:
    of_references = """SELECT erratum_id FROM errata_places GROUP BY erratum_id
        HAVING count(publication_id) = count(*)"""
    folded = [item["id"] for item in page.select("details#bibliography:not([open]) article")]
    sql = "SELECT id FROM errata WHERE id {} IN (" + of_references + ") ORDER BY ordinal"
    assert folded == [row[0] for row in kb.execute(sql.format(""))] != []
    substance = [item["id"] for item in page.select("#text ~ article")]
    assert substance == [row[0] for row in kb.execute(sql.format("NOT"))] != []


@pytest.mark.parametrize(("column", "value"), [("model", "wren-2"), ("section", "3.1"), ("section", "3")])
def test_model_and_section_narrow_the_list(get: Get, kb: sqlite3.Connection, column: str, value: str) -> None:
    wanted = {
        "model": "SELECT DISTINCT erratum_id FROM erratum_models WHERE model_id = ?",
        "section": """SELECT DISTINCT erratum_id FROM errata_places INNER JOIN passage_places USING (passage_id)
            WHERE section = ?1 OR section LIKE ?1 || '.%'""",
    }[column]
    answer = get(f"/errata?{column}={value}")
    assert sorted(shown(answer)) == sorted(row[0] for row in kb.execute(wanted, [value])) != []
    assert text(seen(answer).select_one(".outcome")).startswith(f"{len(shown(answer))} errat")


def test_a_model_may_be_spelled_as_people_do(get: Get) -> None:
    answer = get("/errata?model=wren2")
    assert shown(answer) == shown(get("/errata?model=wren-2")) != []
    assert seen(answer).find("select", {"name": "model"}).find("option", selected=True)["value"] == "wren-2"


def test_every_erratum_can_be_cited_and_corrected(page: Any) -> None:
    for article in page.select("article.erratum"):
        assert f"/errata#{article['id']}" in article.select_one("pre.cite").get_text()
        assert article.select_one(".curate > a")["href"] == "/about#corrections"


@pytest.mark.parametrize(("column", "value"), [("kind", "year"), ("status", "unverified")])
def test_kind_and_status_narrow_the_list(get: Get, kb: sqlite3.Connection, column: str, value: str) -> None:
    wanted = [row[0] for row in kb.execute(f"SELECT id FROM errata WHERE {column}_id = ?", [value])]
    assert sorted(shown(get(f"/errata?{column}={value}"))) == sorted(wanted) != []
    chosen = seen(get(f"/errata?{column}={value}")).find("select", {"name": column}).find("option", selected=True)
    assert chosen["value"] == value


def test_an_erratum_tells_correction_reason_and_how_it_is_known(page: Any, kb: sqlite3.Connection) -> None:
    erratum = page.find(id="ref-5-merle")
    told = " ".join(erratum.get_text(" ").split())
    sql = "SELECT title, correction, reason, how_known, status_id FROM errata WHERE id = 'ref-5-merle'"
    assert all(part in told for part in kb.execute(sql).fetchone())


def test_every_place_is_told_with_what_is_printed_there(page: Any, kb: sqlite3.Connection) -> None:
    for (erratum,) in kb.execute("SELECT id FROM errata"):
        told = [" ".join(item.get_text(" ").split()) for item in page.find(id=erratum).select(".places li")]
        places = kb.execute("SELECT printed FROM errata_places WHERE erratum_id = ? ORDER BY ordinal", [erratum])
        for line, (printed,) in zip(told, places, strict=True):
            assert printed is None or " ".join(printed.split()) in line


def test_places_lead_to_reference_model_and_fact(page: Any, kb: sqlite3.Connection) -> None:
    targets = {link["href"] for link in page.select(".places a")}
    sql = "SELECT '/{}/' || {} FROM errata_places WHERE {} IS NOT NULL"
    wanted = [
        {row[0] for row in kb.execute(sql.format(folder, column, column))}
        for folder, column in (
            ("publications", "publication_id"),
            ("models", "model_id"),
            ("facts", "evidence_id"),
        )
    ]
    assert all(wanted)
    assert set.union(*wanted) == targets


def test_a_place_outside_sentence_and_reference_names_its_document(page: Any) -> None:
    places = page.find(id="list-magpie").select(".places li")
    assert {place.select_one(".place").get_text() for place in places} == {"Tiny list"}


def test_nothing_that_fits_is_said_plainly(get: Get) -> None:
    assert "There is no kind &#39;nosuch&#39;: choose " in get("/errata?kind=nosuch").text
