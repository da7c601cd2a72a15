"""What the first edition holds, with answers read off the survey."""

import sqlite3
from collections.abc import Iterable
from typing import Any

import pytest

COUNTS = {
    "SELECT count(*) FROM models WHERE surveyed = 1": 31,
    "SELECT count(*) FROM institutions WHERE surveyed = 1": 12,
    "SELECT count(*) FROM dimensions": 3,
    "SELECT count(*) FROM research_questions": 9,
    "SELECT count(*) FROM topics": 21,
    "SELECT count(*) FROM publications": 156,
    "SELECT count(*) FROM publications WHERE kind_id = 'preprint'": 92,
    "SELECT count(*) FROM citations": 158,
    "SELECT count(*) FROM (SELECT DISTINCT passage_id, bracket FROM citations)": 84,
    "SELECT count(DISTINCT publication_id) FROM citations": 156,
    "SELECT count(*) FROM findings WHERE kind_id = 'takeaway' AND research_question_id IS NOT NULL": 9,
    "SELECT count(*) FROM findings WHERE kind_id = 'position' AND research_question_id IS NOT NULL": 9,
    "SELECT count(*) FROM model_listings WHERE source_id = 'paper'": 31,
    "SELECT count(*) FROM model_listings WHERE source_id = 'awesome-list'": 31,
    "SELECT count(*) FROM model_listings WHERE link_kind_id = 'paper'": 27,
    "SELECT count(*) FROM model_listings WHERE link_kind_id = 'blog'": 4,
}


def column(kb: sqlite3.Connection, sql: str, *values: Any) -> list[Any]:
    return [row[0] for row in kb.execute(sql, values)]


def same(found: Iterable[str], expected: str) -> bool:
    return sorted(found) == sorted(expected.split(", "))


@pytest.mark.parametrize("sql", COUNTS)
def test_the_survey_is_counted_right(sql: str, kb: sqlite3.Connection) -> None:
    assert column(kb, sql) == [COUNTS[sql]]


def test_load_balancing_of_section_2_2_is_that_of_three_models(kb: sqlite3.Connection) -> None:
    sql = "SELECT model FROM design_facts WHERE section = '2.2' AND technique LIKE '%load balancing%'"
    assert same(column(kb, sql), "DeepSeek-V3, Qwen3-30B-A3B, Qwen3-235B-A22B")


def test_aya_23_is_made_by_cohere_and_listed_under_anthropic_with_an_erratum(kb: sqlite3.Connection) -> None:
    sql = "SELECT institution, listed_under FROM models_overview WHERE id = 'aya-23'"
    assert tuple(kb.execute(sql).fetchone()) == ("Cohere", "Anthropic")
    sql = "SELECT DISTINCT erratum_id FROM errata_places WHERE model_id = 'aya-23'"
    assert "aya-23-maker" in column(kb, sql)


def test_models_are_listed_per_institution_as_footnote_1_has_them(kb: sqlite3.Connection) -> None:
    sql = """SELECT i.name, count(*) FROM model_listings AS l INNER JOIN institutions AS i ON l.institution_id = i.id
        WHERE l.source_id = 'paper' GROUP BY i.id"""
    assert dict(kb.execute(sql).fetchall()) == {
        "AI2": 2,
        "Alibaba": 5,
        "Anthropic": 3,
        "Apple": 2,
        "DeepSeek": 2,
        "Google": 7,
        "Meta": 2,
        "Microsoft": 3,
        "Mistral AI": 2,
        "Moonshot AI": 1,
        "OpenAI": 1,
        "Zhipu AI": 1,
    }


@pytest.mark.parametrize(
    ("technique", "relation", "models"),
    [
        ("dense-architecture", "uses", "Llama 3, Gemma 3, Claude 3, GPT-4, Command A, Qwen2.5-1M"),
        ("cross-attention", "omits", "Llama 4, Command A, DeepSeek-R1, DeepSeek-V3"),
        ("task-specific-head", "avoids", "Llama 3, Claude 3, QwQ-32B"),
        ("expert-routing", "avoids", "Llama 3, Gemma 3, Claude 3"),
        ("streaming-generation", "uses", "Phi-4, Kimi K1.5, Qwen2.5"),
        ("raw-text-pre-training", "uses", "Gemini 1.5, Gemma 3, OLMo 2"),
        ("multimodal-input-processing", "supports", "Llama 4, Gemini 1.5 Pro"),
        ("sparsemixer", "uses", "Phi-3.5-MoE"),
    ],
)
def test_who_stands_how_to_a_technique(technique: str, relation: str, models: str, kb: sqlite3.Connection) -> None:
    sql = """SELECT DISTINCT model FROM design_facts
        WHERE technique_id = ? AND relation = ? AND section IN ('2.1', '2.2')"""
    assert same(column(kb, sql, technique, relation), models)


def test_figures_of_section_2_are_as_printed(kb: sqlite3.Connection) -> None:
    sql = """SELECT f.model, m.printed, m.value, m.bound_id FROM measurements AS m
        INNER JOIN measurement_evidence AS me ON m.id = me.measurement_id
        INNER JOIN design_facts AS f ON me.evidence_id = f.fact_id
        WHERE f.section IN ('2.1', '2.2')"""
    found = {tuple(row) for row in kb.execute(sql)}
    assert {("Command A", "256K", 256000.0, "up-to"), ("Qwen2.5-1M", "1M", 1000000.0, "up-to")} <= found
    hundreds = {model for model, printed, _, _ in found if printed == "hundreds of billions"}
    assert hundreds == {"Llama 4", "Command A", "DeepSeek-R1", "DeepSeek-V3"}


def test_disputed_facts_have_an_erratum(kb: sqlite3.Connection) -> None:
    sql = """SELECT model FROM design_facts
        WHERE disputed = 1 AND technique_id = 'dense-architecture' AND section = '2.2'"""
    assert same(column(kb, sql), "GPT-4, Claude 3")


def test_names_of_the_surveyed_models_are_those_of_footnote_1(kb: sqlite3.Connection) -> None:
    sql = """SELECT m.name, l.name_printed FROM models AS m
        INNER JOIN model_listings AS l ON m.id = l.model_id AND l.source_id = 'paper'
        WHERE m.name <> l.name_printed"""
    assert [tuple(row) for row in kb.execute(sql)] == [("ChatGLM", "ChatGLM series")]


def test_no_statement_or_definition_copies_the_survey(kb: sqlite3.Connection, paper: Any) -> None:
    """No run of eight words of our own wording stands in the survey."""
    source = words(paper.read_text(encoding="utf-8"))
    runs = {tuple(source[n : n + 8]) for n in range(len(source) - 7)}
    own = column(kb, "SELECT statement FROM statements UNION SELECT statement FROM findings")
    own += column(kb, "SELECT definition FROM techniques UNION SELECT description FROM dimensions")
    for text in own:
        mine = words(text)
        copied = [mine[n : n + 8] for n in range(len(mine) - 7) if tuple(mine[n : n + 8]) in runs]
        assert not copied, text


def words(text: str) -> list[str]:
    return "".join(c if c.isalnum() or c == "-" else " " for c in text.casefold()).split()
