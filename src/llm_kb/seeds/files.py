"""The CSV files of a bundle, in an order in which references point backwards."""

from llm_kb.seeds.format import Column, CsvFile


def _id() -> Column:
    return Column("id", "id")


def _text(name: str, required: bool = True) -> Column:
    return Column(name, "text", required)


def _integer(name: str, required: bool = True) -> Column:
    return Column(name, "integer", required)


def _flag(name: str) -> Column:
    return Column(name, "flag")


def _to(table: str, name: str, required: bool = True) -> Column:
    return Column(name, "reference", required, references=table)


def _at(name: str = "at", required: bool = True) -> Column:
    return Column(name, "locator", required, "passages", "passage_id" if name == "at" else f"{name}_id")


VOCABULARIES = CsvFile(
    "vocabularies.csv",
    "",
    (_text("vocabulary"), _id(), _text("name"), _text("definition")),
    key=("vocabulary", "id"),
)

FILES = (
    CsvFile(
        "sources.csv",
        "sources",
        (
            _id(),
            _text("title"),
            _text("authors", False),
            Column("date", "date", False),
            _text("url", False),
            Column("sha256", "sha256"),
            _text("rights"),
            _text("description"),
        ),
        key=("id",),
    ),
    CsvFile(
        "sections.csv",
        "sections",
        (_to("sources", "source_id"), _text("name"), _text("title")),
        key=("source_id", "name"),
    ),
    CsvFile(
        "passages.csv",
        "passages",
        (_to("sources", "source_id"), _text("at"), _text("ranges"), Column("sha256", "sha256")),
        key=("source_id", "at"),
    ),
    CsvFile("venues.csv", "venues", (_id(), _text("name"), _to("venue_kinds", "kind_id")), key=("id",)),
    CsvFile(
        "publications.csv",
        "publications",
        (
            _id(),
            _integer("number", False),
            _text("title"),
            _text("title_corrected", False),
            _to("publication_kinds", "kind_id"),
            _to("venues", "venue_id", False),
            _text("venue_printed", False),
            _to("venues", "venue_corrected", False),
            _integer("year", False),
            _integer("year_corrected", False),
            _text("arxiv_id", False),
            _text("doi", False),
            _text("doi_corrected", False),
            _text("url", False),
            _text("url_corrected", False),
            _flag("et_al"),
        ),
        key=("id",),
    ),
    CsvFile(
        "authors.csv",
        "authors",
        (_id(), _text("name"), _text("given", False), _text("family", False), _flag("is_group")),
        key=("id",),
    ),
    CsvFile(
        "authorships.csv",
        "authorships",
        (
            _to("publications", "publication_id"),
            _integer("ordinal"),
            _to("authors", "author_id"),
            _text("name_printed"),
            _text("name_corrected", False),
        ),
        key=("publication_id", "ordinal"),
        primary_key=("publication_id", "ordinal"),
    ),
    CsvFile(
        "citations.csv",
        "citations",
        (
            _to("sources", "source_id"),
            _at(),
            _integer("bracket"),
            _integer("position"),
            _to("publications", "publication_id"),
        ),
        key=("source_id", "at", "position"),
    ),
    CsvFile(
        "dimensions.csv",
        "dimensions",
        (_id(), _integer("ordinal"), _text("name"), _to("sections", "section_id"), _text("description")),
        key=("id",),
    ),
    CsvFile(
        "research_questions.csv",
        "research_questions",
        (
            _id(),
            _integer("ordinal"),
            _to("dimensions", "dimension_id"),
            _to("sections", "section_id"),
            _text("question"),
        ),
        key=("id",),
    ),
    CsvFile(
        "topics.csv",
        "topics",
        (
            _id(),
            _to("research_questions", "research_question_id"),
            _integer("ordinal"),
            _text("name"),
            _at("first_passage"),
            _at("last_passage"),
        ),
        key=("id",),
    ),
    CsvFile(
        "findings.csv",
        "findings",
        (
            _id(),
            _to("finding_kinds", "kind_id"),
            _to("dimensions", "dimension_id", False),
            _to("research_questions", "research_question_id", False),
            _to("topics", "topic_id", False),
            _integer("ordinal"),
            _text("statement"),
            _at("first_passage"),
            _at("last_passage"),
        ),
        key=("id",),
    ),
    CsvFile("institutions.csv", "institutions", (_id(), _text("name"), _flag("surveyed")), key=("id",)),
    CsvFile(
        "models.csv",
        "models",
        (
            _id(),
            _text("name"),
            _to("model_kinds", "kind_id"),
            _to("models", "parent_id", False),
            _to("institutions", "institution_id"),
            _flag("surveyed"),
            _to("institutions", "listed_under_id", False),
            _to("publications", "publication_id", False),
        ),
        key=("id",),
        parent="parent_id",
    ),
    CsvFile(
        "model_aliases.csv",
        "model_aliases",
        (_to("models", "model_id"), _text("alias"), _to("alias_kinds", "kind_id")),
        key=("model_id", "alias"),
        primary_key=("model_id", "alias"),
    ),
    CsvFile(
        "model_listings.csv",
        "model_listings",
        (
            _to("sources", "source_id"),
            _at(required=False),
            _integer("ordinal"),
            _to("models", "model_id"),
            _to("institutions", "institution_id"),
            _text("name_printed"),
            _to("publications", "publication_id", False),
            _to("link_kinds", "link_kind_id", False),
            _text("url", False),
        ),
        key=("source_id", "ordinal"),
        primary_key=("source_id", "ordinal"),
    ),
    CsvFile(
        "techniques.csv",
        "techniques",
        (
            _id(),
            _text("name"),
            _to("techniques", "parent_id", False),
            _to("technique_kinds", "kind_id"),
            _text("definition"),
        ),
        key=("id",),
        parent="parent_id",
    ),
    CsvFile(
        "technique_aliases.csv",
        "technique_aliases",
        (_to("techniques", "technique_id"), _text("alias")),
        key=("technique_id", "alias"),
        primary_key=("technique_id", "alias"),
    ),
    CsvFile(
        "technique_publications.csv",
        "technique_publications",
        (
            _to("techniques", "technique_id"),
            _to("publications", "publication_id"),
            _to("publication_roles", "role_id"),
        ),
        key=("technique_id", "publication_id"),
        primary_key=("technique_id", "publication_id"),
    ),
    CsvFile(
        "prompt_markers.csv",
        "prompt_markers",
        (
            _to("sources", "source_id"),
            _at(),
            _to("models", "model_id"),
            _text("marker"),
            _to("marker_roles", "role_id"),
        ),
        key=("source_id", "at", "model_id", "marker", "role_id"),
        optional=True,
    ),
    CsvFile(
        "errata.csv",
        "errata",
        (
            _id(),
            _to("erratum_kinds", "kind_id"),
            _text("title"),
            _text("correction", False),
            _text("reason"),
            _text("how_known"),
            _to("erratum_statuses", "status_id"),
        ),
        key=("id",),
    ),
    CsvFile(
        "errata_places.csv",
        "errata_places",
        (
            _to("errata", "erratum_id"),
            _integer("ordinal"),
            _to("sources", "source_id"),
            _at(required=False),
            _text("printed", False),
            _to("publications", "publication_id", False),
            _to("models", "model_id", False),
            _to("evidence", "evidence_id", False),
        ),
        key=("erratum_id", "ordinal"),
        primary_key=("erratum_id", "ordinal"),
    ),
    CsvFile(
        "claim_changes.csv",
        "claim_changes",
        (
            _to("claims", "claim_id"),
            _to("evidence", "evidence_id", False),
            _to("claim_change_kinds", "kind_id"),
            _to("claims", "replacement_id", False),
            _text("reason"),
        ),
        key=("claim_id", "evidence_id"),
        optional=True,
    ),
)
