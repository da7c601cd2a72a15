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


def relation_name(relation: str) -> str:
    """The display name of a relation; any other text is unchanged."""
    return RELATIONS.get(relation, relation)


def role_name(role: str) -> str:
    """The display name of a role."""
    return ROLES.get(role, role.replace("-", " "))


def evidence_name(basis: str) -> str:
    """The display name of a basis."""
    return EVIDENCE.get(basis, basis)


def stage_name(stage: str) -> str:
    """The display name of a stage, also where none is stated."""
    return NO_STAGE if stage == "unstated" else stage


def short_question(question: str | None) -> str:
    """The short heading of a research question; other questions are unchanged."""
    return SHORT_QUESTIONS.get(question or "", question or "Other")
