"""The taxonomy of techniques answers to the names that engineers use, and knows where methods come from."""

import sqlite3

import pytest


@pytest.mark.parametrize(
    ("alias", "technique"),
    [
        ("DPO", "dpo"),
        ("GRPO", "grpo"),
        ("PPO", "ppo"),
        ("SFT", "supervised-fine-tuning"),
        ("RLHF", "rlhf"),
        ("GQA", "grouped-query-attention"),
        ("MLA", "multi-head-latent-attention"),
        ("MoE", "mixture-of-experts"),
        ("RLAIF", "rlaif"),
    ],
)
def test_the_usual_abbreviation_leads_to_the_technique(alias: str, technique: str, kb: sqlite3.Connection) -> None:
    sql = "SELECT technique_id FROM technique_aliases WHERE alias = ?"
    assert [row[0] for row in kb.execute(sql, (alias,))] == [technique]


@pytest.mark.parametrize(
    ("technique", "number"),
    [
        ("dpo", 93),
        ("grpo", 100),
        ("ppo", 98),
        ("paged-attention", 60),
        ("flash-attention", 21),
        ("lora", 43),
        ("dora", 74),
        ("megatron", 103),
        ("megablocks", 26),
        ("jax", 12),
        ("ultrafeedback", 19),
        ("quantization-aware-training", 51),
        ("knowledge-distillation", 41),
    ],
)
def test_a_technique_knows_the_publication_that_introduced_it(
    technique: str, number: int, kb: sqlite3.Connection
) -> None:
    sql = "SELECT publication_id FROM technique_publications WHERE technique_id = ? AND role_id = 'introduces'"
    assert str(number) in {row[0] for row in kb.execute(sql, (technique,))}
