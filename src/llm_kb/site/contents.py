"""The index of tables and named queries on the page of the database, grouped by subject."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from llm_kb.dictionary import TableEntry
from llm_kb.queries import NamedQuery

SUBJECTS = (
    "Facts",
    "Models and developers",
    "Sources and specifications",
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


MAIN_TABLES = ("design_facts", "models_overview", "technique_adoption", "findings", "bibliography", "errata_overview")
"""The tables that answer most questions."""

CATEGORIES = {
    *("basis", "dimension", "disputed", "institution", "kind", "model", "other_role", "relation", "release", "role"),
    *("section", "stage", "student", "surveyed", "teacher", "technique", "technique_group", "year"),
    *("attention_kind", "attribute", "conflict", "license", "license_type", "official", "open_weights"),
    *("positional_encoding", "publisher", "source", "source_kind", "status", "verdict"),
}
"""Columns whose values are shared by many rows, in any table."""

UNSHARED = {"claims", "evidence", "passages", "sources", "statements"}
"""Tables whose rows are referenced by few rows each, or by all."""
MAX_SUGGESTED = 10
"""Maximum number of suggested facets."""

QUESTIONS: tuple[tuple[str, str], ...] = (
    ("Which models use GRPO?", "models_by_technique?technique=grpo&relation=uses"),
    (
        "Which models avoid or do without tensor parallelism, and why?",
        "avoided_or_omitted?technique=tensor-parallelism",
    ),
    ("What does Llama 3 use?", "techniques_by_model?model=llama-3"),
    ("Which facts are known of DeepSeek-V3, with their evidence?", "facts?model=deepseek-v3"),
    ("How do DeepSeek-V3 and Qwen3 differ?", "compare_models"),
    ("How is each model post-trained?", "post_training_recipes"),
    ("Which models were distilled from which?", "lineage_of_model"),
    ("Which techniques gain and lose adopters over the years?", "trend_of_techniques"),
    ("Which techniques do some models use and others avoid?", "contested_techniques"),
    ("Where do claims contradict each other?", "conflicting_claims"),
    ("Which figures does the survey report?", "figures_reported"),
    ("Which facts are questioned by an erratum?", "disputed_facts"),
    ("Which facts of the survey do makers' documents contradict?", "verdicts_on_facts"),
    ("Which models have a context of at least 128K?", "models_by_context_length"),
    ("Which licenses do models have?", "models_by_license"),
)
"""Questions that people ask, each with the named query and the parameters that answer it."""


@dataclass(frozen=True)
class ListingEntry:
    """An entry of the index: a table, view or named query."""

    name: str
    title: str
    description: str
    rows: int | None = None
    """Row count, if it is cached."""
    columns: tuple[str, ...] = ()
    """The columns of a table."""


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
            by_subject[table.presentation.subject][0].append(_entry(table, counts))
    for query in sorted(queries, key=_place):
        by_subject[query.presentation.subject][1].append(ListingEntry(query.name, query.title, query.description))
    return [Listing(subject, tuple(own), tuple(named_queries)) for subject, (own, named_queries) in by_subject.items()]


def main_tables(tables: Iterable[TableEntry], counts: Mapping[str, int | None]) -> list[ListingEntry]:
    """The main tables, with their columns."""
    by_name = {table.name: table for table in tables}
    return [_entry(by_name[name], counts) for name in MAIN_TABLES]


def schema(tables: Iterable[TableEntry]) -> list[tuple[str, tuple[str, ...]]]:
    """Tables that are shown, each with its columns, the main ones first."""
    shown = [table for table in tables if not table.presentation.hidden]
    shown.sort(key=lambda table: (table.name not in MAIN_TABLES, table.kind == "vocabulary", table.name))
    return [(table.name, tuple(column.name for column in table.columns)) for table in shown]


def suggested_facets(table: TableEntry, requested: Iterable[str] = ()) -> list[str]:
    """Columns that the rows of a table can be counted by, beside those that its page already counts by.

    Datasette's own suggestions take a statement for each column.
    """
    every = {column.name for column in table.columns}
    keys = {name for name, target in table.references.items() if target not in UNSHARED}
    names = CATEGORIES | {name for name in keys if name.removesuffix("_id") not in every}
    excluded = {*table.presentation.facets, *requested, *(table.primary_key if len(table.primary_key) == 1 else ())}
    return [column.name for column in table.columns if column.name in names - excluded][:MAX_SUGGESTED]


def _entry(table: TableEntry, counts: Mapping[str, int | None]) -> ListingEntry:
    columns = tuple(column.name for column in table.columns)
    return ListingEntry(table.name, table.title, table.description, counts.get(table.name), columns)


def _place(thing: TableEntry | NamedQuery) -> tuple[int, str]:
    return thing.presentation.place, thing.name
