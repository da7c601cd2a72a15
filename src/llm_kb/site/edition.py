"""The newest edition that a knowledge base holds, as the site tells of it."""

import sqlite3
from dataclasses import dataclass


@dataclass(frozen=True)
class Edition:
    """One edition."""

    title: str
    date: str
    description: str
    source: str
    """Title of the document that the facts are from."""
    source_url: str
    """Where the source, or else what accompanies it, can be found."""


def newest_edition(connection: sqlite3.Connection) -> Edition | None:
    """The newest edition that a knowledge base holds, or None if it holds none."""
    sql = """
        SELECT edition.title, edition.date, edition.description, source.title, coalesce(source.url, beside.url)
        FROM editions AS edition
        INNER JOIN sources AS source ON edition.source_id = source.id
        LEFT OUTER JOIN sources AS beside ON beside.url IS NOT NULL
        ORDER BY edition.ordinal DESC, beside.id
        LIMIT 1
    """
    row = connection.execute(sql).fetchone()
    return Edition(*row) if row else None
