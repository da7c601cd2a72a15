"""The pages on what came after the survey show what the facts and specifications of developers' documents say."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from bs4 import BeautifulSoup, Tag

from llm_kb import queries
from llm_kb.site.server import create_datasette

from ..site.conftest import get_from
from ..site.reading import text

Get = Callable[..., httpx.Response]
SECTIONS = ("2.1", "2.2", "3.1", "3.2", "3.3", "4.1", "4.2", "4.3", "4.4")


@pytest.fixture(scope="module")
def get(kb_file: Path) -> Get:
    return get_from(create_datasette(kb_file, cache_bytes=0))


def ask(kb: sqlite3.Connection, name: str, **values: str) -> list[dict[str, Any]]:
    result = queries.run(kb, name, queries.with_defaults(queries.get(name), values))
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def page_at(get: Get, path: str) -> Tag:
    response = get(path)
    assert response.status_code == 200, path
    return BeautifulSoup(response.text, "html.parser")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_question_shows_both_shares_of_each_technique(get: Get, kb: sqlite3.Connection, section: str) -> None:
    page = page_at(get, f"/since/{section}")
    rows = ask(kb, "adoption_since_survey", question=section)[:40]
    shown = [
        [text(cell) for cell in row.select("td.of")] for row in page.select("#techniques ~ .table .dumbbells tbody tr")
    ]
    expected = [[f"{row['surveyed']} of {row['of_surveyed']}", f"{row['since']} of {row['of_since']}"] for row in rows]
    assert shown == expected
    assert shown


def test_every_technique_of_a_position_has_an_outcome(get: Get, kb: sqlite3.Connection) -> None:
    for section in SECTIONS:
        rows = ask(kb, "positions_since_survey", question=section)
        shown = [text(item) for item in page_at(get, f"/since/{section}").select("#positions ~ ul.plain > li strong")]
        assert shown == [row["outcome"] for row in rows]
        assert rows, section


def test_the_list_of_questions_leads_to_each(get: Get) -> None:
    links = {str(link["href"]) for link in page_at(get, "/since").select("section.since h2 a")}
    assert links == {f"/since/{section}" for section in SECTIONS}


def test_a_question_that_the_survey_does_not_ask_is_not_found(get: Get) -> None:
    assert get("/since/9.9").status_code == 404


def test_a_point_of_a_chart_leads_to_the_evidence_for_its_number(get: Get, kb: sqlite3.Connection) -> None:
    drawn = page_at(get, "/trends").select("svg.chart-timeline")
    assert len(drawn) == 5
    addresses = {str(link.get("href") or link.get("xlink:href")) for link in drawn[0].select("a")}
    dated = {row["model_id"] for row in ask(kb, "numbers_over_time", attribute="total_parameters")}
    assert addresses == {f"/models/{model}#total_parameters" for model in dated}


def test_generations_show_old_and_new_values(get: Get, kb: sqlite3.Connection) -> None:
    rows = ask(kb, "generations", model="qwen3")
    page = page_at(get, "/generations?model=qwen3")
    shown = [[text(cell) for cell in row.select("th, td")] for row in page.select(".generation tbody tr")]
    assert shown == [[row["attribute_name"], row["previous_values"], row["release_values"]] for row in rows]
    pairs = {(row["predecessor_id"], row["release_id"]) for row in rows}
    assert {("qwen1-5", "qwen2"), ("qwen2", "qwen2-5"), ("qwen2-5", "qwen3")} <= pairs


def test_the_cache_of_a_token_is_that_of_reports_or_not_computed(kb: sqlite3.Connection) -> None:
    cached = {row["model_id"]: row["bytes_per_token"] for row in ask(kb, "kv_cache_per_token")}
    assert cached["deepseek-v3"] == 61 * (512 + 64) * 2
    assert cached["qwen2-72b"] == 2 * 80 * 8 * 128 * 2
    assert not {"deepseek-v4-pro", "deepseek-v4-flash", "gemma-4-31b", "gemma-3n-e2b"} & set(cached)


def test_a_line_that_nobody_has_is_told(get: Get) -> None:
    assert "Qwen" in text(page_at(get, "/generations?model=qwen33"))
