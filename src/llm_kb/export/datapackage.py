"""A Frictionless data package: the tables and views as CSV, and `datapackage.json` that describes them.

It holds types, descriptions, keys, foreign keys, what may not be missing and which terms there are, and of each file
its size and hash, so that `frictionless validate datapackage.json` proves the whole.
"""

import sqlite3
from pathlib import Path
from typing import Any

from llm_kb.dictionary import ColumnEntry
from llm_kb.export import Progress, about, csv_files
from llm_kb.export.about import Record
from llm_kb.export.json_stream import write_object
from llm_kb.export.tables import Table, tables
from llm_kb.files import sha256_of

FILE = "datapackage.json"
TYPES = {"INTEGER": "integer", "REAL": "number", "TEXT": "string"}

Descriptor = dict[str, Any]
Terms = dict[str, list[str]]
"""The identifiers of each vocabulary, by `table.column`."""


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write the data and their description into a folder."""
    (folder / "data").mkdir()
    exported = tables(connection)
    vocabularies = (table for table in exported if table.entry.kind == "vocabulary")
    terms = {f"{table.name}.id": sorted(row[0] for row in table.rows()) for table in vocabularies}
    resources = []
    for table in exported:
        path = folder / "data" / f"{table.name}.csv"
        progress(f"data/{path.name}")
        csv_files.write_table(table, path)
        resources.append(_resource(table, path, terms))
    progress(FILE)
    write_object(folder / FILE, _package(connection, resources))


def _package(connection: sqlite3.Connection, resources: list[Descriptor]) -> Descriptor:
    edition = about.about(connection)
    return {
        "profile": "tabular-data-package",
        "name": about.NAME,
        "title": about.TITLE,
        "description": edition.description,
        "version": edition.edition,
        "keywords": list(about.KEYWORDS),
        "licenses": [{"name": about.LICENSE, "title": about.LICENSE_TITLE, "path": about.LICENSE_URL}],
        "sources": map(_source, about.sources(connection)),
        "resources": resources,
    }


def _source(source: Record) -> Descriptor:
    """A source by title and path, as the specification has it, with what it is, says and permits."""
    descriptor = {
        "title": ": ".join(filter(None, (about.creator(source), source["title"]))),
        "path": source["url"],
        "name": source["id"],
        "description": about.summary(source),
        "kind": about.kind(source),
        "date": source["date"],
        "version": source["revision"],
        "read": source["read"],
        "license": source["license"],
        "rights": source["rights"],
    }
    return {name: value for name, value in descriptor.items() if value}


def _resource(table: Table, path: Path, terms: Terms) -> Descriptor:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.entry.title,
        "description": table.entry.description,
        "path": f"data/{path.name}",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{sha256_of(path)}",
        "schema": _schema(table, terms),
    }


def _schema(table: Table, terms: Terms) -> Descriptor:
    # Most readers do not distinguish an empty cell from an empty text: where no value is NULL, `missingValues` is
    # empty; elsewhere a column with empty texts cannot be `required`.
    empty = {(name, value) for row in table.rows() for name, value in zip(table.columns, row, strict=True) if not value}
    only_texts = any(value == "" for _, value in empty) and all(value is not None for _, value in empty)
    nullable = {name for name, value in empty if value == "" and not only_texts}
    fields = [_field(column, terms, column.nullable or column.name in nullable) for column in table.entry.columns]
    schema: Descriptor = {"fields": fields, "missingValues": [] if only_texts else [""]}
    if table.entry.primary_key:
        schema["primaryKey"] = list(table.entry.primary_key)
    keys = _foreign_keys(table)
    if keys:
        schema["foreignKeys"] = keys
    return schema


def _field(column: ColumnEntry, terms: Terms, nullable: bool) -> Descriptor:
    field: Descriptor = {"name": column.name, "type": TYPES[column.type], "description": column.description}
    constraints: Descriptor = {} if nullable else {"required": True}
    if column.references in terms:
        constraints["enum"] = terms[column.references]
    return field | {"constraints": constraints} if constraints else field


def _foreign_keys(table: Table) -> list[Descriptor]:
    """The foreign keys that the database itself declares, those of several columns included."""
    keys: dict[int, tuple[str, list[str], list[str]]] = {}
    for number, _, target, column, referenced, *_ in table.connection.execute(
        f'PRAGMA foreign_key_list("{table.name}")'
    ):
        _, columns, referenced_columns = keys.setdefault(number, (target, [], []))
        columns.append(column)
        referenced_columns.append(referenced)
    return [
        {
            "fields": columns,
            "reference": {"resource": "" if target == table.name else target, "fields": referenced_columns},
        }
        for target, columns, referenced_columns in sorted(keys.values())
    ]
