"""Prompt markers are those of the model, of what belongs to it and of what it belongs to."""

import sqlite3

import pytest

from llm_kb import queries


def markers(connection: sqlite3.Connection, model: str) -> list[tuple[str, str]]:
    """The models that markers are told of for this one, each with a marker."""
    return [(row[0], row[1]) for row in queries.run(connection, "prompt_markers_of_model", {"model": model}).rows]


@pytest.mark.parametrize(
    ("spelling", "models"),
    [
        ("OLMo2", {"OLMo 2"}),
        ("TULU 3", {"Tülu 3"}),
        ("Qwen2 & 2.5", {"Qwen", "Qwen2", "Qwen2.5", "Qwen2.5-72B", "Qwen2.5-math", "Qwen2.5-MoE"}),
        ("2.5", set()),
        ("no such model", set()),
    ],
)
def test_a_model_is_found_by_a_spelling_that_stands_for_it(
    kb_copy: sqlite3.Connection, spelling: str, models: set[str]
) -> None:
    kb_copy.execute("DELETE FROM prompt_markers")
    columns = "SELECT 'test-' || id, id, 'paper-4-1-3-1', 1, '<test>', 'system' FROM models"
    kb_copy.execute(f"INSERT INTO prompt_markers (id, model_id, passage_id, ordinal, marker, role_id) {columns}")
    found = {model for model, _ in markers(kb_copy, spelling)}
    assert found - {"Tülu 3.1", "OLMo 2 32B"} == models


def test_prompt_markers_of_the_family_are_those_of_its_models_too(kb: sqlite3.Connection) -> None:
    of_the_family = markers(kb, "llama")
    assert {model for model, _ in of_the_family} == {"Llama"}
    assert markers(kb, "Llama 3") == markers(kb, "llama-4-maverick") == of_the_family
    assert not {model for model, _ in markers(kb, "phi-3")} - {"Phi-3"}
