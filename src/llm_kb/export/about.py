"""Metadata of exports: edition, sources, license and credit."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from llm_kb.queries import Cursor
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import read_sql
from llm_kb.text import counted
from llm_kb.wording import source_kind_name

NAME = "llm-kb"
TITLE = "llm-kb: design choices of large language models"
CREDIT = "llm-kb, a knowledge base of LLM design choices"
"""The attribution that the license requires."""

KEYWORDS = (
    *("large language models", "design choices", "specifications", "architecture", "post-training", "optimization"),
)
TAKEN = ("statement", "fact", "specification", "verdict")
"""What is taken from a source and counted, each a column of `sources.sql` in the plural."""
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
    """What every edition adds, the first one first, since a knowledge base has all of them."""


def about(connection: sqlite3.Connection) -> About:
    """The metadata of a knowledge base up to its newest edition."""
    editions = records(connection, "editions")
    edition = editions[-1]
    return About(
        edition=edition["id"],
        title=edition["title"],
        date=edition["date"],
        description=" ".join(each["description"] for each in editions),
    )


def sources(connection: sqlite3.Connection) -> Iterator[Record]:
    """Every source by column of `sources.sql`, that of the first edition first."""
    return stream(connection, "sources")


def creator(source: Record) -> str | None:
    """The authors of a source, or else the developer that published it."""
    authors: str | None = source["authors"] or source["publisher"]
    return authors


def kind(source: Record) -> str | None:
    """What a source is, such as `technical report of Meta, in a copy by others`; None where no kind is recorded."""
    if source["kind"] is None:
        return None
    of = f" of {source['publisher']}" if source["publisher"] else ""
    return f"{source_kind_name(source['kind'])}{of}{', in a copy by others' if source['official'] == 0 else ''}"


def summary(source: Record) -> str:
    """The description of a source, with how much is taken from it, such as `188 statements, 311 facts`."""
    taken = ", ".join(counted(source[f"{name}s"], name) for name in TAKEN if source[f"{name}s"])
    return " ".join(filter(None, (source["description"], f"Taken from it: {taken}." if taken else None)))


def place(source: Record) -> str | None:
    """Repository and path of a source at its revision; None where it is in no repository."""
    at = f"at {source['revision']}" if source["revision"] else None
    return " ".join(filter(None, (source["repository"], source["path"], at))) or None


def records(connection: sqlite3.Connection, name: str, **values: str) -> list[Record]:
    """The rows of a statement of this package, by column."""
    return [*stream(connection, name, **values)]


def stream(connection: sqlite3.Connection, name: str, **values: str) -> Iterator[Record]:
    """The rows of a statement of this package, by column, one at a time."""
    return by_column(connection.execute(read_sql(PACKAGE / "export" / f"{name}.sql").sql, values))


def by_column(cursor: Cursor) -> Iterator[Record]:
    """The rows of a result, by column, one at a time."""
    columns = [column[0] for column in cursor.description]
    return (dict(zip(columns, row, strict=True)) for row in cursor)
