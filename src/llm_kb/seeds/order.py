"""The tables that a bundle fills, in an order in which references point backwards."""

from llm_kb.seeds.files import FILES

VOCABULARY_TABLES = (
    *("relations", "stages", "roles", "bases", "model_kinds", "alias_kinds", "link_kinds", "finding_kinds"),
    *("technique_kinds", "publication_roles", "publication_kinds", "venue_kinds", "marker_roles"),
    *("metrics", "changes", "bounds", "units", "erratum_kinds", "erratum_statuses", "claim_change_kinds"),
)
"""The tables that vocabularies.csv fills."""

FACT_TABLES = {
    "statements": ("id",),
    "statement_techniques": ("statement_id", "technique_id"),
    "claims": ("id",),
    "evidence": ("id",),
    "evidence_models": ("evidence_id", "model_id", "role_id"),
    "evidence_citations": ("evidence_id", "citation_id"),
    "measurements": ("id",),
    "measurement_evidence": ("measurement_id", "evidence_id"),
}
"""Tables that the facts fill, with their primary keys."""

FURTHER_KEYS = {
    "publications": ("number",),
    "research_questions": ("section_id",),
    "topics": ("research_question_id", "ordinal"),
    "model_listings": ("source_id", "model_id"),
    "prompt_markers": ("passage_id", "model_id", "marker", "role_id"),
}
"""Further columns of a table in which no two rows agree, unless one is empty."""


def _load_order() -> dict[str, tuple[str, ...]]:
    order: dict[str, tuple[str, ...]] = dict.fromkeys(VOCABULARY_TABLES, ("id",))
    for file in FILES:
        if file.table == "prompt_markers":
            order |= FACT_TABLES
        order[file.table] = file.primary_key
        if file.table == "sources":
            order["editions"] = ("id",)
        if file.table == "passages":
            order["passage_ranges"] = ("passage_id", "ordinal")
    return order


LOAD_ORDER = _load_order()
"""Every table that a bundle fills, with its primary key, so ordered that references point backwards."""
