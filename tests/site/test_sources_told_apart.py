"""What the survey says and what documents of makers say are told apart on every page, and counted apart."""

import asyncio
import re
import sqlite3
from pathlib import Path

import pytest

from llm_kb.site.server import create_datasette

from ..conftest import copied
from .conftest import Get, get_from
from .link_walk import HOST, walking
from .reading import links, soup, text

SURVEY = "How Small Talkers Are Made"
PAGES = (
    *("/", "/facts", "/facts?source=makers", "/questions", "/questions/3.1", "/techniques", "/matrix?open=all"),
    *(
        "/matrix?source=makers&open=all",
        "/recipes?all=1",
        "/recipes?source=makers",
        "/lineage",
        "/trends",
        "/since",
        "/since/2.1",
        "/generations",
        "/institutions",
    ),
    *(
        "/institutions",
        "/institutions/mud-and-straw",
        "/models",
        "/models/swift-3",
        "/errata",
        "/search?q=swift",
        "/about",
        "/api",
    ),
    *("/changes", "/machines", "/sources", "/llms.txt", "/feed.atom", "/techniques/song-copying", "/llm_kb"),
)
OF_MAKERS = "source_kind NOT IN ('survey', 'list', 'catalog')"


def number(makers: sqlite3.Connection, where: str) -> int:
    return int(makers.execute(f"SELECT count(*) FROM design_facts WHERE {where}").fetchone()[0])


def facts_of_makers(makers: sqlite3.Connection) -> list[sqlite3.Row]:
    makers.row_factory = sqlite3.Row
    return makers.execute(f"SELECT * FROM design_facts WHERE {OF_MAKERS} ORDER BY fact_id").fetchall()


@pytest.mark.parametrize("path", PAGES)
def test_no_page_shows_a_missing_value_as_none(get_with_makers: Get, path: str) -> None:
    answer = get_with_makers(path)
    assert answer.status_code == 200
    assert not re.search(r"\bNone\b|\bundefined\b", re.sub(r"(?s)<script.*?</script>", "", answer.text))


@pytest.mark.slow
def test_every_link_of_the_pages_leads_somewhere(makers_file: Path) -> None:
    datasette = create_datasette(makers_file, base_url="/")
    starts = [f"{HOST}{path}" for path in PAGES]

    async def walk() -> list[str]:
        await datasette.invoke_startup()
        async with walking(datasette.app(), "/", set(starts)) as found:
            await found.from_(starts)
        return found.problems

    assert [problem for problem in asyncio.run(walk()) if "example.org" not in problem] == []


@pytest.mark.parametrize("path", ["/", "/facts", "/models/swift-3", "/llm_kb/design_facts"])
def test_the_footer_names_the_survey_and_counts_the_documents_of_makers(get_with_makers: Get, path: str) -> None:
    footer = soup(get_with_makers(path)).select_one("footer.site-footer")
    assert f"sources {SURVEY} and 3 documents by makers of models" in text(footer)
    assert footer and links(footer)["3 documents by makers of models"] == "/sources"


def test_without_documents_of_makers_the_pages_speak_of_the_survey_alone(get: Get) -> None:
    for path in ("/", "/facts", "/matrix", "/recipes", "/lineage", "/questions/3.1", "/techniques/song-copying"):
        assert "makers" not in text(soup(get(path)).select_one("main")), path
    assert f"source {SURVEY} ·" in text(soup(get("/")).select_one("footer.site-footer"))


def test_the_front_page_counts_the_survey_and_the_makers_apart(
    get_with_makers: Get, makers: sqlite3.Connection
) -> None:
    counts = links(soup(get_with_makers("/")).select_one(".counts"))  # type: ignore[arg-type]
    of_survey, of_makers = number(makers, "source_kind = 'survey'"), number(makers, OF_MAKERS)
    assert counts[f"{of_survey} facts of the survey"] == "/facts?source=survey"
    assert counts[f"{of_makers} facts of makers' documents"] == "/facts?source=makers"


def test_the_list_of_facts_says_how_many_are_whose_and_heads_those_of_makers_by_their_document(
    get_with_makers: Get, makers: sqlite3.Connection
) -> None:
    outcome = soup(get_with_makers("/facts")).select_one(".outcome")
    of_survey, of_makers = number(makers, "source_kind = 'survey'"), number(makers, OF_MAKERS)
    others = number(makers, "1 = 1") - of_survey - of_makers
    parts = f"{of_survey} of the survey , {of_makers} of makers' documents , {others} of other sources"
    assert others and parts in text(outcome)
    page = soup(get_with_makers("/facts?source=makers"))
    documents = {row["source_id"] for row in facts_of_makers(makers)}
    headings = [str(link["href"]) for link in page.select("main section > h2 a")]
    assert sorted(headings) == sorted(f"/sources/{identifier}" for identifier in documents)
    assert not page.select("main a[href^='/questions/']")


def test_an_unknown_source_is_said_to_be_unknown(get_with_makers: Get) -> None:
    assert "There is no source “nobody”" in text(soup(get_with_makers("/facts?source=nobody")).select_one("main"))


def test_a_fact_of_a_maker_shows_its_document_and_place_and_is_cited_by_them(
    get_with_makers: Get, makers: sqlite3.Connection
) -> None:
    for row in facts_of_makers(makers):
        page = soup(get_with_makers(f"/facts/{row['fact_id']}"))
        source = next(text(part) for part in page.select(".card > div") if text(part).startswith("Source"))
        place = row["locator"].replace("`", "")
        assert row["source"] in source and place in source
        citation = text(page.select_one("pre.cite"))
        assert row["source"] in citation and place in citation and SURVEY not in citation
        assert "paragraph" not in text(page.select_one(".card")) and not page.select("main a[href^='/questions/']")


def test_a_fact_of_the_survey_shows_what_documents_say_of_it(get_with_makers: Get) -> None:
    page = soup(get_with_makers("/facts/tiny-source-3-1-4-2--swift-3--moss-lining--uses--unstated"))
    compared = text(page.select_one("#verdicts ~ ul"))
    assert "contradicted" in compared and "p. 2" in compared and "Moss was tried and taken out." in compared


def test_a_question_counts_the_survey_alone_and_lists_what_makers_say_apart(
    get_with_makers: Get, get: Get, makers: sqlite3.Connection
) -> None:
    for path in ("/questions/3.1", "/questions/3.2"):
        assert text(soup(get_with_makers(path)).select_one(".counts")) == text(soup(get(path)).select_one(".counts"))
    section, facts = makers.execute(
        "SELECT id, facts FROM maker_counts WHERE kind = 'question' ORDER BY facts DESC, id LIMIT 1"
    ).fetchone()
    page = text(soup(get_with_makers(f"/questions/{section}")).select_one("#makers ~ p"))
    assert page.startswith(f"{facts} fact")


@pytest.mark.parametrize("path", ["/matrix", "/recipes"])
def test_the_matrix_and_the_recipes_show_one_source_and_say_which(get_with_makers: Get, get: Get, path: str) -> None:
    cells = ".matrix tbody tr, .side-by-side tbody tr"
    own, before = soup(get_with_makers(path)), soup(get(path))
    assert [text(row) for row in own.select(cells)] == [text(row) for row in before.select(cells)]
    assert "the survey's facts alone" in text(own.select_one(".chosen-source"))
    other = soup(get_with_makers(f"{path}?source=makers"))
    assert "makers' documents alone" in text(other.select_one(".chosen-source"))
    lists = [str(link["href"]) for link in other.select("main td a[href^='/facts?']")]
    assert all("source=makers" in address for address in lists)


def test_a_comparison_shows_one_source_and_keeps_the_models_when_the_other_is_chosen(get_with_makers: Get) -> None:
    asked = "/compare?model=swift-3&model=wren-2"
    own = soup(get_with_makers(asked))
    assert "the survey's facts alone" in text(own.select_one(".chosen-source"))
    link = own.select_one(".chosen-source a")
    assert link and link["href"] == f"{asked}&source=makers"
    assert own.select_one("select[name=section]")
    other = soup(get_with_makers(f"{asked}&source=makers"))
    assert "makers' documents alone" in text(other.select_one(".chosen-source"))
    assert not other.select_one("select[name=section]")
    told = [str(link["title"]) for link in other.select("table.chosen .choice a")]
    assert told and not any("§" in title.partition(". ")[2][:2] and SURVEY in title for title in told)
    assert all("source=makers" in str(link["href"]) for link in other.select("table.chosen a[href^='/facts?']"))


def test_a_technique_of_makers_alone_says_that_the_survey_does_not_mention_it(
    get_with_makers: Get, makers: sqlite3.Connection
) -> None:
    for row in makers.execute("SELECT id, facts FROM maker_counts WHERE kind = 'technique'").fetchall():
        page = soup(get_with_makers(f"/techniques/{row[0]}"))
        assert f"{row[1]} fact" in text(page.select("ul.counts")[-1])
        assert page.select_one("#makers")


def test_lineage_shows_each_pair_once_with_all_sentences_and_is_filtered_by_source(get_with_makers: Get) -> None:
    page = soup(get_with_makers("/lineage"))
    pairs = [tuple(text(cell) for cell in row.select("th, td")[:3]) for row in page.select(".lineage tbody tr")]
    assert len(pairs) == len(set(pairs)) and ("Swift 3", "initialized from", "Owl 2") in pairs
    of_survey = soup(get_with_makers("/lineage?source=survey"))
    assert "initialized from" not in [text(row.select("td")[0]) for row in of_survey.select(".lineage tbody tr")]


def test_citations_name_the_survey_only_where_the_page_is_about_it_alone(get_with_makers: Get) -> None:
    assert "documents by makers of models" in text(soup(get_with_makers("/models/swift-3")).select_one("pre.cite"))
    assert "makers" not in text(soup(get_with_makers("/questions/3.1")).select_one("pre.cite"))


def test_programs_are_told_of_both_sources(get_with_makers: Get) -> None:
    answer = get_with_makers("/llms.txt").text
    assert f"What the survey “{SURVEY}” and 3 documents by makers of models say" in answer
    assert "source_kind = 'survey'" in answer and "Not covered: licenses" not in answer


@pytest.mark.parametrize(
    ("spoiling", "sentence", "summary"),
    [
        ("model_id = 'nobody'", "From its makers' documents: open", "from its makers' documents, "),
        ("attribute = 'license'", "From its makers' documents and third parties: open", "1 specification from third"),
        ("1", "From third parties, not from its makers: open", "7 specifications from third parties, "),
    ],
)
def test_a_model_says_whether_its_specifications_are_its_makers(
    spoiling: str, sentence: str, summary: str, makers_file: Path, tmp_path: Path
) -> None:
    with copied(makers_file, tmp_path) as connection, connection:
        connection.execute(f"UPDATE specifications SET of_maker = 0 WHERE {spoiling}")
    page = soup(get_from(create_datasette(tmp_path / "copy.db"))("/models/wren-2"))
    assert sentence in text(page.select_one("#specifications + p"))
    assert summary in page.select("meta[name=description]")[0]["content"]
