"""Datasette's metadata, made from the data dictionary, the named queries and the newest edition.

Nothing is described here: descriptions and how a table is shown come from the dictionary.
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

VERSION_TABLE = "alembic_version"
"""Alembic's own table, which is no part of the dictionary and hidden."""


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
    shown = entry.presentation
    if label := shown.label or ("name" if "name" in columns else None):
        metadata["label_column"] = label
    if shown.sort:
        metadata["sort"] = shown.sort
        metadata["sortable_columns"] = [*columns, *({shown.sort} - columns.keys())]
    if entry.kind == "vocabulary":
        metadata["vocabulary"] = True
    if shown.size:
        metadata["size"] = shown.size
    if shown.facets:
        metadata["facets"] = list(shown.facets)
    if shown.hidden:
        metadata["hidden"] = True
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
