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


def test_the_techniques_of_each_developer_are_counted_and_lead_to_their_facts(get: Get) -> None:
    page = soup(get("/"))
    rows = get("/llm_kb/adoption_of_groups.json?_shape=array").json()
    cells = {str(cell["aria-label"]): cell for cell in page.select(".matrix td a")}
    assert len(cells) == sum(row["techniques"] > 0 for row in rows)
    cell = cells["Nestworks: 2 techniques of teaching methods"]
    assert "Owl 2" in str(cell["title"])
    assert soup(get(str(cell["href"]))).select("main .fact")
    assert "/llm_kb/adoption_of_groups.csv?limit=30" in [str(link["href"]) for link in page.select("main a")]


def test_the_whole_database_can_be_downloaded(get: Get, kb: sqlite3.Connection) -> None:
    found = links(soup(get("/")))
    assert get(found["The whole knowledge base as one SQLite file"]).content.startswith(b"SQLite format 3\0")
    facts = get(
        found["JSON"] if "design_facts" in found["JSON"] else "/llm_kb/design_facts.json?_shape=objects&_size=max"
    )
    assert len(facts.json()["rows"]) == kb.execute("SELECT count(*) FROM design_facts").fetchone()[0]
