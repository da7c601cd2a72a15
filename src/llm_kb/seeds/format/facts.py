"""What is said: the tables that `facts/*.yaml` fills, whose columns in the file are keys there; markers; errata."""

from llm_kb.seeds.format.declaration import Column, Table, at, computed, file_only, identity, integer, text, to

STATEMENTS = Table(
    "statements",
    (
        computed("id"),
        computed("ordinal"),
        computed("passage_id", "passages"),
        Column("says", target="statement"),
        text("phrase"),
    ),
)

STATEMENT_TECHNIQUES = Table(
    "statement_techniques",
    (computed("statement_id"), computed("technique_id", "techniques")),
    primary_key=("statement_id", "technique_id"),
)

CLAIMS = Table(
    "claims",
    (
        computed("id"),
        computed("model_id", "models"),
        computed("technique_id", "techniques"),
        computed("relation_id", "relations"),
        computed("stage_id", "stages"),
    ),
)

EVIDENCE = Table(
    "evidence",
    (
        *map(computed, ("id", "claim_id", "statement_id", "passage_id")),
        Column("basis", "reference", False, "bases", "basis_id", "explicit"),
        Column("why", "text", False, target="basis_note"),
        Column("as", "text", False, target="qualifier"),
    ),
)

EVIDENCE_MODELS = Table(
    "evidence_models",
    (computed("evidence_id"), computed("model_id", "models"), computed("role_id")),
    primary_key=("evidence_id", "model_id", "role_id"),
)

EVIDENCE_CITATIONS = Table(
    "evidence_citations",
    (computed("evidence_id"), computed("citation_id")),
    primary_key=("evidence_id", "citation_id"),
)

MEASUREMENTS = Table(
    "measurements",
    (
        *map(computed, ("id", "statement_id", "ordinal")),
        Column("metric", "reference", True, "metrics", "metric_id"),
        text("printed"),
        Column("value", "number", False),
        Column("from", "number", False, target="value_from"),
        Column("unit", "reference", False, "units", "unit_id"),
        Column("change", "reference", False, "changes", "change_id"),
        Column("bound", "reference", False, "bounds", "bound_id", "exact"),
        text("scope", False),
        Column("baseline_model", "reference", False, "models", "baseline_model_id"),
        Column("baseline_technique", "reference", False, "techniques", "baseline_technique_id"),
    ),
)

MEASUREMENT_EVIDENCE = Table(
    "measurement_evidence",
    (computed("measurement_id"), computed("evidence_id")),
    primary_key=("measurement_id", "evidence_id"),
)

PROMPT_MARKERS = Table(
    "prompt_markers",
    (
        file_only("source_id"),
        at(),
        to("models", "model_id"),
        text("marker"),
        to("marker_roles", "role_id"),
        computed("id"),
        computed("ordinal"),
    ),
    file_key=("source_id", "at", "model_id", "marker", "role_id"),
    unique=("passage_id", "model_id", "marker", "role_id"),
    optional=True,
)

ERRATA = Table(
    "errata",
    (
        identity(),
        to("erratum_kinds", "kind_id"),
        text("title"),
        text("correction", False),
        text("reason"),
        text("how_known"),
        to("erratum_statuses", "status_id"),
        computed("ordinal"),
    ),
    file_key=("id",),
)

ERRATA_PLACES = Table(
    "errata_places",
    (
        to("errata", "erratum_id"),
        integer("ordinal"),
        to("sources", "source_id"),
        at(required=False),
        text("printed", False),
        to("publications", "publication_id", False),
        to("models", "model_id", False),
        to("evidence", "evidence_id", False),
    ),
    file_key=("erratum_id", "ordinal"),
    primary_key=("erratum_id", "ordinal"),
)

CLAIM_CHANGES = Table(
    "claim_changes",
    (
        to("claims", "claim_id"),
        to("evidence", "evidence_id", False),
        to("claim_change_kinds", "kind_id"),
        to("claims", "replacement_id", False),
        text("reason"),
        computed("id"),
        computed("edition_id"),
    ),
    file_key=("claim_id", "evidence_id"),
    optional=True,
)

FACT_TABLES = (
    *(STATEMENTS, STATEMENT_TECHNIQUES, CLAIMS, EVIDENCE, EVIDENCE_MODELS, EVIDENCE_CITATIONS),
    *(MEASUREMENTS, MEASUREMENT_EVIDENCE),
)
"""The tables that facts fill."""

SAYINGS = (*FACT_TABLES, PROMPT_MARKERS, ERRATA, ERRATA_PLACES, CLAIM_CHANGES)
