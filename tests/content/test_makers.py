"""The second edition: what the makers say of six models, held against figures read by hand in their documents."""

import sqlite3

import pytest

FAMILIES = ("llama-3", "deepseek-v3", "deepseek-r1", "qwen3", "olmo-2", "gemma-3")
FIGURES = [
    ("llama-3-1-405b", "layers", 126),
    ("llama-3-1-405b", "hidden_size", 16_384),
    ("llama-3-1-405b", "attention_heads", 128),
    ("llama-3-1-405b", "kv_heads", 8),
    ("llama-3-1-405b", "context_length", 131_072),
    ("llama-3-2-1b", "total_parameters", 1_230_000_000),
    ("deepseek-v3", "total_parameters", 671_000_000_000),
    ("deepseek-v3", "active_parameters", 37_000_000_000),
    ("deepseek-v3", "layers", 61),
    ("deepseek-v3", "experts_total", 256),
    ("deepseek-v3", "experts_active", 8),
    ("deepseek-v3", "experts_shared", 1),
    ("deepseek-v3", "training_tokens", 14_800_000_000_000),
    ("deepseek-r1", "total_parameters", 671_000_000_000),
    ("qwen3-235b-a22b", "layers", 94),
    ("qwen3-235b-a22b", "kv_heads", 4),
    ("qwen3-235b-a22b", "experts_total", 128),
    ("qwen3-0-6b", "layers", 28),
    ("olmo-2-32b", "layers", 64),
    ("olmo-2-32b", "kv_heads", 8),
    ("olmo-2-7b", "kv_heads", 32),
    ("gemma-3-27b", "layers", 62),
    ("gemma-3-27b", "training_tokens", 14_000_000_000_000),
    ("gemma-3-1b", "context_length", 32_768),
]
"""Figures of the technical reports: model, attribute and number."""


@pytest.mark.parametrize(("model", "attribute", "number"), FIGURES)
def test_the_spec_sheet_has_the_figures_of_the_reports(
    kb: sqlite3.Connection, model: str, attribute: str, number: int
) -> None:
    assert kb.execute(f"SELECT {attribute} FROM spec_sheet WHERE model_id = ?", (model,)).fetchone()[0] == number


def test_the_spec_sheet_has_what_is_preferred_of_every_attribute(kb: sqlite3.Connection) -> None:
    for attribute, kind in kb.execute("SELECT id, kind_id FROM attributes").fetchall():
        shown = "number" if kind in ("number", "flag") else "value"
        preferred = (
            f"SELECT model_id, {shown} FROM specifications WHERE preferred = 1 AND attribute = ? AND value != ''"
        )
        sheet = f"SELECT model_id, {attribute} FROM spec_sheet WHERE {attribute} IS NOT NULL"
        assert dict(map(tuple, kb.execute(sheet))) == dict(map(tuple, kb.execute(preferred, (attribute,)))), attribute


@pytest.mark.parametrize("family", FAMILIES)
def test_every_explicit_fact_of_the_survey_on_the_model_has_a_verdict(kb: sqlite3.Connection, family: str) -> None:
    without = """
        SELECT fact_id FROM design_facts
        WHERE source_id = 'paper' AND basis = 'explicit' AND verdict IS NULL AND release_id = ?
    """
    assert kb.execute(without, (family,)).fetchall() == []


@pytest.mark.parametrize("family", FAMILIES)
def test_the_makers_state_at_least_thirty_facts_on_each_model(kb: sqlite3.Connection, family: str) -> None:
    count = "SELECT count(*) FROM design_facts WHERE source_id <> 'paper' AND release_id = ?"
    assert kb.execute(count, (family,)).fetchone()[0] >= 30


def test_the_facts_of_the_survey_are_those_of_the_first_edition(
    kb: sqlite3.Connection, survey: sqlite3.Connection
) -> None:
    sql = """
        SELECT fact_id, model_id, relation, technique_id, stage, qualifier, basis, statement, phrase
        FROM design_facts WHERE source_id = 'paper' ORDER BY fact_id
    """
    assert [*map(tuple, kb.execute(sql))] == [*map(tuple, survey.execute(sql))]


def test_a_contradicted_fact_is_questioned_by_an_erratum(kb: sqlite3.Connection) -> None:
    contradicted = kb.execute("SELECT disputed FROM design_facts WHERE verdict = 'contradicted'").fetchall()
    assert contradicted
    assert {disputed for (disputed,) in contradicted} == {1}


def test_documents_of_one_maker_that_differ_are_shown_as_a_conflict(kb: sqlite3.Connection) -> None:
    assert kb.execute("SELECT count(*) FROM specifications WHERE conflict = 1").fetchone()[0] >= 9
