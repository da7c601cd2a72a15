"""Questions as people ask them have their answer among the first three results of the search."""

import csv
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import yaml
from bs4 import BeautifulSoup

from llm_kb.settings import PACKAGE
from llm_kb.site.server import create_datasette
from llm_kb.text import folded

from ..site.conftest import get_from

pytestmark = pytest.mark.slow

Get = Callable[..., httpx.Response]

QUESTIONS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8"))
FIRST = 3
"""Number of results among which the answer must be."""
SHARE = 0.95
"""Least share of the questions that are answered so."""


@pytest.fixture(scope="module")
def get(kb_file: Path) -> Get:
    """The site of the real seeds."""
    return get_from(create_datasette(kb_file, cache_bytes=0))


def first_results(get: Get, question: str) -> list[str]:
    page = BeautifulSoup(get(f"/search?q={quote(question)}").text, "html.parser")
    links = (str(link["href"]) for link in page.select(".results > li > a"))
    return list(dict.fromkeys(links))[:FIRST]


def is_answered(question: dict[str, Any], results: list[str]) -> bool:
    """Whether one of the results is an answer; `*` in an answer matches any text."""
    patterns = [answer.replace("?", "[?]") for answer in question["answers"]]
    return any(fnmatchcase(result, pattern) for result in results for pattern in patterns)


def test_questions_are_answered_among_the_first_three_results(get: Get) -> None:
    missed = {
        question["asks"]: results
        for question in QUESTIONS
        if not is_answered(question, results := first_results(get, question["asks"]))
    }
    assert len(missed) <= (1 - SHARE) * len(QUESTIONS), missed


@pytest.mark.parametrize("asked", ["YaRN", "Which models use MLA?", "models with MIT license"])
def test_one_fact_and_one_specification_stand_for_many_that_are_alike(get: Get, asked: str) -> None:
    page = BeautifulSoup(get(f"/search?q={quote(asked)}").text, "html.parser")
    links = [str(link["href"]) for link in page.select(".results.best > li > a")]
    facts = [link for link in links if link.startswith("/facts/")]
    specifications = [link for link in links if link.startswith("/models/") and "#" in link]
    assert max(len(facts), len(specifications)) == 1, links


def test_an_attribute_of_a_model_is_named_by_other_words_too(get: Get) -> None:
    for asked in ("context window of Qwen3 4B", "Qwen3-4B max context", "What sequence length has Qwen3 4B?"):
        assert "/models/qwen3-4b#context_length" in first_results(get, asked), asked
    silent = "/llm_kb/specifications_of_attribute?attribute=license"
    assert silent in first_results(get, "license of Claude 4"), "which its maker's documents do not give"


def test_every_word_for_an_attribute_names_one_attribute(kb: sqlite3.Connection) -> None:
    path = PACKAGE / "derive" / "attribute_words.csv"
    rows = list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
    attributes = dict(kb.execute("SELECT id, name FROM attributes").fetchall())
    words = [folded(word) for row in rows for word in row["words"].split(" · ")]
    assert {row["attribute"] for row in rows} <= attributes.keys()
    assert len(words) == len(set(words))
    assert not set(words) & {*map(folded, attributes), *map(folded, attributes.values())}


def test_every_question_has_a_source_and_occurs_once() -> None:
    assert len(QUESTIONS) >= 60
    assert len({question["asks"] for question in QUESTIONS}) == len(QUESTIONS)
    assert all(question["source"] and question["answers"] for question in QUESTIONS)


def test_an_answer_that_is_not_there_is_missed(get: Get) -> None:
    question = {"answers": ["/techniques/dpo", "/errata*#llama-3-*"]}
    assert not is_answered(question, first_results(get, "who trains with GRPO"))
    assert is_answered(question, ["/errata?page=2#llama-3-ppo"])


def test_answers_without_a_wildcard_are_there(get: Get, kb: sqlite3.Connection) -> None:
    """That a row has a page is seen elsewhere: a page without an anchor takes no more than its row."""
    pages = {
        f"/{table}/{key}" for table in ("models", "techniques") for (key,) in kb.execute(f"SELECT id FROM {table}")
    }
    anchors = defaultdict(set)
    for answer in {answer for question in QUESTIONS for answer in question["answers"] if "*" not in answer}:
        path, _, anchor = answer.partition("#")
        anchors[path].add(anchor)
    for path, wanted in anchors.items():
        if path in pages and not any(wanted):
            continue
        page = get(path)
        assert page.status_code == 200, path
        assert [anchor for anchor in wanted if anchor and f'id="{anchor}"' not in page.text] == [], path
