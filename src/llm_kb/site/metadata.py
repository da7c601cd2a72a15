"""Datasette's metadata, made from the data dictionary, the named queries and the newest edition.

Nothing is described here: descriptions come from the dictionary. Here stands only how a table is shown.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from llm_kb import __version__
from llm_kb.dictionary import TableEntry
from llm_kb.hosting import context
from llm_kb.hosting.datasette065 import SharedMetadata
from llm_kb.queries import NamedQuery, find
from llm_kb.settings import DATABASE_NAME
from llm_kb.site.canned import CannedSql
from llm_kb.site.edition import Edition

Metadata = dict[str, Any]

TITLE = "llm-kb: design choices of large language models"
DATA_LICENCE = "CC BY 4.0"
DATA_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
CODE_LICENCE = "Apache-2.0"

LABELS = {
    "errata": "title",
    "findings": "statement",
    "passages": "id",
    "publications": "title",
    "research_questions": "question",
    "sections": "title",
    "sources": "id",
    "statements": "statement",
}
"""Column by which another table's reference to a row is shown, where it is not `name`."""

FACETS = {
    "authors": ("is_group",),
    "bibliography": ("kind", "year"),
    "citation_contexts": ("section",),
    "claim_changes": ("kind_id",),
    "claims": ("relation_id", "stage_id"),
    "design_facts": ("dimension", "institution", "relation", "technique_group"),
    "dictionary_tables": ("kind",),
    "errata": ("kind_id", "status_id"),
    "evidence": ("basis_id",),
    "evidence_models": ("role_id",),
    "findings": ("kind_id", "dimension_id"),
    "institutions": ("surveyed",),
    "lineage": ("role", "teacher", "technique"),
    "measurements": ("metric_id", "unit_id"),
    "model_aliases": ("kind_id",),
    "model_listings": ("source_id", "institution_id"),
    "models": ("institution_id", "kind_id", "surveyed"),
    "models_overview": ("institution", "kind", "year"),
    "passages": ("section_id",),
    "prompt_markers": ("model_id", "role_id"),
    "publications": ("kind_id", "year"),
    "technique_adoption": ("technique_group", "relation"),
    "technique_publications": ("role_id",),
    "techniques": ("kind_id",),
    "venues": ("kind_id",),
}
"""Columns that a table's page counts from the start."""

SORTS = {
    "bibliography": "number",
    "design_facts": "rowid",
    "dimensions": "ordinal",
    "errata": "ordinal",
    "institutions": "ordinal",
    "passages": "ordinal",
    "publications": "number",
    "research_questions": "ordinal",
    "sections": "ordinal",
    "statements": "ordinal",
    "techniques": "ordinal",
}
"""Column that a table is sorted by, where it is no vocabulary (in its order) and not sorted by its primary key.

The facts are stored in the order of the survey's sentences.
"""

SIZES = {
    "bibliography": 200,
    "errata": 200,
    "models": 200,
    "models_overview": 200,
    "publications": 200,
    "techniques": 500,
}
"""Rows on a page of a table that is best seen as a whole, where the usual number would cut it."""

DEFAULT_COLUMNS = {
    "bibliography": (
        *("number", "title", "authors", "year", "venue", "url", "arxiv_id", "doi", "kind", "title_corrected"),
        *("authors_corrected", "year_corrected", "venue_corrected", "url_corrected", "doi_corrected", "citations"),
    ),
    "design_facts": (
        *("model", "relation", "technique", "stage", "statement", "phrase", "section", "paragraph", "sentence"),
        *("basis", "disputed", "qualifier", "other_model", "institution", "fact_id"),
    ),
    "lineage": (
        *("student", "teacher", "technique", "section", "statement", "phrase", "role", "basis", "student_id"),
        *("teacher_id", "fact_id"),
    ),
}
"""The columns that the page of a table with many columns shows by default, in that order."""

HIDDEN = ("alembic_version", "build_info")
"""Tables that are not about the survey."""


def build(entries: Iterable[TableEntry], queries: Iterable[NamedQuery], edition: Edition) -> Metadata:
    """Datasette's metadata for a server of one knowledge base."""
    about_data: Metadata = {
        "title": TITLE,
        "description": edition.description,
        "license": DATA_LICENCE,
        "license_url": DATA_LICENCE_URL,
        "source": edition.source,
        "source_url": edition.source_url,
        "about": f"llm-kb {__version__}, code under {CODE_LICENCE}",
    }
    tables = {entry.name: _table(entry) for entry in entries}
    for name in HIDDEN:
        tables.setdefault(name, {})["hidden"] = True
    database = {
        **about_data,
        "tables": tables,
        "queries": {query.name: _query(query, query.defaults) for query in queries},
    }
    plugins = {"datasette-mcp": {"canned_queries": True}}
    return {**about_data, "plugins": plugins, "databases": {DATABASE_NAME: SharedMetadata(database)}}


def _table(entry: TableEntry) -> Metadata:
    columns = {column.name: column.description for column in entry.columns}
    metadata: Metadata = {"title": entry.title, "description": entry.description, "columns": columns}
    label = LABELS.get(entry.name, "name" if "name" in columns else None)
    sort = SORTS.get(entry.name, "ordinal" if entry.kind == "vocabulary" else None)
    facets = FACETS.get(entry.name)
    if label:
        metadata["label_column"] = label
    if sort:
        metadata["sort"] = sort
        metadata["sortable_columns"] = [*columns, *({sort} - columns.keys())]
    if entry.kind == "vocabulary":
        metadata["vocabulary"] = True
    if entry.name in SIZES:
        metadata["size"] = SIZES[entry.name]
    if facets:
        metadata["facets"] = list(facets)
    return metadata


def canned_query(name: str) -> Metadata | None:
    """The named query as the request at hand runs it; None where there is none of that name."""
    query = find(name)
    return _query(query, context.current().parameters) if query else None


def _query(query: NamedQuery, values: Mapping[str, str]) -> Metadata:
    return {
        "name": query.name,
        "title": query.title,
        "description": query.description,
        "sql": CannedSql(query, values),
        "params": [parameter.name for parameter in query.parameters],
        "parameters": {parameter.name: parameter.description for parameter in query.parameters},
        "hide_sql": True,
    }
