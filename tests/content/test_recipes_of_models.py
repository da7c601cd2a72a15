"""The post-training recipes: what is stated of the survey's models, step by step, as a query and as a page."""

import sqlite3
from itertools import groupby
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from llm_kb import queries
from llm_kb.site.pages.recipes import STEPS
from llm_kb.site.server import create_datasette

from ..queries.oracle import Knowledge
from ..site.conftest import get_from

STEP_OF_TECHNIQUE = {
    "dpo": "preference optimization",
    "self-improving-robust-preference-optimization": "preference optimization",
    "supervised-fine-tuning": "supervised fine-tuning",
    "reinforcement-learning": "reinforcement learning",
    "reward-signals": "reward",
    "rejection-sampling": "rejection sampling",
    "model-merging": "model merging",
    "knowledge-distillation": "distillation",
}
"""The technique that belongs to each step, including its subtypes."""


@pytest.fixture(scope="module")
def page(kb_file: Path) -> BeautifulSoup:
    get = get_from(create_datasette(kb_file, cache_bytes=0))
    return BeautifulSoup(get("/recipes?all=1").text, "html.parser")


def test_every_fact_of_a_step_is_in_the_recipe_of_its_model(kb: sqlite3.Connection, survey: sqlite3.Connection) -> None:
    knowledge = Knowledge(survey)
    expected: dict[tuple[str, ...], int] = {}
    for fact in knowledge.facts:
        steps = [
            STEP_OF_TECHNIQUE[one]
            for one in knowledge.line("techniques", fact.technique["id"])
            if one in STEP_OF_TECHNIQUE
        ]
        if steps:
            key = (fact.release["id"], min(steps, key=STEPS.index), fact.technique["id"], fact.relation)
            expected[key] = expected.get(key, 0) + 1
    result = queries.run(kb, "post_training_recipes", {})
    places = [result.columns.index(name) for name in ("model_id", "step", "technique_id", "relation", "facts")]
    found = [tuple(row[place] for place in places) for row in result.rows]
    assert {key: facts for *key_, facts in found for key in [tuple(key_)]} == expected
    assert len(found) == len(expected)
    assert {step for _, step, *_ in found} == set(STEPS)


@pytest.mark.parametrize(
    ("model", "step", "technique"),
    [
        ("DeepSeek-R1", "reinforcement learning", "GRPO"),
        ("Qwen2", "preference optimization", "DPO"),
        ("Gemma 3", "distillation", "KD"),
        ("Llama 3", "rejection sampling", "rejection sampling"),
    ],
)
def test_a_step_is_found_beside_its_model(model: str, step: str, technique: str, page: BeautifulSoup) -> None:
    row = next(row for row in page.select(".side-by-side tbody tr") if row.select("th a")[0].get_text() == model)
    cell = row.select("td")[STEPS.index(step)]
    assert cell["data-label"] == step
    assert technique in [link.get_text() for link in cell.select(".choice a")]


def test_a_step_of_which_the_survey_is_silent_is_not_mentioned(page: BeautifulSoup, kb: sqlite3.Connection) -> None:
    recipes = page.select(".side-by-side tbody tr")
    cells = [cell for row in recipes for cell in row.select("td")]
    empty = [cell for cell in cells if cell.get_text().strip() == "not mentioned"]
    said = {(row[0], row[1]) for row in kb_rows(kb)}
    assert len(cells) - len(empty) == len(said)
    assert len(cells) == len(STEPS) * len(recipes)


def kb_rows(kb: sqlite3.Connection) -> list[tuple[str, str]]:
    result = queries.run(kb, "post_training_recipes", {})
    places = [result.columns.index(name) for name in ("model_id", "step")]
    return [(str(row[places[0]]), str(row[places[1]])) for row in result.rows]


def test_the_steps_of_a_model_are_adjacent(kb: sqlite3.Connection) -> None:
    releases = [model for model, _ in kb_rows(kb)]
    assert [model for model, _ in groupby(releases)] == list(dict.fromkeys(releases))
