"""The pages of questions: the list, and what one question finds with the facts that support it."""

import sqlite3

import pytest

from .conftest import Get
from .reading import links, soup, text

SECTIONS = ["2.1", "2.2", "3.1", "3.2", "4.1"]


def test_the_questions_stand_under_their_dimensions_in_order(get: Get) -> None:
    main = soup(get("/questions")).select_one("main")
    assert main
    assert [text(heading) for heading in main.select("h2")] == ["Teaching and Running", "Nests and Praise", "Singing"]
    cards = [str(link["href"]) for link in main.select(".cards li > a")]
    assert cards == [f"/questions/{section}" for section in SECTIONS]


def test_the_list_tells_what_is_concluded_of_each_question_and_dimension(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/questions"))
    told = text(page)
    for identifier, statement, question in kb.execute(
        """SELECT id, statement, research_question_id FROM findings
        WHERE kind_id = 'takeaway' OR research_question_id IS NULL"""
    ):
        assert statement in told
        assert question or page.find(id=identifier), identifier


def test_the_list_counts_what_is_known_of_a_question(get: Get, kb: sqlite3.Connection) -> None:
    facts = kb.execute("SELECT count(*) FROM design_facts WHERE section = '3.1'").fetchone()[0]
    card = next(card for card in soup(get("/questions")).select(".cards li") if "3.1" in text(card))
    assert f"4 key points · {facts} facts" in text(card)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_finding_of_a_question_can_be_linked_to(get: Get, kb: sqlite3.Connection, section: str) -> None:
    page = soup(get(f"/questions/{section}"))
    for identifier, statement in kb.execute(
        "SELECT id, statement FROM findings WHERE research_question_id = ?", [section.replace(".", "-")]
    ):
        assert statement in text(page.find(id=identifier))


def test_a_point_stands_under_its_topic_with_the_facts_of_its_sentences(get: Get, kb: sqlite3.Connection) -> None:
    page = soup(get("/questions/3.1"))
    point = page.select_one("#folding-further-point-1")
    assert point
    heading = point.find_previous("h3")
    assert text(heading) == "Folding Further"
    shown = {str(link["href"]) for link in point.select(".permalink")}
    facts = kb.execute("SELECT fact_id FROM finding_facts WHERE finding_id = 'folding-further-point-1'").fetchall()
    assert shown == {f"/facts/{row[0]}" for row in facts}
    assert f"{len(facts)} facts Swift 3, Owl 2, Wren 2" in text(point.select_one("summary"))


def test_a_question_without_numbered_points_has_no_heading_for_them(get: Get) -> None:
    assert not soup(get("/questions/4.1")).select("#points")
    assert soup(get("/questions/3.1")).select("#points")


@pytest.mark.parametrize("section", SECTIONS)
def test_everything_that_a_section_says_is_shown_in_reading_order(
    get: Get, kb: sqlite3.Connection, section: str
) -> None:
    shown = [str(found["id"]) for found in soup(get(f"/questions/{section}")).select(".statement")]
    rows = kb.execute(
        """SELECT s.id FROM statements AS s INNER JOIN passages AS p ON s.passage_id = p.id
        INNER JOIN sections AS section ON p.section_id = section.id
        WHERE section.name = ? ORDER BY s.ordinal""",
        [section],
    )
    assert shown == [row[0] for row in rows]


def test_every_fact_of_a_question_is_shown_once_with_its_evidence(get: Get, kb: sqlite3.Connection) -> None:
    shown = [str(link["href"]) for link in soup(get("/questions/3.1")).select(".statement .permalink")]
    facts = kb.execute("SELECT fact_id FROM design_facts WHERE section = '3.1'").fetchall()
    assert sorted(shown) == sorted(f"/facts/{row[0]}" for row in facts)


def test_a_statement_without_a_model_names_its_techniques(get: Get) -> None:
    said = soup(get("/questions/3.1")).select_one("#tiny-source-3-1-4-1")
    assert said and not said.select(".fact")
    assert links(said) == {"moss lining": "/techniques/moss-lining"}


def test_a_statement_with_facts_names_only_what_they_leave_out(get: Get) -> None:
    for said in soup(get("/questions/3.1")).select(".statement:has(.fact)"):
        told = {link["href"] for link in said.select('.fact a[href^="/techniques/"]')}
        named = {link["href"] for link in said.select('.where a[href^="/techniques/"]')}
        assert not told & named


def test_the_statements_stand_under_their_topics(get: Get) -> None:
    page = soup(get("/questions/3.1"))
    headings = [text(heading) for heading in page.select("#evidence ~ div h3")]
    assert headings == ["Folding Further", "Lining", "Turning"]
    last = page.select_one("#tiny-source-3-1-3-4")
    assert last and text(last.find_previous("h3")) == "Folding Further"


def test_adoption_is_drawn_and_told(get: Get) -> None:
    page = soup(get("/questions/3.1"))
    drawing = page.select_one("#adoption ~ figure svg")
    assert drawing and "half folding" in str(drawing)
    row = next(row for row in page.select("#adoption ~ details li") if "moss lining" in text(row))
    assert "● uses" in text(row) and "Swift 3" in text(row)


def test_questions_lead_to_those_before_and_after(get: Get) -> None:
    def turns(section: str) -> dict[str, str]:
        return {str(link["rel"][0]): str(link["href"]) for link in soup(get(f"/questions/{section}")).select(".turn a")}

    assert turns("3.1") == {"prev": "/questions/2.2", "next": "/questions/3.2"}
    assert turns("2.1") == {"next": "/questions/2.2"}
    assert turns("4.1") == {"prev": "/questions/3.2"}


def test_the_identifier_of_a_question_leads_to_its_address(get: Get) -> None:
    answer = get("/questions/3-1")
    assert (answer.status_code, answer.headers["location"]) == (301, "/questions/3.1")


@pytest.mark.parametrize("name", ["9.9", "4", "4.22", "-", "%00", "é"])
def test_an_unknown_question_is_not_found(get: Get, name: str) -> None:
    assert get(f"/questions/{name}").status_code == 404


def test_facts_that_differ_in_their_model_alone_are_told_as_one(get: Get) -> None:
    said = next(item for item in soup(get("/questions/3.2")).select(".statement") if "§3.2 ¶3 s1" in text(item))
    facts = said.select(".fact")
    assert len(facts) == len(
        {text(fact.select_one(".relation")) + text(fact.select('a[href^="/techniques/"]')[0]) for fact in facts}
    )
    assert [text(link) for link in facts[0].select(".permalink")] == [
        f"fact : {model} uses group relative praise" for model in ("Magpie", "Swift 3", "Wren 2")
    ]
