"""Questions that people put to the survey, each answered by one short query; the answers are read off the paper."""

import sqlite3

import pytest

QUESTIONS = {
    "who uses DPO": (
        "technique_id = 'dpo' AND relation = 'uses' AND section = '3.2'",
        "Llama 3, Llama 4, Qwen2, Qwen2.5, Phi-3, Phi-4, OpenELM, Tülu 3, OLMo 2, ChatGLM",
    ),
    "who uses DPO offline": ("technique_id = 'dpo' AND qualifier LIKE '%offline%'", "Qwen2, Qwen2.5"),
    "who uses DPO lightly": ("technique_id = 'dpo' AND qualifier LIKE '%lightweight%'", "Llama 4"),
    "who uses PPO": (
        "technique_id = 'ppo' AND relation = 'uses' AND section = '3.2'",
        "GPT-4, Llama 3, Gemini 1.0, Tülu 3, OLMo 2, ChatGLM, Claude 3",
    ),
    "who uses GRPO": (
        "technique_id = 'grpo'",
        "DeepSeek-V2, DeepSeek-R1, DeepSeek-V3, Qwen2.5, Qwen3, Tülu 3.1, OLMo 2 32B",
    ),
    "who omits reinforcement learning": ("technique_id = 'reinforcement-learning' AND relation = 'omits'", "DCLM"),
    "who omits the value network": ("technique_id = 'value-network' AND relation = 'omits'", "Kimi K1.5"),
    "who avoids system messages": ("technique_id = 'system-prompting' AND relation = 'avoids'", "DeepSeek-R1"),
    "who avoids role tags": ("technique_id = 'role-tag' AND relation = 'avoids'", "Gemini 2.0"),
    "whose special tokens resemble others": (
        "technique_id = 'special-token' AND other_model IS NOT NULL",
        "DeepSeek-V3",
    ),
    "which tags name roles only by implication": ("technique_id = 'role-tag' AND basis = 'implied'", "Phi-3"),
    "who trains with less memory, by the reports that are cited": (
        "technique_id = 'memory-saving-training-trick' AND basis = 'implied'",
        "Tülu 3, DeepSeek-V3",
    ),
    "whose safety policy is in doubt": ("technique_id = 'safety-policy' AND basis = 'ambiguous'", "GPT-4o"),
    "who avoids tensor parallelism": ("technique_id = 'tensor-parallelism' AND relation = 'avoids'", "Llama 3"),
    "who uses GQA": ("technique_id = 'grouped-query-attention'", "Qwen2, Gemma 3, Llama 3, Aya 23, Command A"),
    "who uses a KV cache": (
        "technique_id = 'kv-cache' AND passage_id = 'paper-4-2-4-4'",
        "Llama 3, Qwen2, Qwen2.5, OpenELM, GLM-4",
    ),
    "who uses PagedAttention while serving": (
        "technique_id = 'paged-attention' AND section = '4.2'",
        "Llama 3",
    ),
    "who uses FlashAttention": (
        "technique_id = 'flash-attention'",
        "Phi-3-small, Mistral 7B, ChatGLM-6B, OpenELM",
    ),
    "who uses sliding windows": (
        "technique_id = 'sliding-window-attention'",
        "Mistral 7B, Command A",
    ),
    "who uses 4-bit quantization": (
        "technique_id = '4-bit-quantization'",
        "phi-3-mini, Gemini 1.0 Nano, ChatGLM-6B",
    ),
    "who quantizes to FP8": (
        "technique_id = 'fp8-quantization' AND passage_id = 'paper-4-2-3-3'",
        "Llama 3, Llama 4 Behemoth, DeepSeek-V3, Command A",
    ),
    "who is trained aware of quantization": ("technique_id = 'quantization-aware-training'", "Gemma 3"),
    "who averages checkpoints": ("technique_id = 'checkpoint-averaging'", "Gemma 2, OLMo 2"),
    "who makes soups": ("technique_id IN ('sft-soup', 'rl-soup')", "Command A"),
    "who uses Constitutional AI": ("technique_id = 'constitutional-ai'", "Claude 3"),
    "who samples with rejection from RL checkpoints": (
        "technique_id = 'rejection-sampling' AND passage_id = 'paper-3-2-5-6'",
        "DeepSeek-V3, DeepSeek-R1",
    ),
    "who uses RLVR": (
        "technique_id = 'rlvr' AND section = '3.3'",
        "OLMo 2, Tülu 3",
    ),
    "who introduces RLVR according to the survey": ("technique_id = 'rlvr' AND relation = 'introduces'", "OLMo 2"),
    "whose preference pairs are labelled by GPT-4o": (
        "other_model LIKE '%GPT-4o%' AND other_role LIKE '%judge%'",
        "Phi-4, Tülu 3, OLMo 2",
    ),
    "who uses LoRA": ("technique_id = 'lora'", "OpenELM"),
    "who uses ZeRO": ("technique LIKE '%ZeRO%'", "DeepSeek-V3"),
    "who uses MegaBlocks": ("technique_id = 'megablocks'", "Mixtral 8x7B"),
    "who uses Megatron": ("technique_id = 'megatron'", "Kimi K1.5"),
    "what is proposed for future chips": (
        "relation = 'proposes' AND section = '4.4'",
        "DeepSeek-V3",
    ),
    "who explores multi-token prediction": ("technique_id = 'multi-token-prediction'", "DeepSeek-V3"),
    "who trains with asynchronous RL": (
        "technique_id = 'asynchronous-reinforcement-learning' AND basis = 'explicit'",
        "Tülu 3, Llama 4",
    ),
    "who is red-teamed or held against harm categories": (
        "technique_id = 'harm-category-evaluation'",
        "Llama 3, DeepSeek-V3, DeepSeek-R1, Phi-3, Gemini 2.0, GPT-4, Claude 4",
    ),
    "who was tuned on several modalities": (
        "passage_id = 'paper-3-1-7-2'",
        "Llama 4, Gemini 2.0, Gemma 3",
    ),
    "who is given API-call demonstrations": (
        "passage_id = 'paper-3-1-6-3'",
        "Llama 4, Gemini 2.0, Gemma 2, Gemma 3",
    ),
    "who uses JSON-style messages": ("technique_id = 'json-message-format'", "GPT-4"),
}
"""For each question, the condition on `design_facts` and the models that it must give."""


@pytest.fixture
def kb(survey: sqlite3.Connection) -> sqlite3.Connection:
    """The survey alone."""
    return survey


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_answer_is_that_of_the_survey(question: str, kb: sqlite3.Connection) -> None:
    condition, models = QUESTIONS[question]
    found = {row[0] for row in kb.execute(f"SELECT model FROM design_facts WHERE {condition}")}
    assert found == set(models.split(", "))


def test_every_pair_of_teacher_and_student_is_known(kb: sqlite3.Connection) -> None:
    small = ("Qwen3-14B", "Qwen3-8B", "Qwen3-4B", "Qwen3-1.7B", "Qwen3-0.6B", "Qwen3-30B-A3B")
    pairs = {("Llama 4 Maverick", "Llama 4 Behemoth"), ("DeepSeek-V3", "DeepSeek-R1")}
    pairs |= {(student, teacher) for student in small for teacher in ("Qwen3-32B", "Qwen3-235B-A22B")}
    pairs |= {("Gemini 1.0 Nano", "Gemini"), ("Gemini 1.5 Flash", "Gemini")}
    pairs |= {(student, teacher) for student in ("Phi-3", "Phi-4", "Phi-4-Mini") for teacher in ("GPT-4", "GPT-4o")}
    found = {tuple(row) for row in kb.execute("SELECT student, teacher FROM lineage WHERE section = '4.3'")}
    assert pairs <= found
    distilled = {("DeepSeek-R1-Distill-Qwen", "DeepSeek-R1"), ("DeepSeek-R1-Distill-Llama", "DeepSeek-R1")}
    assert found - pairs <= distilled


def test_the_tags_of_deepseek_r1_are_known(kb: sqlite3.Connection) -> None:
    sql = "SELECT marker FROM prompt_markers WHERE model_id = 'deepseek-r1'"
    assert {row[0] for row in kb.execute(sql)} == {"<think>", "<answer>"}


def test_the_tokens_of_the_prompt_formats_are_known(kb: sqlite3.Connection) -> None:
    found = {tuple(row) for row in kb.execute("SELECT model_id, marker FROM prompt_markers")}
    assert {("qwen", "<|im_start|>"), ("qwen", "<|im_end|>"), ("phi-3", "<|end|>"), ("phi-3", "<|system|>")} <= found
    assert {("llama", "<|start_header_id|>"), ("llama", "<|begin_of_text|>"), ("qwq-32b", "<think>")} <= found


def test_every_ambiguous_or_implied_fact_says_why(kb: sqlite3.Connection) -> None:
    sql = "SELECT count(*) FROM design_facts WHERE basis <> 'explicit' AND length(basis_note) < 20"
    assert kb.execute(sql).fetchone()[0] == 0


def test_every_numbered_point_that_names_models_has_facts(kb: sqlite3.Connection) -> None:
    sql = """SELECT id FROM findings WHERE kind_id = 'point'
        AND NOT EXISTS (SELECT 1 FROM finding_facts AS f WHERE f.finding_id = findings.id)"""
    assert [row[0] for row in kb.execute(sql)] == []


QUESTIONED = {
    "deepseek-r1-600k-or-800k": "deepseek-r1 reasoning-trace 3.1, deepseek-v3 reasoning-trace 3.1, "
    "deepseek-r1 distillation-data 4.3",
    "judge-gpt-4-or-gpt-4o": "olmo-2 synthetic-preference-data 3.1, tulu-3 synthetic-preference-data 3.1",
    "llama-3-human-labels": "llama-3 human-feedback 3.3",
    "rlvr-introduced-by": "olmo-2 rlvr 3.3",
    "llama-3-tensor-parallelism": "llama-3 tensor-parallelism 4.4",
    "llama-3-ppo": "llama-3 ppo 3.2",
    "gpt-4-dense": "gpt-4 dense-architecture 2.2",
    "claude-3-dense": "claude-3 dense-architecture 2.2",
    "kv-cache-reduces-memory": "llama-3 kv-cache 4.2, qwen2 kv-cache 4.2, qwen2-5 kv-cache 4.2, openelm kv-cache 4.2, "
    "glm-4 kv-cache 4.2",
    "parallelisms-of-five-models": "llama-3 expert-parallelism 4.4, command-a expert-parallelism 4.4",
    "checkpoint-averaging-across-stages": "gemma-2 checkpoint-averaging 3.2, olmo-2 checkpoint-averaging 3.2",
    "phi-3-pivotal-token-search": "phi-3 pivotal-token-search 3.2, phi-3 judge-guided-reward 3.2",
}
"""For an erratum, model, technique and section of each fact that it questions."""


@pytest.mark.parametrize("erratum", QUESTIONED)
def test_an_erratum_questions_the_facts_that_may_be_wrong_and_no_others(erratum: str, kb: sqlite3.Connection) -> None:
    sql = """SELECT f.model_id || ' ' || f.technique_id || ' ' || f.section FROM errata_places AS p
        INNER JOIN design_facts AS f ON p.evidence_id = f.fact_id AND f.disputed = 1 WHERE p.erratum_id = ?"""
    assert sorted(row[0] for row in kb.execute(sql, (erratum,))) == sorted(QUESTIONED[erratum].split(", "))


def test_llama_3_avoids_tensor_parallelism_under_question_and_uses_it_beyond(kb: sqlite3.Connection) -> None:
    sql = """SELECT relation, stage, disputed FROM design_facts
        WHERE model = 'Llama 3' AND technique_id = 'tensor-parallelism' AND basis = 'explicit'"""
    assert {tuple(row) for row in kb.execute(sql)} == {("avoids", "inference", 1), ("uses", "training", 0)}


REWARDS = {
    "rule-based-reward": "Kimi K1.5, Command A, OLMo 2, Tülu 3, DeepSeek-R1, Phi-3, Phi-4-Mini, Qwen3, "
    "DeepSeek-V3, QwQ-32B",
    "ai-feedback": "Claude 3, Qwen2, Qwen2.5",
}


@pytest.mark.parametrize("technique", REWARDS)
def test_the_sources_of_rewards_are_known(technique: str, kb: sqlite3.Connection) -> None:
    """Rule-based rewards are those of the point on them; more models have AI feedback by implication."""
    sql = (
        "SELECT f.model FROM design_facts AS f INNER JOIN technique_names AS n ON f.technique_id = n.technique_id"
        " WHERE n.name = ? AND f.section = '3.3' AND f.relation = 'uses'"
    )
    assert set(REWARDS[technique].split(", ")) <= {row[0] for row in kb.execute(sql, (technique,))}


def test_everything_about_command_a_is_known(kb: sqlite3.Connection) -> None:
    """One technique for each sentence that names Command A."""
    expected = {
        "paper-2-1-3-5": "cross-attention",
        "paper-2-2-3-6": "long-context-processing",
        "paper-3-2-3-14": "sft-soup",
        "paper-3-2-4-8": "self-improving-robust-preference-optimization",
        "paper-3-3-3-9": "bradley-terry-model",
        "paper-3-3-4-3": "execution-feedback",
        "paper-4-2-3-3": "fp8-quantization",
        "paper-4-2-3-6": "fp32-precision",
        "paper-4-2-4-3": "grouped-query-attention",
        "paper-4-2-4-11": "sliding-window-attention",
        "paper-4-3-3-11": "knowledge-distillation",
        "paper-4-4-5-3": "tensor-parallelism",
        "paper-4-4-5-5": "jax",
    }
    found: dict[str, set[str]] = {}
    for passage, technique in kb.execute("SELECT passage_id, technique_id FROM design_facts WHERE model = 'Command A'"):
        found.setdefault(passage, set()).add(technique)
    assert set(found) == set(expected)
    assert all(technique in found[passage] for passage, technique in expected.items())


def test_the_ambiguous_parallelisms_of_4_4_say_that_they_are_named_for_five_models(kb: sqlite3.Connection) -> None:
    sql = """SELECT model, technique_id, basis_note FROM design_facts
        WHERE passage_id = 'paper-4-4-5-3' AND basis = 'ambiguous'"""
    rows = kb.execute(sql).fetchall()
    assert len(rows) == 20
    assert len({row[0] for row in rows}) == 5
    assert all(len(row[2]) > 30 for row in rows)


def test_who_was_distilled_from_whom_and_how(kb: sqlite3.Connection) -> None:
    sql = "SELECT technique FROM lineage WHERE student = ? AND teacher = ? AND section = '4.3'"
    ways = {
        ("Llama 4 Maverick", "Llama 4 Behemoth"): "intra-family distillation",
        ("Qwen3-8B", "Qwen3-32B"): "intra-family distillation",
        ("Phi-4", "GPT-4o"): "cross-family distillation",
        ("DeepSeek-R1-Distill-Qwen", "DeepSeek-R1"): "reasoning distillation",
    }
    for pair, way in ways.items():
        assert any(way in row[0] for row in kb.execute(sql, pair)), pair


def test_judges_and_data_sources_are_part_of_the_lineage(kb: sqlite3.Connection) -> None:
    found = {tuple(row) for row in kb.execute("SELECT student, teacher, role FROM lineage WHERE section < '4'")}
    assert {("Phi-4", "GPT-4o", "judge"), ("Tülu 3", "GPT-4o", "judge"), ("OLMo 2", "GPT-4o", "judge")} <= found
    assert {("Qwen3", "QwQ-32B", "data-source"), ("Qwen3", "Qwen2.5-72B", "data-source")} <= found


def test_the_lineage_has_one_row_for_each_pair_and_sentence(kb: sqlite3.Connection) -> None:
    sql = """SELECT count(*) FROM lineage AS l INNER JOIN design_facts AS f ON l.fact_id = f.fact_id
        GROUP BY student_id, teacher_id, role, passage_id HAVING count(*) > 1"""
    assert kb.execute(sql).fetchall() == []
