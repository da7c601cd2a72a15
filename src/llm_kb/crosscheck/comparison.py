"""The comparison of a catalog with the knowledge base, value by value and model by model."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm_kb.crosscheck.catalogs import CATALOGS, Catalog
from llm_kb.crosscheck.entries import CatalogEntry
from llm_kb.crosscheck.matching import Match, Models
from llm_kb.errors import KnowledgeBaseError
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import read_sql

COMPARISONS = PACKAGE / "derive" / "tables" / "catalog_comparisons.sql"

ONLY_THERE, ONLY_HERE = "only there", "only here"
"""The outcomes of whole models; values also agree or differ."""

COLUMNS = (
    *("outcome", "model_id", "model", "institution", "entry", "matched_by", "entry_scope", "attribute", "theirs"),
    *("ours", "scope", "status", "source", "url", "of_maker", "locator", "phrase", "specification_id"),
)
"""The columns of a report; `attribute` is empty where a whole model is only there or only here."""

DATES = {"release_date", "knowledge_cutoff"}
"""What a snapshot of a model has of its own."""

Row = dict[str, Any]


@dataclass(frozen=True)
class CatalogReport:
    """The result of a comparison."""

    catalog: Catalog
    entries: int
    """Number of entries of the catalog, those of developers that are unknown here included."""
    matches: Sequence[Match]
    rows: Sequence[Row]
    """One row per value that either of the two has, and per model that only one has, with the columns `COLUMNS`."""

    @property
    def values(self) -> list[Row]:
        """The rows on values of models that both have."""
        return [row for row in self.rows if row["attribute"]]

    def count(self, outcome: str) -> int:
        """The number of values of an outcome."""
        return sum(row["outcome"] == outcome for row in self.values)


def crosscheck(connection: sqlite3.Connection, name: str, path: Path) -> CatalogReport:
    """Compare a copy of a catalog with the knowledge base; `name` is a key of `CATALOGS`.

    Raises KnowledgeBaseError where the copy cannot be read, or the knowledge base has no document of the catalog.
    """
    catalog = CATALOGS[name]
    if connection.execute("SELECT 1 FROM documents WHERE source_id = ?", [catalog.source_id]).fetchone() is None:
        message = f"The knowledge base has no document {catalog.source_id!r} for the values of {catalog.title}"
        raise KnowledgeBaseError(f"{message}: use a build of an edition that compares catalogs.")
    try:
        entries = catalog.read(path)
    except OSError as error:
        message = f"{str(error.filename or path)!r} cannot be read ({error.strerror})"
        raise KnowledgeBaseError(f"{message}: name a copy of {catalog.title}.") from error
    models = Models(connection)
    matches = [match for entry in entries if (match := models.match(entry))]
    matched = {match.entry.id for match in matches}
    unmatched = [(entry, models.known_by_name(entry)) for entry in entries if entry.id not in matched]
    named = {match.model_id for match in matches}.union(*(known for _, known in unmatched))
    rows = [
        *_compared(connection, catalog, matches),
        *_only_there(models, [entry for entry, known in unmatched if not known]),
        *_only_here(connection, named),
    ]
    return CatalogReport(catalog, len(entries), matches, rows)


def seed_rows(report: CatalogReport) -> list[dict[str, str]]:
    """The rows of `catalog_values.csv` that keep the values of the matched entries."""
    return [
        {"source_id": source, "entry": entry, "attribute_id": attribute, "model_id": model, "value": value or ""}
        for source, entry, attribute, model, value in _values(report.catalog, report.matches)
    ]


def _values(catalog: Catalog, matches: Iterable[Match]) -> Iterator[tuple[str, str, str, str, str | None]]:
    """The values of matched entries as rows of `catalog_values`, but for the dates of snapshots."""
    for match in matches:
        for attribute, value in match.entry.values.items():
            if match.is_snapshot and attribute in DATES:
                continue
            yield catalog.source_id, match.entry.id, attribute, match.model_id, value


def _compared(connection: sqlite3.Connection, catalog: Catalog, matches: Sequence[Match]) -> Iterator[Row]:
    """The rows on values, by the statement of the build, which reads a temporary table in place of the stored one."""
    connection.execute("CREATE TEMP TABLE catalog_values (source_id, entry, attribute_id, model_id, value)")
    try:
        connection.executemany("INSERT INTO temp.catalog_values VALUES (?, ?, ?, ?, ?)", _values(catalog, matches))
        by_entry = {match.entry.id: match for match in matches}
        cursor = connection.execute(f"SELECT * FROM ({read_sql(COMPARISONS).sql}) ORDER BY place")
        names = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            found = dict(zip(names, row, strict=True))
            match = by_entry[found["entry"]]
            of_entry = {"matched_by": match.by, "entry_scope": match.scope or None}
            yield {column: found.get(column) for column in COLUMNS} | of_entry
    finally:
        connection.execute("DROP TABLE temp.catalog_values")


def _only_there(models: Models, entries: Iterable[CatalogEntry]) -> Iterator[Row]:
    """One row per entry of these whose developer is known here."""
    for entry in entries:
        if developers := models.developers_of(entry):
            yield _model_row(ONLY_THERE, model=entry.name, institution=models.names[developers[0]], entry=entry.id)


def _only_here(connection: sqlite3.Connection, named: Iterable[str]) -> Iterator[Row]:
    """One row per release with specifications of which neither the release nor a variant is named in the catalog."""
    releases = dict(map(tuple, connection.execute("SELECT model_id, release_id FROM model_releases")))
    known = {releases.get(model) for model in named}
    described = connection.execute(
        "SELECT DISTINCT release_id, release, institution FROM specifications WHERE value IS NOT NULL "
        "ORDER BY institution, release, release_id"
    )
    for identifier, name, institution in described.fetchall():
        if identifier not in known:
            yield _model_row(ONLY_HERE, model_id=identifier, model=name, institution=institution)


def _model_row(outcome: str, **known: str) -> Row:
    return dict.fromkeys(COLUMNS) | {"outcome": outcome, **known}
