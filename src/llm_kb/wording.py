"""Display names of relations, stages, roles and evidence; the identifiers are data and do not change."""

RELATIONS = {
    "uses": "uses",
    "introduces": "introduces",
    "produces": "generates",
    "serves": "acts as",
    "supports": "supports",
    "explores": "experimented with",
    "proposes": "recommends",
    "avoids": "avoids",
    "omits": "does without",
}
"""The display name of each relation."""

ROLES = {
    "teacher": "distilled from",
    "student": "distilled into",
    "judge": "judged by",
    "data-source": "trained on data from",
    "pattern": "modeled on",
    "base": "initialized from",
}
"""The display name of each role: the relation of a model to another model of a fact."""

EVIDENCE = {"explicit": "stated explicitly", "implied": "inferred", "ambiguous": "ambiguous"}
"""The display name of each basis."""

CATALOG_OUTCOMES = {
    "agrees": "agree",
    "differs": "differ",
    "only there": "only in the catalog",
    "only here": "only in documents",
}
"""The display name of each outcome of a comparison with a catalog, of several values."""

NO_STAGE = "stage not stated"

SHORT_QUESTIONS = {
    "What Makes Decoder-only Architectures Dominant?": "Architecture",
    "When to Use Dense or MoE Architectures?": "Dense or MoE",
    "How to Select Task and Data for Post-training?": "Post-training data",
    "How to Choose Post-training Strategy?": "Post-training strategy",
    "How to Obtain Reward for RL?": "Rewards",
    "How to Design Prompt Template?": "Prompting",
    "How to Minimize Memory Usage?": "Memory",
    "How to Obtain a Smaller Model?": "Distillation and smaller models",
    "How to Accelerate Training and Inference?": "Parallelism and speed",
}
"""Headings of the survey's research questions where there is no room for the question."""

SPECIFICATION_GROUPS = {
    "Size and layers": (
        *("total_parameters", "active_parameters", "layers", "hidden_size", "feed_forward_size"),
        *("expert_feed_forward_size", "experts_total", "experts_active", "experts_shared", "activation"),
        *("normalization", "normalization_placement", "tied_embeddings"),
    ),
    "Attention": (
        *("attention_kind", "attention_layout", "attention_heads", "kv_heads", "head_dimension"),
        *("positional_encoding", "rope_base"),
    ),
    "Context and tokens": (
        *("context_length", "native_context_length", "context_extension", "output_limit"),
        *("vocabulary_size", "tokenizer"),
        *("input_modalities", "output_modalities", "languages"),
    ),
    "License and release": ("license", "license_type", "open_weights", "release_date", "knowledge_cutoff"),
    "Training": (*("training_tokens", "training_compute", "training_hardware", "gpu_hours", "training_precision"),),
    "Post-training": (
        *("base_model", "post_training_stages", "rl_algorithm", "reward_source"),
        *("chat_template", "chat_example"),
    ),
    "Identifiers elsewhere": (
        *("hugging_face_id", "models_dev_id", "openrouter_id", "litellm_id", "epoch_id"),
        "ecosystem_graphs_id",
    ),
}
"""The attributes of models by the heading under which they are shown; further ones stand under `OTHER_ATTRIBUTES`."""
OTHER_ATTRIBUTES = "Other"

VERDICTS = {
    "confirmed": "confirmed",
    "partly": "partly confirmed",
    "contradicted": "contradicted",
    "not found": "not found",
    "no source": "no document",
}
"""The display name of what makers' documents say of a fact of the survey."""

SOURCE_KINDS = {"readme": "README", "catalog": "catalog", "list": "companion list"}
"""The display name of kinds of sources whose identifier does not say it."""

WITHOUT_DEVELOPER = frozenset({None, "survey", "list", "catalog"})
"""Kinds of sources that are not documents of the developers of models."""


def is_of_developers(kind: str | None) -> bool:
    """Whether a source of this kind is a document of the developer of a model, and neither the survey nor a list."""
    return kind not in WITHOUT_DEVELOPER


def relation_name(relation: str) -> str:
    """The display name of a relation; any other text is unchanged."""
    return RELATIONS.get(relation, relation)


def role_name(role: str) -> str:
    """The display name of a role."""
    return ROLES.get(role, role.replace("-", " "))


def evidence_name(basis: str) -> str:
    """The display name of a basis."""
    return EVIDENCE.get(basis, basis)


def verdict_name(verdict: str | None) -> str:
    """The display name of a verdict, also where there is none."""
    return VERDICTS.get(verdict or "", verdict or "not checked")


def source_kind_name(kind: str | None) -> str:
    """The display name of a kind of source."""
    return SOURCE_KINDS.get(kind or "", (kind or "source").replace("-", " "))


def stage_name(stage: str) -> str:
    """The display name of a stage, also where none is stated."""
    return NO_STAGE if stage == "unstated" else stage


def short_question(question: str | None) -> str:
    """The short heading of a research question; other questions are unchanged."""
    return SHORT_QUESTIONS.get(question or "", question or "Other")
