"""Title, date and source of the newest edition of a knowledge base."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class EditionSummary:
    """An edition with its source."""

    title: str
    date: str
    description: str
    source: str
    """Title of the document that the facts are extracted from."""
    source_url: str
    """URL of the source, or of what accompanies it."""


def newest_edition(connection: sqlite3.Connection) -> EditionSummary | None:
    """The newest edition of a knowledge base, or None if it has none."""
    sql = """
        SELECT edition.title, edition.date, edition.description, source.title, coalesce(source.url, beside.url)
        FROM editions AS edition
        INNER JOIN sources AS source ON edition.source_id = source.id
        LEFT OUTER JOIN sources AS beside ON beside.url IS NOT NULL
        ORDER BY edition.ordinal DESC, beside.id
        LIMIT 1
    """
    row = connection.execute(sql).fetchone()
    return EditionSummary(*row) if row else None
