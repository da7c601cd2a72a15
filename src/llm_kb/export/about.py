"""Metadata of exports: edition, sources, license and credit."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import read_sql

NAME = "llm-kb"
TITLE = "llm-kb: design choices of large language models"
CREDIT = "llm-kb, a knowledge base of LLM design choices"
"""The attribution that the license requires."""

KEYWORDS = ("large language models", "design choices", "architecture", "post-training", "optimization")
LICENSE = "CC-BY-4.0"
LICENSE_TITLE = "Creative Commons Attribution 4.0 International"
LICENSE_URL = "https://creativecommons.org/licenses/by/4.0/"

Record = dict[str, Any]


@dataclass(frozen=True)
class About:
    """The newest edition of a knowledge base."""

    edition: str
    title: str
    date: str
    """As YYYY-MM-DD."""
    description: str
    sources: tuple[Record, ...]
    """Sources by column (id, title, authors, date, url, description); that of the edition comes first."""


def about(connection: sqlite3.Connection) -> About:
    """The metadata of the newest edition of a knowledge base."""
    edition = records(connection, "edition")[0]
    return About(
        edition=edition["id"],
        title=edition["title"],
        date=edition["date"],
        description=edition["description"],
        sources=tuple(records(connection, "sources")),
    )


def records(connection: sqlite3.Connection, name: str) -> list[Record]:
    """The rows of a statement of this package, by column."""
    cursor = connection.execute(read_sql(PACKAGE / "export" / f"{name}.sql").sql)
    columns = [column[0] for column in cursor.description]
    return [dict(zip(columns, row, strict=True)) for row in cursor]
