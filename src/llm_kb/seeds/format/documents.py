"""The sources, their sentences, and the publications that they cite."""

from llm_kb.seeds.format.declaration import (
    SeedColumn,
    SeedTable,
    at,
    computed,
    file_only,
    flag,
    identity,
    integer,
    sha256,
    text,
    to,
)

SOURCES = SeedTable(
    "sources",
    (
        identity(),
        text("title"),
        text("authors", False),
        SeedColumn("date", "date", False),
        text("url", False),
        sha256(required=False),
        text("rights"),
        text("description"),
    ),
    file_key=("id",),
)

EDITIONS = SeedTable(
    "editions",
    tuple(map(computed, ("id", "ordinal", "title", "date", "description", "source_id", "sha256"))),
)

SECTIONS = SeedTable(
    "sections",
    (to("sources", "source_id"), text("name"), text("title"), computed("id"), computed("ordinal")),
    file_key=("source_id", "name"),
)

PASSAGES = SeedTable(
    "passages",
    (
        to("sources", "source_id"),
        file_only("at"),
        file_only("ranges", False),
        sha256(required=False),
        computed("id"),
        computed("section_id", "sections"),
        *map(computed, ("paragraph", "sentence", "ordinal")),
        text("locator", False, since=2),
        integer("page", False, since=2),
    ),
    file_key=("source_id", "at"),
)

PASSAGE_RANGES = SeedTable(
    "passage_ranges",
    tuple(map(computed, ("passage_id", "ordinal", "start_character", "end_character"))),
    primary_key=("passage_id", "ordinal"),
)

VENUES = SeedTable("venues", (identity(), text("name"), to("venue_kinds", "kind_id")), file_key=("id",))

PUBLICATIONS = SeedTable(
    "publications",
    (
        identity(),
        integer("number", False),
        text("title"),
        text("title_corrected", False),
        to("publication_kinds", "kind_id"),
        to("venues", "venue_id", False),
        text("venue_printed", False),
        to("venues", "venue_corrected", False),
        integer("year", False),
        integer("year_corrected", False),
        text("arxiv_id", False),
        text("doi", False),
        text("doi_corrected", False),
        text("url", False),
        text("url_corrected", False),
        flag("et_al"),
    ),
    file_key=("id",),
    unique=("number",),
)

AUTHORS = SeedTable(
    "authors",
    (identity(), text("name"), text("given", False), text("family", False), flag("is_group")),
    file_key=("id",),
)

AUTHORSHIPS = SeedTable(
    "authorships",
    (
        to("publications", "publication_id"),
        integer("ordinal"),
        to("authors", "author_id"),
        text("name_printed"),
        text("name_corrected", False),
    ),
    file_key=("publication_id", "ordinal"),
    primary_key=("publication_id", "ordinal"),
)

CITATIONS = SeedTable(
    "citations",
    (
        file_only("source_id"),
        at(),
        integer("bracket"),
        integer("position"),
        to("publications", "publication_id"),
        computed("id"),
    ),
    file_key=("source_id", "at", "position"),
)

DOCUMENTS = (
    *(SOURCES, EDITIONS, SECTIONS, PASSAGES, PASSAGE_RANGES),
    *(VENUES, PUBLICATIONS, AUTHORS, AUTHORSHIPS, CITATIONS),
)
