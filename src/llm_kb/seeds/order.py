"""The tables that a bundle fills, their columns, and an order in which references point backwards."""

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

COMPUTED = {
    "sections": ("id", "ordinal"),
    "passages": ("id", "section_id", "paragraph", "sentence", "ordinal"),
    "citations": ("id",),
    "institutions": ("ordinal",),
    "techniques": ("ordinal",),
    "prompt_markers": ("id", "ordinal"),
    "errata": ("ordinal",),
    "claim_changes": ("id", "edition_id"),
}
"""Columns of a table that its CSV file does not have."""

LEFT_OUT = {"passages": ("at", "ranges"), "citations": ("source_id",), "prompt_markers": ("source_id",)}
"""Columns of a CSV file that its table does not have."""


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


def _columns() -> dict[str, tuple[str, ...]]:
    columns = {
        **dict.fromkeys(VOCABULARY_TABLES, ("id", "name", "definition", "ordinal")),
        "editions": ("id", "ordinal", "title", "date", "description", "source_id", "sha256"),
        "passage_ranges": ("passage_id", "ordinal", "start_character", "end_character"),
        **FACT_TABLES,
        "statements": ("id", "ordinal", "passage_id", "statement", "phrase"),
        "claims": ("id", "model_id", "technique_id", "relation_id", "stage_id"),
        "evidence": ("id", "claim_id", "statement_id", "passage_id", "basis_id", "basis_note", "qualifier"),
        "measurements": (
            *("id", "statement_id", "ordinal", "metric_id", "printed", "value", "value_from", "unit_id"),
            *("change_id", "bound_id", "scope", "baseline_model_id", "baseline_technique_id"),
        ),
    }
    for file in FILES:
        own = (c.table_column for c in file.columns if c.name not in LEFT_OUT.get(file.table, ()))
        columns[file.table] = (*own, *COMPUTED.get(file.table, ()))
    return columns


COLUMNS = _columns()
"""The columns of every table that a bundle fills."""
