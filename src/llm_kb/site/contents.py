"""The index of tables and named queries on the page of the database, grouped by subject."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from llm_kb.dictionary import TableEntry
from llm_kb.queries import NamedQuery

SUBJECTS = (
    "Facts",
    "Models and developers",
    "Techniques",
    "Questions, findings and figures",
    "References",
    "The survey and its errata",
    "Search and metadata",
    "Vocabularies",
)
"""The headings in order; each table and named query declares its subject."""

EXAMPLE = """SELECT technique, model, relation, section, statement
FROM design_facts
WHERE relation IN ('avoids', 'omits')
ORDER BY technique, model"""
"""Initial content of the SQL editor."""


@dataclass(frozen=True)
class ListingEntry:
    """An entry of the index: a table, view or named query."""

    name: str
    title: str
    description: str
    rows: int | None = None
    """Row count, if it is cached."""


@dataclass(frozen=True)
class Listing:
    """The entries under one heading."""

    title: str
    tables: tuple[ListingEntry, ...]
    queries: tuple[ListingEntry, ...] = ()

    @property
    def anchor(self) -> str:
        """The fragment identifier of the heading."""
        return re.sub(r"\W+", "-", self.title.lower())


def listings(
    tables: Iterable[TableEntry], counts: Mapping[str, int | None], queries: Iterable[NamedQuery]
) -> list[Listing]:
    """All tables, views and named queries by subject; tables that are hidden are left out."""
    by_subject: dict[str, tuple[list[ListingEntry], list[ListingEntry]]] = {subject: ([], []) for subject in SUBJECTS}
    for table in sorted(tables, key=_place):
        if not table.presentation.hidden:
            entry = ListingEntry(table.name, table.title, table.description, counts.get(table.name))
            by_subject[table.presentation.subject][0].append(entry)
    for query in sorted(queries, key=_place):
        by_subject[query.presentation.subject][1].append(ListingEntry(query.name, query.title, query.description))
    return [Listing(subject, tuple(own), tuple(named_queries)) for subject, (own, named_queries) in by_subject.items()]


def _place(thing: TableEntry | NamedQuery) -> tuple[int, str]:
    return thing.presentation.place, thing.name
