"""Questions as people ask them have their answer among the first three results of the search."""

from collections.abc import Callable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import yaml
from bs4 import BeautifulSoup

from llm_kb.site.server import create_datasette

from ..site.conftest import get_from

Get = Callable[..., httpx.Response]

QUESTIONS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("questions.yaml").read_text(encoding="utf-8"))
FIRST = 3
"""Number of results among which the answer must be."""
SHARE = 0.94
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


def test_every_question_has_a_source_and_occurs_once() -> None:
    assert len(QUESTIONS) >= 60
    assert len({question["asks"] for question in QUESTIONS}) == len(QUESTIONS)
    assert all(question["source"] and question["answers"] for question in QUESTIONS)


def test_an_answer_that_is_not_there_is_missed(get: Get) -> None:
    question = {"answers": ["/techniques/dpo", "/errata*#llama-3-*"]}
    assert not is_answered(question, first_results(get, "who trains with GRPO"))
    assert is_answered(question, ["/errata?page=2#llama-3-ppo"])


def test_answers_without_a_wildcard_are_there(get: Get) -> None:
    answers = {answer for question in QUESTIONS for answer in question["answers"] if "*" not in answer}
    for answer in sorted(answers):
        path, _, anchor = answer.partition("#")
        page = get(path)
        assert page.status_code == 200, answer
        assert not anchor or f'id="{anchor}"' in page.text, answer
