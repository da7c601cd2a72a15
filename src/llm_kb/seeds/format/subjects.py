"""What the sources speak of: their questions and findings, and institutions, models and techniques."""

from llm_kb.seeds.format.declaration import SeedTable, at, computed, flag, identity, integer, text, to

DIMENSIONS = SeedTable(
    "dimensions",
    (identity(), integer("ordinal"), text("name"), to("sections", "section_id"), text("description")),
    file_key=("id",),
)

RESEARCH_QUESTIONS = SeedTable(
    "research_questions",
    (
        identity(),
        integer("ordinal"),
        to("dimensions", "dimension_id"),
        to("sections", "section_id"),
        text("question"),
    ),
    file_key=("id",),
    unique=("section_id",),
)

TOPICS = SeedTable(
    "topics",
    (
        identity(),
        to("research_questions", "research_question_id"),
        integer("ordinal"),
        text("name"),
        at("first_passage"),
        at("last_passage"),
    ),
    file_key=("id",),
    unique=("research_question_id", "ordinal"),
)

FINDINGS = SeedTable(
    "findings",
    (
        identity(),
        to("finding_kinds", "kind_id"),
        to("dimensions", "dimension_id", False),
        to("research_questions", "research_question_id", False),
        to("topics", "topic_id", False),
        integer("ordinal"),
        text("statement"),
        at("first_passage"),
        at("last_passage"),
    ),
    file_key=("id",),
)

INSTITUTIONS = SeedTable(
    "institutions", (identity(), text("name"), flag("surveyed"), computed("ordinal")), file_key=("id",)
)

MODELS = SeedTable(
    "models",
    (
        identity(),
        text("name"),
        to("model_kinds", "kind_id"),
        to("models", "parent_id", False),
        to("institutions", "institution_id"),
        flag("surveyed"),
        to("institutions", "listed_under_id", False),
        to("publications", "publication_id", False),
    ),
    file_key=("id",),
    parent="parent_id",
)

MODEL_ALIASES = SeedTable(
    "model_aliases",
    (to("models", "model_id"), text("alias"), to("alias_kinds", "kind_id")),
    file_key=("model_id", "alias"),
    primary_key=("model_id", "alias"),
)

MODEL_LISTINGS = SeedTable(
    "model_listings",
    (
        to("sources", "source_id"),
        at(required=False),
        integer("ordinal"),
        to("models", "model_id"),
        to("institutions", "institution_id"),
        text("name_printed"),
        to("publications", "publication_id", False),
        to("link_kinds", "link_kind_id", False),
        text("url", False),
    ),
    file_key=("source_id", "ordinal"),
    primary_key=("source_id", "ordinal"),
    unique=("source_id", "model_id"),
)

TECHNIQUES = SeedTable(
    "techniques",
    (
        identity(),
        text("name"),
        text("abbreviation", False),
        to("techniques", "parent_id", False),
        to("technique_kinds", "kind_id"),
        text("definition"),
        computed("ordinal"),
    ),
    file_key=("id",),
    unique=("abbreviation",),
    parent="parent_id",
)

TECHNIQUE_ALIASES = SeedTable(
    "technique_aliases",
    (to("techniques", "technique_id"), text("alias")),
    file_key=("technique_id", "alias"),
    primary_key=("technique_id", "alias"),
)

TECHNIQUE_PUBLICATIONS = SeedTable(
    "technique_publications",
    (to("techniques", "technique_id"), to("publications", "publication_id"), to("publication_roles", "role_id")),
    file_key=("technique_id", "publication_id"),
    primary_key=("technique_id", "publication_id"),
)

SUBJECTS = (
    *(DIMENSIONS, RESEARCH_QUESTIONS, TOPICS, FINDINGS, INSTITUTIONS, MODELS, MODEL_ALIASES, MODEL_LISTINGS),
    *(TECHNIQUES, TECHNIQUE_ALIASES, TECHNIQUE_PUBLICATIONS),
)
