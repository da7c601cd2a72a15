"""What makers' documents are and state: documents, attributes and their values, what is silent, verdicts on facts."""

from llm_kb.seeds.format.declaration import (
    SeedColumn,
    SeedTable,
    attribute_id,
    computed,
    flag,
    integer,
    sha256,
    text,
    to,
)

DOCUMENT_RECORDS = SeedTable(
    "documents",
    (
        to("sources", "source_id"),
        to("source_kinds", "kind_id"),
        to("institutions", "publisher_id", False),
        flag("official"),
        *(text(name, False) for name in ("repository", "revision", "path")),
        integer("pages", False),
        text("license", False),
        sha256("original_sha256", False),
        to("publications", "publication_id", False),
        text("read"),
    ),
    file_key=("source_id",),
    primary_key=("source_id",),
    optional=True,
    since=2,
)

DOCUMENT_MODELS = SeedTable(
    "document_models",
    (to("sources", "source_id"), to("models", "model_id")),
    file_key=("source_id", "model_id"),
    primary_key=("source_id", "model_id"),
    optional=True,
    since=2,
)

DOCUMENT_TEXTS = SeedTable(
    "document_texts",
    (to("sources", "source_id"), sha256(), to("text_kinds", "kind_id")),
    file_key=("source_id", "sha256"),
    primary_key=("source_id", "sha256"),
    unique=("sha256",),
    optional=True,
    since=2,
)

ATTRIBUTES = SeedTable(
    "attributes",
    (
        attribute_id(),
        text("name"),
        to("units", "unit_id", False),
        to("attribute_kinds", "kind_id"),
        text("definition"),
        computed("ordinal"),
    ),
    file_key=("id",),
    unique=("name",),
    optional=True,
    since=2,
)

CATALOG_VALUES = SeedTable(
    "catalog_values",
    (
        to("sources", "source_id"),
        text("entry"),
        to("attributes", "attribute_id"),
        to("models", "model_id"),
        text("value", False),
    ),
    file_key=("source_id", "entry", "attribute_id"),
    primary_key=("source_id", "entry", "attribute_id"),
    optional=True,
    since=3,
)

SPECIFICATION_VALUES = SeedTable(
    "specification_values",
    (
        *map(computed, ("id", "statement_id", "passage_id")),
        computed("model_id", "models"),
        computed("attribute_id", "attributes"),
        SeedColumn("status", "reference", False, "specification_statuses", "status_id", "stated"),
        *map(computed, ("value", "number")),
        computed("value_model_id", "models"),
        *(text(name, False) for name in ("printed", "scope")),
        SeedColumn("why", "text", False, target="note"),
        SeedColumn("bound", "reference", False, "bounds", "bound_id", "exact"),
    ),
    since=2,
)

UNDISCLOSED = SeedTable(
    "undisclosed",
    (
        computed("source_id"),
        computed("model_id", "models"),
        computed("attribute_id", "attributes"),
        SeedColumn("status", "reference", True, "specification_statuses", "status_id"),
        SeedColumn("why", "text", False, target="note"),
    ),
    primary_key=("source_id", "model_id", "attribute_id"),
    since=2,
)

FACT_VERDICTS = SeedTable(
    "fact_verdicts",
    (
        computed("id"),
        computed("evidence_id", "evidence"),
        *map(computed, ("source_id", "statement_id", "passage_id")),
        SeedColumn("verdict", "reference", True, "verdict_kinds", "verdict_id"),
        SeedColumn("why", "text", False, target="note"),
    ),
    since=2,
)

DOCUMENTATION = (DOCUMENT_RECORDS, DOCUMENT_MODELS, DOCUMENT_TEXTS, ATTRIBUTES, CATALOG_VALUES)
"""The tables of documents, attributes and catalogs, each with a CSV file."""

STATED = (SPECIFICATION_VALUES, UNDISCLOSED, FACT_VERDICTS)
"""The tables that `specs`, `checks` and `silent` of facts fill."""
