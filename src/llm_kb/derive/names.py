"""The one list of derived objects: everything in the database that is computed and not migrated."""

ORDER = (
    "model_names",
    "passage_topics",
    "technique_names",
    "design_facts",
    "bibliography",
    "citation_contexts",
    "finding_facts",
    "lineage",
    "models_overview",
    "technique_adoption",
)
"""`design_facts` and the views in the order of creation: each after what it reads."""

VIEWS = tuple(name for name in ORDER if name != "design_facts")
TABLES = ("design_facts", "dictionary_tables", "dictionary_columns", "build_info")
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
"""Named after the index, so that Datasette hides them beside it."""

SEARCH_TABLES = (*(f"{name}_fts" for name in SEARCHED), SEARCH_INDEX, SEARCH_NAMES, SEARCH_WORDS)


def is_derived(name: str | None) -> bool:
    """Whether a table or view is computed, the inner tables of a search index included."""
    if name is None:
        return False
    inner = any(name.startswith(f"{index}_") for index in SEARCH_TABLES)
    return inner or name in (*VIEWS, *TABLES, *SEARCH_TABLES)
