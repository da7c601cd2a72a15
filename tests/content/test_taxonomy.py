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
        ("rule-based rewards", "rule-based-reward"),
        ("tensor-parallel", "tensor-parallelism"),
        ("best-of-n", "rejection-sampling"),
        ("long2short", "long-to-short-reasoning"),
        ("efficient attention", "efficient-attention-mechanism"),
    ],
)
def test_the_name_that_people_say_leads_to_the_technique(alias: str, technique: str, kb: sqlite3.Connection) -> None:
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


@pytest.mark.parametrize(
    ("name", "technique"),
    [
        ("reward modeling", "reward-model"),
        ("rlhf", "best-of-n-distillation"),
        ("online learning", "online-reinforcement-learning"),
        ("reinforcement learning", "online-reinforcement-learning"),
        ("off-policy learning", "offline-learning"),
        ("synthetic data", "distillation-data"),
        ("long2short", "chain-of-thought-compression"),
        ("long2short", "long-to-short-cot-distillation"),
        ("online quantization", "dynamic-scaling"),
        ("post-training-data", "coding-data"),
    ],
)
def test_a_question_about_a_technique_finds_what_is_a_kind_of_it(
    name: str, technique: str, kb: sqlite3.Connection
) -> None:
    sql = "SELECT count(*) FROM technique_names WHERE name = ? AND technique_id = ?"
    assert kb.execute(sql, (name, technique)).fetchone()[0] == 1


@pytest.mark.parametrize(
    ("name", "technique"),
    [
        ("reasoning data", "coding-data"),
        ("knowledge distillation", "best-of-n-distillation"),
        ("inference-serving", "extended-thinking-mode"),
    ],
)
def test_a_question_about_a_technique_does_not_find_what_is_something_else(
    name: str, technique: str, kb: sqlite3.Connection
) -> None:
    sql = "SELECT count(*) FROM technique_names WHERE name = ? AND technique_id = ?"
    assert kb.execute(sql, (name, technique)).fetchone()[0] == 0


def words(name: str) -> frozenset[str]:
    """The words of a name less what says nothing, each cut to its stem."""
    idle = {"a", "and", "mechanism", "method", "model", "technique", "the", "trick"}
    return frozenset(
        word.removesuffix("s")[:8] for word in name.casefold().replace("-", " ").split() if word not in idle
    )


def test_no_technique_repeats_the_heading_above_it(kb: sqlite3.Connection) -> None:
    headings = {words(name): name for (name,) in kb.execute("SELECT name FROM techniques WHERE kind_id = 'group'")}
    names = [name for (name,) in kb.execute("SELECT name FROM techniques WHERE kind_id <> 'group'")]
    assert [name for name in names if words(name) in headings] == []


def test_definitions_are_spelled_as_americans_do(kb: sqlite3.Connection) -> None:
    british = (
        "behaviour",
        "centre",
        "colour",
        "judgement",
        "labell",
        "licence",
        "modelling",
        "optimis",
        "organis",
        "specialis",
    )
    texts = [
        text
        for (text,) in kb.execute(
            "SELECT lower(definition) FROM techniques UNION SELECT lower(title || reason) FROM errata"
        )
    ]
    assert [text for text in texts if any(word in text for word in british)] == []


def test_every_definition_is_one_sentence_of_moderate_length(kb: sqlite3.Connection) -> None:
    texts = [text for (text,) in kb.execute("SELECT definition FROM techniques")]
    assert [text for text in texts if not text.endswith(".") or ". " in text or len(text.split()) > 40] == []
