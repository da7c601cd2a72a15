"""The one list of derived objects: everything in the database that is computed and not migrated."""

ORDER = (
    "institution_names",
    "model_names",
    "passage_topics",
    "technique_names",
    "design_facts",
    "bibliography",
    "citation_contexts",
    "errata_overview",
    "fact_counts",
    "finding_counts",
    "finding_facts",
    "group_adoption",
    "group_years",
    "institution_counts",
    "lineage",
    "measured_facts",
    "model_counts",
    "model_years",
    "models_overview",
    "release_techniques",
    "section_adoption",
    "section_counts",
    "technique_adopters",
    "technique_adoption",
    "technique_counts",
    "technique_paths",
    "technique_years",
    "totals",
)
"""Stored tables and views in the order of creation: each after what it reads."""

VIEWS = ("finding_facts",)
"""What is a view everywhere."""
STORED = tuple(name for name in ORDER if name not in VIEWS)
"""What is a table on SQLite and a view elsewhere."""
TABLES = (*STORED, "dictionary_tables", "dictionary_columns", "build_info")
SEARCHED = {
    "design_facts": ("model", "technique", "statement", "phrase", "technique_path", "qualifier", "institution"),
    "findings": ("statement",),
    "models": ("name",),
    "publications": ("title", "title_corrected", "venue_printed"),
    "statements": ("statement", "phrase"),
    "techniques": ("name", "definition"),
}
"""Tables with a full-text index of their own, and its columns."""

SEARCH_INDEX = "search_index"
SEARCH_NAMES = f"{SEARCH_INDEX}_names"
SEARCH_WORDS = f"{SEARCH_INDEX}_words"
SEARCH_KINDS = f"{SEARCH_INDEX}_kinds"
"""Named after the index, so that Datasette hides them beside it."""

SEARCH_TABLES = (*(f"{name}_fts" for name in SEARCHED), SEARCH_INDEX, SEARCH_NAMES, SEARCH_WORDS, SEARCH_KINDS)


def is_derived(name: str | None) -> bool:
    """Whether a table or view is computed, the inner tables of a search index included."""
    if name is None:
        return False
    inner = any(name.startswith(f"{index}_") for index in SEARCH_TABLES)
    return inner or name in (*VIEWS, *TABLES, *SEARCH_TABLES)
