"""What the page of the database lists, and under which headings: tables and named queries by what they are about."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from llm_kb.dictionary import TableEntry
from llm_kb.queries import NamedQuery

SUBJECTS = (
    "Facts",
    "Models and their makers",
    "Techniques",
    "Questions, findings and figures",
    "References",
    "The survey and its errata",
    "Search and description",
    "Vocabularies",
)
"""The headings in their order; what stands below which is declared with each table and named query."""

EXAMPLE = """SELECT technique, model, relation, section, statement
FROM design_facts
WHERE relation IN ('avoids', 'omits')
ORDER BY technique, model"""
"""What stands in the box for SQL to begin with."""


@dataclass(frozen=True)
class Entry:
    """A table, view or named query as it is listed."""

    name: str
    title: str
    description: str
    rows: int | None = None
    """Their number, where it is known without counting."""


@dataclass(frozen=True)
class Listing:
    """What is listed under one heading."""

    title: str
    tables: tuple[Entry, ...]
    queries: tuple[Entry, ...] = ()

    @property
    def anchor(self) -> str:
        """The end of its address on the page."""
        return re.sub(r"\W+", "-", self.title.lower())


def listings(
    tables: Iterable[TableEntry], counts: Mapping[str, int | None], queries: Iterable[NamedQuery]
) -> list[Listing]:
    """All tables, views and named queries by subject; tables that are hidden are left out."""
    listed: dict[str, tuple[list[Entry], list[Entry]]] = {subject: ([], []) for subject in SUBJECTS}
    for table in sorted(tables, key=_place):
        if not table.presentation.hidden:
            entry = Entry(table.name, table.title, table.description, counts.get(table.name))
            listed[table.presentation.subject][0].append(entry)
    for query in sorted(queries, key=_place):
        listed[query.presentation.subject][1].append(Entry(query.name, query.title, query.description))
    return [Listing(subject, tuple(own), tuple(asked)) for subject, (own, asked) in listed.items()]


def _place(thing: TableEntry | NamedQuery) -> tuple[int, str]:
    return thing.presentation.place, thing.name
