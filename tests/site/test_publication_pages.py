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
    assert "Publication of Phi-4" in said
    assert "On pivotal token search" in said


def test_no_reference_that_fits_is_said_plainly(get: Get) -> None:
    assert "No reference fits." in get("/publications?year=1700").text


def test_a_reference_shows_where_it_is_cited_and_for_what(get: Get) -> None:
    page = seen(get("/publications/12"))
    cited = page.find(id="cited").find_next("ol")
    assert "§4.4 ¶6 s7" in cited.get_text()
    assert "With frameworks such as JAX" in cited.get_text()
    assert cited.find("a", string=lambda text: text and "Accelerate" in text)["href"] == "/questions/4.4"
    facts = [link["href"] for link in page.find(id="facts").find_next("ul").select("a.permalink")]
    assert facts and all(fact.endswith("--jax--uses--unstated") for fact in facts)
    assert page.find("dt", string="Introduces").find_next("dd").a["href"] == "/techniques/jax"


def test_a_reference_cited_twice_shows_both_places(get: Get) -> None:
    cited = seen(get("/publications/61")).find(id="cited").find_next("ol")
    assert len(cited.select(".place")) == len({place.get_text() for place in cited.select(".place")}) >= 2


def test_what_is_printed_and_what_is_right_stand_side_by_side(get: Get) -> None:
    rows = {
        row.th.get_text(): [cell.get_text() for cell in row.find_all("td")]
        for row in seen(get("/publications/12")).select(".entry tbody tr")
    }
    assert rows["address"] == ["http://github.com/google/jax", "http://github.com/jax-ml/jax"]
    assert "George Nectala" in rows["authors"][0] and "George Necula" in rows["authors"][1]
    assert rows["year"] == ["2018", "as printed"]


def test_a_reference_without_slips_shows_no_comparison(get: Get) -> None:
    page = seen(get("/publications/93"))
    assert page.find(id="printed") is None and page.find(id="errata") is None


def test_errata_of_a_reference_are_linked(get: Get) -> None:
    links = {link["href"] for link in seen(get("/publications/12")).select(".errata a")}
    assert links == {"/errata#ref-12-repository-moved", "/errata#ref-12-space-after-plus", "/errata#ref-12-necula"}


def test_the_model_of_a_reference_is_linked(get: Get) -> None:
    page = seen(get("/publications/85"))
    assert page.find("dt", string="Publication of").find_next("dd").a["href"] == "/models/olmo-2"


def test_a_reference_leads_to_where_it_can_be_read(get: Get) -> None:
    links = [link["href"] for link in seen(get("/publications/1")).select(".addresses a")]
    assert links == ["https://arxiv.org/abs/2404.14219", "https://arxiv.org/pdf/2404.14219"]
    links = [link["href"] for link in seen(get("/publications/34")).select(".addresses a")]
    assert links == ["https://doi.org/10.1007/s11263-021-01453-z"]


def test_bibtex_of_a_reference_is_a_file_and_stands_on_its_page(get: Get) -> None:
    answer = get("/publications/93.bib")
    assert answer.headers["content-type"] == "application/x-bibtex; charset=utf-8"
    (entry,) = parse_string(answer.text, "bibtex").entries.values()
    assert str(entry.persons["author"][0]) == "Rafailov, Rafael"
    assert answer.text in [block.get_text() for block in seen(get("/publications/93")).select("pre.cite")]


def test_csl_json_of_a_reference_is_a_file_and_stands_on_its_page(get: Get) -> None:
    answer = get("/publications/93.json")
    assert answer.headers["content-type"] == "application/vnd.citationstyles.csl+json; charset=utf-8"
    assert [item["title"] for item in answer.json()] == [
        "Direct preference optimization: Your language model is secretly a reward model"
    ]
    shown = [block.get_text() for block in seen(get("/publications/93")).select("pre.cite")]
    assert answer.json() in [json.loads(text) for text in shown if text.startswith("[")]


def test_files_can_be_read_from_pages_elsewhere(get: Get) -> None:
    assert get("/publications/93.json").headers["access-control-allow-origin"] == "*"


def test_bibtex_of_a_model_holds_its_publication(get: Get) -> None:
    (entry,) = parse_string(get("/models/olmo-2.bib").text, "bibtex").entries.values()
    assert "{OLMo}" in entry.fields["title"] or "olmo" in entry.fields["title"].lower()


@pytest.mark.parametrize(
    "path", ["/publications/999", "/publications/999.bib", "/publications/x.json", "/models/x.bib"]
)
def test_a_file_or_page_of_nothing_is_not_found(get: Get, path: str) -> None:
    assert get(path).status_code == 404


def test_every_reference_has_a_page_and_files(get: Get, kb: sqlite3.Connection) -> None:
    with closing(kb.execute("SELECT number FROM publications WHERE number % 20 = 1")) as found:
        for (number,) in found:
            for end in ("", ".bib", ".json"):
                assert get(f"/publications/{number}{end}").status_code == 200, f"{number}{end}"
