"""Datasette's metadata, generated from the data dictionary, the named queries and the newest edition.

Descriptions and presentation of the tables are declared in the dictionary, not here.
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
from llm_kb.site.edition import EditionSummary

Metadata = dict[str, Any]

TITLE = "llm-kb: design choices of large language models"
DATA_LICENSE = "CC BY 4.0"
DATA_LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"
CODE_LICENSE = "Apache-2.0"

VERSION_TABLE = "alembic_version"
"""Alembic's own table, which is not in the dictionary and hidden."""


def build(entries: Iterable[TableEntry], queries: Iterable[NamedQuery], edition: EditionSummary) -> Metadata:
    """Datasette's metadata for a server of one knowledge base."""
    about_data: Metadata = {
        "title": TITLE,
        "description": edition.summary,
        "license": DATA_LICENSE,
        "license_url": DATA_LICENSE_URL,
        "source": edition.sources if edition.documents else edition.source,
        "source_url": edition.source_url,
        "about": f"llm-kb {__version__}, code under {CODE_LICENSE}",
    }
    tables = {entry.name: _table(entry) for entry in entries}
    tables[VERSION_TABLE] = {"hidden": True}
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
    presentation = entry.presentation
    if label := presentation.label or ("name" if "name" in columns else None):
        metadata["label_column"] = label
    if presentation.sort:
        metadata["sort"] = presentation.sort
        metadata["sortable_columns"] = [*columns, *({presentation.sort} - columns.keys())]
    if entry.kind == "vocabulary":
        metadata["vocabulary"] = True
    if presentation.size:
        metadata["size"] = presentation.size
    if presentation.facets:
        metadata["facets"] = list(presentation.facets)
    if presentation.hidden:
        metadata["hidden"] = True
    return metadata


def canned_query(name: str) -> Metadata | None:
    """The named query as the current request runs it; None if there is none of that name."""
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
