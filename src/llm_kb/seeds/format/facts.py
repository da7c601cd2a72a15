"""What is said: the tables that `facts/*.yaml` fills, whose columns in the file are keys there; markers; errata."""

from llm_kb.seeds.format.declaration import SeedColumn, SeedTable, at, computed, file_only, identity, integer, text, to

STATEMENTS = SeedTable(
    "statements",
    (
        computed("id"),
        computed("ordinal"),
        computed("passage_id", "passages"),
        SeedColumn("says", target="statement"),
        text("phrase"),
    ),
)

STATEMENT_TECHNIQUES = SeedTable(
    "statement_techniques",
    (computed("statement_id"), computed("technique_id", "techniques")),
    primary_key=("statement_id", "technique_id"),
)

CLAIMS = SeedTable(
    "claims",
    (
        computed("id"),
        computed("model_id", "models"),
        computed("technique_id", "techniques"),
        computed("relation_id", "relations"),
        computed("stage_id", "stages"),
    ),
)

EVIDENCE = SeedTable(
    "evidence",
    (
        *map(computed, ("id", "claim_id", "statement_id", "passage_id")),
        SeedColumn("basis", "reference", False, "bases", "basis_id", "explicit"),
        SeedColumn("why", "text", False, target="basis_note"),
        SeedColumn("as", "text", False, target="qualifier"),
        text("phrase", False),
    ),
)

EVIDENCE_MODELS = SeedTable(
    "evidence_models",
    (
        *(computed("evidence_id"), computed("model_id", "models"), computed("role_id")),
        SeedColumn("role-basis", "reference", False, "bases", "basis_id"),
        SeedColumn("role-why", "text", False, target="basis_note"),
    ),
    primary_key=("evidence_id", "model_id", "role_id"),
)

EVIDENCE_CITATIONS = SeedTable(
    "evidence_citations",
    (computed("evidence_id"), computed("citation_id")),
    primary_key=("evidence_id", "citation_id"),
)

MEASUREMENTS = SeedTable(
    "measurements",
    (
        *map(computed, ("id", "statement_id", "ordinal")),
        SeedColumn("metric", "reference", True, "metrics", "metric_id"),
        text("printed"),
        SeedColumn("value", "number", False),
        SeedColumn("from", "number", False, target="value_from"),
        SeedColumn("unit", "reference", False, "units", "unit_id"),
        SeedColumn("change", "reference", False, "changes", "change_id"),
        SeedColumn("bound", "reference", False, "bounds", "bound_id", "exact"),
        text("scope", False),
        SeedColumn("baseline_model", "reference", False, "models", "baseline_model_id"),
        SeedColumn("baseline_technique", "reference", False, "techniques", "baseline_technique_id"),
    ),
)

MEASUREMENT_EVIDENCE = SeedTable(
    "measurement_evidence",
    (computed("measurement_id"), computed("evidence_id")),
    primary_key=("measurement_id", "evidence_id"),
)

PROMPT_MARKERS = SeedTable(
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

ERRATA = SeedTable(
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

ERRATA_PLACES = SeedTable(
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

CLAIM_CHANGES = SeedTable(
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

SAID = (
    *(STATEMENTS, STATEMENT_TECHNIQUES, CLAIMS, EVIDENCE, EVIDENCE_MODELS, EVIDENCE_CITATIONS),
    *(MEASUREMENTS, MEASUREMENT_EVIDENCE),
)
"""The tables that statements and claims fill."""

WITHOUT_FACTS = (PROMPT_MARKERS, ERRATA, ERRATA_PLACES, CLAIM_CHANGES)
"""The tables of what is said that have files of their own."""
