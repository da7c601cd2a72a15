"""The second edition: what the makers say of the 31 models, held against figures read by hand in their documents."""

import sqlite3
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from llm_kb.site.server import create_datasette

from ..site.conftest import get_from

FAMILIES = ("llama-3", "deepseek-v3", "deepseek-r1", "qwen3", "olmo-2", "gemma-3")
REPORT_NOT_HELD = {"paper-4-2-4-3--aya-23--grouped-query-attention--uses--unstated"}
"""Facts on which only a report says something that could not be read."""
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
    ("mistral-7b", "layers", 32),
    ("mistral-7b", "kv_heads", 8),
    ("mistral-7b", "vocabulary_size", 32_000),
    ("mixtral-8x7b", "experts_total", 8),
    ("mixtral-8x7b", "experts_active", 2),
    ("mixtral-8x7b", "context_length", 32_768),
    ("gemma-2-27b", "layers", 46),
    ("gemma-2-27b", "hidden_size", 4_608),
    ("gemma-2-27b", "total_parameters", 27_227_718_144),
    ("qwen2-72b", "layers", 80),
    ("qwen2-72b", "hidden_size", 8_192),
    ("qwen2-72b", "kv_heads", 8),
    ("phi-3-mini", "hidden_size", 3_072),
    ("phi-3-mini", "attention_heads", 32),
    ("llama-4-scout", "active_parameters", 17_000_000_000),
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


def test_every_explicit_fact_of_the_survey_on_its_models_has_a_verdict(kb: sqlite3.Connection) -> None:
    without = """
        SELECT fact.fact_id FROM design_facts AS fact
        INNER JOIN models AS release ON fact.release_id = release.id
        WHERE fact.source_id = 'paper' AND fact.basis = 'explicit' AND fact.verdict IS NULL AND release.surveyed = 1
    """
    assert {fact for (fact,) in kb.execute(without)} == REPORT_NOT_HELD


@pytest.mark.parametrize("family", FAMILIES)
def test_the_makers_state_at_least_thirty_facts_on_each_model(kb: sqlite3.Connection, family: str) -> None:
    count = "SELECT count(*) FROM design_facts WHERE source_id <> 'paper' AND release_id = ?"
    assert kb.execute(count, (family,)).fetchone()[0] >= 30


def test_the_makers_state_facts_and_specifications_of_each_surveyed_model(kb: sqlite3.Connection) -> None:
    counts = """
        SELECT id,
            (SELECT count(*) FROM design_facts WHERE source_kind <> 'survey' AND release_id = m.id),
            (SELECT count(DISTINCT attribute) FROM specifications WHERE value IS NOT NULL AND release_id = m.id)
        FROM models AS m WHERE surveyed = 1
    """
    found = kb.execute(counts).fetchall()
    assert len(found) == 31
    assert [tuple(row) for row in found if row[1] < 10 or row[2] < 8] == []


def test_the_page_of_a_model_shows_a_conversation_in_its_prompt_format(kb_file: Path) -> None:
    page = BeautifulSoup(get_from(create_datasette(kb_file, cache_bytes=0))("/models/qwen3").text, "html.parser")
    example = page.select_one("#chat_example pre")
    assert example is not None
    lines = example.get_text().splitlines()
    assert "<|im_start|>user" in lines
    assert any(line.endswith("<|im_end|>") for line in lines)


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
