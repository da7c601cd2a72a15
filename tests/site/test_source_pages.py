"""The pages about sources: what was read and taken, how right the survey is, where documents differ, what they tell."""

import asyncio
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette

from llm_kb.site.documents import SourceDocument
from llm_kb.site.pages import accuracy, conflicts, sources
from llm_kb.site.server import create_datasette

from .conftest import Get
from .link_walk import HOST, walking
from .reading import links, seen, text

LISTS = ("/sources", "/accuracy", "/conflicts", "/catalogs", "/disclosure")


def test_every_source_is_listed_with_its_publisher_and_what_was_taken_from_it(
    get_with_makers: Get, makers: sqlite3.Connection
) -> None:
    page = seen(get_with_makers("/sources"))
    rows = {str(row.select_one("th a")["href"]): row for row in page.select("tbody tr:not(.group)")}
    taken = list(makers.execute("SELECT source_id, specifications, facts, verdicts FROM sources_overview"))
    assert rows.keys() == {f"/sources/{identifier}" for identifier, *_ in taken}
    for identifier, *numbers in taken:
        shown = [text(cell) for cell in rows[f"/sources/{identifier}"].select("td.n")]
        assert shown == [str(number or "–") for number in numbers], identifier
    headings = [text(row) for row in page.select("tr.group")]
    assert "Birdlab 1" in headings
    assert headings[0].startswith("Survey")


@pytest.mark.parametrize(
    ("query", "expected"),
    [("institution=birdlab", 1), ("source=model-card", 1), ("model=swift-3", 2), ("source=blog", 0)],
)
def test_sources_are_filtered(get_with_makers: Get, query: str, expected: int) -> None:
    page = seen(get_with_makers(f"/sources?{query}"))
    assert len(page.select("tbody tr:not(.group)")) == expected
    assert bool(page.select(".none")) == (expected == 0)


def test_a_source_says_how_far_it_was_read_and_where_it_is(get_with_makers: Get) -> None:
    card = text(seen(get_with_makers("/sources/swift-3-config")).select_one("dl.card"))
    assert "Read the keys of the model" in card
    assert "from the publisher's own place" in card
    assert "example.org/mud-and-straw/swift-3: config.json at revision 4567def" in card
    card = text(seen(get_with_makers("/sources/swift-3-report")).select_one("dl.card"))
    assert "Read whole, 3 pages" in card
    assert "a copy kept by others" in card
    assert "Speaks for Swift 3 , Swift 3-Long" in card
    assert "Reference [6]" in card


def test_a_source_shows_each_value_fact_and_verdict_with_its_place(
    get_with_makers: Get, makers: sqlite3.Connection
) -> None:
    page = seen(get_with_makers("/sources/swift-3-report"))
    query = "SELECT attribute_name, value, locator FROM specifications WHERE source_id = ? AND statement_id IS NOT NULL"
    values = list(makers.execute(query, ("swift-3-report",)))
    told = [text(row) for row in page.select(".values > li")]
    assert len(told) == len(values) > 10
    for name, value, locator in values:
        assert any(row.startswith(f"{name} {value or 'withheld'}") and locator in row for row in told), (name, value)
    places = [text(place) for place in page.select(".statement .place")]
    assert places
    assert all(place.startswith("p. ") for place in places)
    verdicts = [text(row.select_one(".verdict-name")) for row in page.select("article.checked")]
    assert sorted(set(verdicts)) == ["confirmed", "contradicted", "not found", "partly confirmed"]
    silence = text(page.find(id="silence").find_next("dl"))
    assert "Swift 3 activation, license, open weights withheld" in silence


def test_the_survey_is_a_source_whose_facts_stand_under_its_questions(get_with_makers: Get) -> None:
    page = seen(get_with_makers("/sources/tiny-source"))
    assert text(page.select_one(".parts section h3")).endswith("§2.1")
    assert links(page.main)["Accuracy of the survey"] == "/accuracy"


def test_a_source_of_which_much_was_taken_shows_the_first_and_says_so(
    get_with_makers: Get, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "FACTS", 1)
    monkeypatch.setattr(sources, "VERDICTS", 1)
    page = seen(get_with_makers("/sources/swift-3-report?few"))
    assert len(page.select(".statement")) == len(page.select("article.checked")) == 1
    counts = [text(number) for number in page.select(".counts strong")]
    assert f"Showing the first 1 of {counts[1]} facts; all of them are in the data:" in text(page.main)
    assert f"Showing the first 1 of {counts[2]} verdicts; all of them are in the data:" in text(page.main)


def test_there_is_no_page_of_an_unknown_source(get_with_makers: Get) -> None:
    assert get_with_makers("/sources/swift-9-report").status_code == 404


def test_the_accuracy_of_the_survey_is_that_of_its_table(get_with_makers: Get, makers: sqlite3.Connection) -> None:
    page = seen(get_with_makers("/accuracy"))
    names = ("facts", "checked", *accuracy.COLUMNS)
    (whole,) = makers.execute(f"SELECT {', '.join(names)} FROM survey_accuracy WHERE grouped_by = 'all'")
    counts = dict(zip(names, whole, strict=True))
    assert [int(text(number)) for number in page.select(".counts strong")] == [
        counts[name] for name in accuracy.COLUMNS if counts[name]
    ]
    assert f"Of {counts['facts']} facts of the survey, {counts['checked']} were compared." in text(page.header.parent)
    for table, grouping in zip(page.select(".fold table"), accuracy.GROUPINGS, strict=True):
        (groups,) = makers.execute("SELECT count(*) FROM survey_accuracy WHERE grouped_by = ?", (grouping,)).fetchone()
        assert len(table.select("tbody tr")) == groups
    assert len(page.select("svg.chart-accuracy")) == len(accuracy.CHARTED)


def test_every_contradicted_claim_is_shown_with_both_places(get_with_makers: Get, makers: sqlite3.Connection) -> None:
    articles = [text(article) for article in seen(get_with_makers("/accuracy")).select("article.checked")]
    query = "SELECT DISTINCT model, statement, survey_locator, said, locator, note FROM verdicts WHERE verdict = ?"
    wrong = list(makers.execute(query, ("contradicted",)))
    assert len(articles) == len(wrong) == 2
    for parts in wrong:
        assert any(all(part in article for part in parts) for article in articles), parts


@pytest.mark.parametrize(
    ("query", "expected"),
    [("verdict=partly", 1), ("verdict=not-found", 1), ("verdict=all", 9), ("verdict=all&section=4.1", 1)],
)
def test_verdicts_are_chosen_and_filtered(get_with_makers: Get, query: str, expected: int) -> None:
    assert len(seen(get_with_makers(f"/accuracy?{query}")).select("article.checked")) == expected


def test_verdicts_fill_pages(get_with_makers: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accuracy, "VERDICTS", 3)
    first = seen(get_with_makers("/accuracy?verdict=all&page=1"))
    assert len(first.select("article.checked")) == 3
    assert first.select_one("a[rel=next]")["href"] == "/accuracy?verdict=all&page=2"


def test_where_documents_differ_both_values_and_places_are_shown(get_with_makers: Get) -> None:
    page = seen(get_with_makers("/conflicts"))
    article = page.find(string="Swift 3: context length").find_parent("article")
    values = [text(value.select_one("strong")) for value in article.select(".differing > li")]
    assert sorted(values) == ["4,096", "8,192"]
    assert {text(place) for place in article.select(".place")} == {"p. 3, table", "L7"}
    assert len(article.select(".preferred")) == 1
    assert text(page.find(id="numbers")).startswith("Numbers")
    assert not seen(get_with_makers("/conflicts?institution=birdlab")).select("article")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [("release date", "2024-06-01", "2024-05-02"), ("open weights", "no", "yes")]),
        ("?outcome=agrees", [("context length", "4000", "4,096")]),
        ("?outcome=only-here&catalog=Almanac", [("layers", "–", "12"), ("license", "–", "Nest License 1.0")]),
        ("?outcome=only+there", [("context length", "512", "–")]),
        ("?outcome=all&model=swift-3&attribute=layers", [("layers", "–", "12")]),
    ],
)
def test_values_of_catalogs_stand_beside_those_of_documents(
    query: str, expected: list[tuple[str, str, str]], get_with_makers: Get
) -> None:
    rows = seen(get_with_makers(f"/catalogs{query}")).select("#values ~ .table tbody tr")
    cells = [[text(cell) for cell in row.select("td")] for row in rows]
    found = [(name, theirs.split()[0], ours) for name, theirs, ours, _ in cells]
    assert sorted(found) == sorted(expected)


def test_catalogs_are_counted_by_attribute_and_lead_to_their_values(get_with_makers: Get) -> None:
    page = seen(get_with_makers("/catalogs"))
    first = page.select_one(".table tbody tr")
    assert [text(cell) for cell in first.select("th, td")] == ["context length", "2", "1", "–", "100%", "1", "–"]
    assert first.select_one("a")["href"] == (
        "/catalogs?catalog=tiny-almanac&attribute=context_length&outcome=agrees#values"
    )


def test_values_that_are_the_same_stand_together() -> None:
    row = {"value": "a", "scope": None, "model_id": "m", "attribute": "x"}
    rows: list[dict[str, Any]] = [{**row, "place": 1}, {**row, "value": "b", "place": 2}, {**row, "place": 3}]
    found = conflicts._conflicts([*rows, {**row, "scope": "base"}])
    assert [[[each.get("place") for each in places] for _, places in one.values] for one in found] == [
        [[1, 3], [2]],
        [[None]],
    ]


def test_disclosure_counts_models_by_attribute_and_developer(get_with_makers: Get, makers: sqlite3.Connection) -> None:
    page = seen(get_with_makers("/disclosure"))
    cells = {str(link["aria-label"]): str(link["href"]) for link in page.select(".disclosure td a")}
    (pairs,) = makers.execute(
        "SELECT count(*) FROM (SELECT DISTINCT attribute, institution FROM specifications)"
    ).fetchone()
    assert len(cells) == pairs
    assert "Mud & Straw, training hardware: 0 of 2 models stated, 2 withheld" in cells
    assert "Mud & Straw, license: 0 of 2 models stated, 2 not found" in cells
    path = cells["Birdlab, license: 1 of 1 model stated"]
    assert path == "/llm_kb/specifications_of_model?model=&attribute=license&institution=birdlab"
    assert "Nest License 1.0" in get_with_makers(path).text


def test_disclosure_counts_the_attributes_of_each_model_at_their_best(
    get_with_makers: Get, makers: sqlite3.Connection
) -> None:
    table = seen(get_with_makers("/disclosure")).select_one("#models + .table")
    assert table
    found = {text(row.th): [text(cell) for cell in row.select("td.n")] for row in table.select("tbody tr") if row.th}
    (attributes,) = makers.execute("SELECT count(*) FROM attributes").fetchone()
    assert set(found) == {name for (name,) in makers.execute("SELECT DISTINCT release FROM specifications")}
    for release, cells in found.items():
        counts = [0 if cell == "–" else int(cell) for cell in cells]
        recorded = makers.execute("SELECT count(DISTINCT attribute) FROM specifications WHERE release = ?", (release,))
        assert sum(counts[:-1]) == recorded.fetchone()[0]
        assert sum(counts) == attributes


@pytest.mark.parametrize("path", LISTS)
def test_a_page_says_so_where_there_are_no_documents(get: Get, path: str) -> None:
    page = seen(get(path))
    assert "None" not in text(page.main)
    if path != "/sources":
        assert page.select(".none")


@pytest.mark.parametrize(
    ("values", "locator", "url"),
    [
        (
            {"repository": "a/b", "revision": "1f", "path": "c d.py"},
            "L3–L9",
            "https://github.com/a/b/blob/1f/c%20d.py#L3-L9",
        ),
        ({"repository": "a/b", "revision": "1f", "path": "R.md"}, "Data", "https://github.com/a/b/blob/1f/R.md"),
        ({"repository": "example.org/a/b", "revision": "1f", "path": "R.md"}, None, None),
        ({"url": "https://example.org/r.pdf"}, "p. 7", "https://example.org/r.pdf#page=7"),
    ],
)
def test_a_place_leads_to_the_document_at_its_revision(
    values: dict[str, str], locator: str | None, url: str | None
) -> None:
    row = dict.fromkeys(("repository", "revision", "path", "url")) | values
    assert SourceDocument(row).url(locator) == url


@pytest.fixture(scope="module")
def site_of_makers(makers_file: Path) -> Datasette:
    datasette = create_datasette(makers_file, base_url="/llms/")
    asyncio.run(datasette.invoke_startup())
    return datasette


@pytest.mark.slow
def test_every_link_of_these_pages_leads_somewhere_and_none_shows_none(
    site_of_makers: Datasette, browse: Callable[[Datasette], Get], makers: sqlite3.Connection
) -> None:
    own = [f"/sources/{identifier}" for (identifier,) in makers.execute("SELECT id FROM sources")]
    starts = [f"{HOST}/llms{path}" for path in (*LISTS, "/about", "/accuracy?verdict=all", *own)]

    async def walk() -> list[str]:
        async with walking(site_of_makers.app(), "/llms/", ()) as found:
            await found._open(starts)
            links = {link: page for page in starts for link in found._onward(page)}
            await found._open([link for link in dict.fromkeys(links) if found._is_worth_a_look(link)])
            return [f"{page} → {link}: {why}" for link, page in links.items() if (why := found._wrong(link))]

    assert asyncio.run(walk()) == []
    for start in starts:
        answer = browse(site_of_makers)(start.removeprefix(HOST))
        assert "None" not in text(seen(answer).main), start
