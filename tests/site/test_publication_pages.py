"""The list of references, the page of one, and references as files."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing

import httpx
import pytest
from pybtex.database import parse_string  # type: ignore[import-untyped]

from llm_kb import queries

from .reading import seen

Get = Callable[..., httpx.Response]


def numbers(answer: httpx.Response) -> list[int]:
    return [int(item.get_text().strip("[]")) for item in seen(answer).select(".references .number")]


def test_the_list_holds_every_reference_in_its_order(get: Get, kb: sqlite3.Connection) -> None:
    (count,) = kb.execute("SELECT count(*) FROM publications").fetchone()
    assert numbers(get("/publications")) == list(range(1, count + 1))


def test_kind_and_year_narrow_the_list(get: Get, kb: sqlite3.Connection) -> None:
    sql = "SELECT number FROM publications WHERE kind_id = 'preprint' AND coalesce(year_corrected, year) = 2023"
    assert numbers(get("/publications?kind=preprint&year=2023")) == sorted(row[0] for row in kb.execute(sql)) != []


@pytest.mark.parametrize(("sort", "column"), [("citations", "citations"), ("year", "year")])
def test_the_list_can_be_sorted(get: Get, kb: sqlite3.Connection, sort: str, column: str) -> None:
    result = queries.run(kb, "publication_list")
    by_number = {row[0]: row[result.columns.index(column)] or 0 for row in result.rows}
    shown = numbers(get(f"/publications?sort={sort}"))
    assert shown == sorted(by_number, key=lambda number: (-by_number[number], number))


def test_an_unknown_order_is_that_of_the_numbers(get: Get) -> None:
    assert numbers(get("/publications?sort=DROP")) == numbers(get("/publications"))


def test_a_reference_says_what_it_is_cited_for(get: Get) -> None:
    said = " ".join(seen(get("/publications")).find(id="reference-2").get_text(" ").split())
    assert "Publication of Owl 2" in said
    assert "On group relative praise" in " ".join(
        seen(get("/publications")).find(id="reference-11").get_text(" ").split()
    )


def test_no_reference_that_fits_is_said_plainly(get: Get) -> None:
    assert "No matches." in get("/publications?year=1700").text


def test_a_reference_shows_where_it_is_cited_and_for_what(get: Get) -> None:
    page = seen(get("/publications/5"))
    cited = page.find(id="cited").find_next("ol")
    assert "§3.1 ¶3 s2" in cited.get_text()
    assert "Wren 2 and Owl 2 do as Swift 3 does" in cited.get_text()
    assert cited.find("a", string=lambda text: text and "Kept Light" in text)["href"] == "/questions/3.1"
    facts = [link["href"] for link in page.find(id="facts").find_next("ul").select("a.permalink")]
    assert facts and all(fact.endswith("--half-folding--uses--inference") for fact in facts)
    page = seen(get("/publications/11"))
    assert page.find("dt", string="Introduces").find_next("dd").a["href"] == "/techniques/group-relative-praise"


def test_a_reference_cited_twice_shows_both_places(get: Get) -> None:
    cited = seen(get("/publications/1")).find(id="cited").find_next("ol")
    assert len(cited.select(".place")) == len({place.get_text() for place in cited.select(".place")}) >= 2


def test_what_is_printed_and_what_is_right_stand_side_by_side(get: Get) -> None:
    rows = {
        row.th.get_text(): [cell.get_text() for cell in row.find_all("td")]
        for row in seen(get("/publications/5")).select(".entry tbody tr")
    }
    assert rows["address"] == ["http://old.example.org/wren-2", "http://example.org/wren-2"]
    assert "Zoe Mehrle" in rows["authors"][0] and "Zoë Merle" in rows["authors"][1]
    assert rows["year"] == ["2024", "as printed"]


def test_a_reference_without_slips_shows_no_comparison(get: Get) -> None:
    page = seen(get("/publications/11"))
    assert page.find(id="printed") is None and page.find(id="errata") is None


def test_errata_of_a_reference_are_linked(get: Get) -> None:
    links = {link["href"] for link in seen(get("/publications/5")).select(".errata a")}
    assert links == {"/errata#ref-5-moved", "/errata#ref-5-merle"}


def test_the_model_of_a_reference_is_linked(get: Get) -> None:
    page = seen(get("/publications/6"))
    assert page.find("dt", string="Publication of").find_next("dd").a["href"] == "/models/swift-3"


def test_a_reference_leads_to_where_it_can_be_read(get: Get) -> None:
    links = [link["href"] for link in seen(get("/publications/13")).select(".addresses a")]
    assert links == ["https://arxiv.org/abs/2201.00013"]
    links = [link["href"] for link in seen(get("/publications/8")).select(".addresses a")]
    assert links == ["https://doi.org/10.1000/8"]


def test_bibtex_of_a_reference_is_a_file_and_stands_on_its_page(get: Get) -> None:
    answer = get("/publications/11.bib")
    assert answer.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    (entry,) = parse_string(answer.text, "bibtex").entries.values()
    assert str(entry.persons["author"][0]) == "Swift, Chi"
    assert answer.text in [block.get_text() for block in seen(get("/publications/11")).select("pre.cite")]


def test_csl_json_of_a_reference_is_a_file_and_stands_on_its_page(get: Get) -> None:
    answer = get("/publications/11.json")
    assert answer.headers["content-type"] == "application/vnd.citationstyles.csl+json; charset=utf-8"
    assert [item["title"] for item in answer.json()] == ["Group relative praise: your flock is secretly a judge"]
    shown = [block.get_text() for block in seen(get("/publications/11")).select("pre.cite")]
    assert answer.json() in [json.loads(text) for text in shown if text.startswith("[")]


def test_files_can_be_read_from_pages_elsewhere(get: Get) -> None:
    assert get("/publications/11.json").headers["access-control-allow-origin"] == "*"


def test_bibtex_of_a_model_holds_its_publication(get: Get) -> None:
    (entry,) = parse_string(get("/models/swift-3.bib").text, "bibtex").entries.values()
    assert "swift 3" in entry.fields["title"].lower()


@pytest.mark.parametrize(
    "path", ["/publications/999", "/publications/999.bib", "/publications/x.json", "/models/x.bib"]
)
def test_a_file_or_page_of_nothing_is_not_found(get: Get, path: str) -> None:
    assert get(path).status_code == 404


def test_every_reference_has_a_page_and_files(get: Get, kb: sqlite3.Connection) -> None:
    with closing(kb.execute("SELECT number FROM publications WHERE number % 2 = 1")) as found:
        for (number,) in found:
            for end in ("", ".bib", ".json"):
                assert get(f"/publications/{number}{end}").status_code == 200, f"{number}{end}"
