"""The front page tells what there is, and leads everywhere."""

import sqlite3

from .conftest import Get
from .reading import links, soup, text


def test_the_numbers_are_those_of_the_database(get: Get, kb: sqlite3.Connection) -> None:
    told = text(soup(get("/")).select_one(".counts"))
    for table, name in (("design_facts", "facts with evidence"), ("errata", "errata"), ("publications", "references")):
        number = kb.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        assert f"{number:,} {name}" in told


def test_the_questions_stand_under_their_dimensions(get: Get) -> None:
    page = soup(get("/"))
    found = {text(part.select_one("h3")): len(part.select(".cards > li")) for part in page.select(".dimension")}
    assert found == {"Teaching and Running": 2, "Nests and Praise": 2, "Singing": 1}
    assert links(page)["3.1 How Are Nests Kept Light?"] == "/questions/3.1"


def test_the_overview_picture_can_be_read_and_has_its_data(get: Get) -> None:
    figure = soup(get("/")).select_one("figure.picture")
    assert figure
    svg = figure.select_one("svg[role=img]")
    assert svg and "Birdlab" in str(svg["aria-label"])
    assert links(figure)["CSV"].startswith("/llm_kb/adoption_of_groups.csv")


def test_the_whole_database_can_be_downloaded(get: Get, kb: sqlite3.Connection) -> None:
    found = links(soup(get("/")))
    assert get(found["The whole knowledge base as one SQLite file"]).content.startswith(b"SQLite format 3\0")
    facts = get(
        found["JSON"] if "design_facts" in found["JSON"] else "/llm_kb/design_facts.json?_shape=objects&_size=max"
    )
    assert len(facts.json()["rows"]) == kb.execute("SELECT count(*) FROM design_facts").fetchone()[0]
