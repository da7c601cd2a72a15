"""Figures of the survey, read by hand in its text."""

import sqlite3

import pytest


def figures(survey: sqlite3.Connection, condition: str) -> set[tuple[object, ...]]:
    sql = f"""SELECT f.model, f.technique_id, m.printed, m.value FROM measurements AS m
        INNER JOIN measurement_evidence AS me ON m.id = me.measurement_id
        INNER JOIN design_facts AS f ON me.evidence_id = f.fact_id WHERE {condition}"""
    return {tuple(row) for row in survey.execute(sql)}


def test_expert_parallelism_of_deepseek_v3_is_32_way_in_inference_and_64_way_in_training(
    survey: sqlite3.Connection,
) -> None:
    sql = """SELECT f.stage, m.value FROM measurements AS m
        INNER JOIN measurement_evidence AS me ON m.id = me.measurement_id
        INNER JOIN design_facts AS f ON me.evidence_id = f.fact_id
        WHERE f.model = 'DeepSeek-V3' AND f.technique_id = 'expert-parallelism'"""
    assert {tuple(row) for row in survey.execute(sql)} == {("inference", 32.0), ("training", 64.0)}


@pytest.mark.parametrize(
    ("model", "values"),
    [
        ("Tülu 3", {16.0, 40.0}),
        ("Llama 3", {50.0}),
        ("DeepSeek-R1", {600_000.0, 800_000.0}),
        ("Command A", {256_000.0}),
        ("ChatGLM-6B", {32_000.0}),
    ],
)
def test_the_figures_of_a_model_are_known(model: str, values: set[float], survey: sqlite3.Connection) -> None:
    found = {value for _, _, _, value in figures(survey, f"f.model = '{model}'")}
    assert values <= found


def test_gpu_memory_goes_from_60_to_40_percent_by_two_tricks_together(survey: sqlite3.Connection) -> None:
    sql = """SELECT m.value_from, m.value, m.bound_id, count(*) FROM measurements AS m
        INNER JOIN measurement_evidence AS me ON m.id = me.measurement_id
        WHERE m.statement_id LIKE 'paper-4-2-5-3%' AND m.value = 40 GROUP BY m.id"""
    assert [tuple(row) for row in survey.execute(sql)] == [(60.0, 40.0, "about", 2)]


def test_the_tenfold_gain_of_llama_4_is_over_llama_3(survey: sqlite3.Connection) -> None:
    sql = """SELECT model.name FROM measurements AS m INNER JOIN models AS model ON m.baseline_model_id = model.id
        WHERE m.value = 10"""
    assert [row[0] for row in survey.execute(sql)] == ["Llama 3"]
