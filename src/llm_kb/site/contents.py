"""What the page of the database lists, and under which headings: tables and named queries by what they are about."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from llm_kb.queries import NamedQuery

Metadata = Mapping[str, Any]


@dataclass(frozen=True)
class Subject:
    """One heading, with the names of what stands below it in its order."""

    title: str
    tables: tuple[str, ...] = ()
    queries: tuple[str, ...] = ()


SUBJECTS = (
    Subject(
        "Facts",
        (
            *("design_facts", "fact_counts", "claims", "evidence", "evidence_models", "evidence_citations", "lineage"),
            "claim_changes",
        ),
        (
            *("facts", "number_of_facts", "facts_of_section", "conflicting_claims", "ambiguous_and_implied"),
            *("disputed_facts", "neighbours_of_fact", "record_of_fact", "facts_beside_fact", "references_beside_facts"),
            "facts_around",
        ),
    ),
    Subject(
        "Models and their makers",
        (
            *("models", "models_overview", "model_counts", "model_years", "institutions", "institution_counts"),
            *("institution_names", "model_aliases", "model_listings", "model_names", "prompt_markers"),
        ),
        (
            *("model_list", "techniques_by_model", "compare_models", "choices_of_models", "similar_models"),
            *("distinctive_techniques", "family_of_model", "lineage_of_model", "descendants_of_model"),
            *("models_in_a_role", "prompt_markers_of_model", "models_by_year", "institution_list"),
            *("models_per_institution", "models_of_institutions", "choices_of_institution", "adoption_by_institution"),
            *("number_of_releases", "years_of_models"),
        ),
    ),
    Subject(
        "Techniques",
        (
            *("techniques", "technique_adoption", "technique_adopters", "technique_aliases", "technique_counts"),
            *("technique_names", "technique_paths", "technique_publications", "technique_years", "release_techniques"),
            *("group_adoption", "group_years"),
        ),
        (
            *("taxonomy", "technique_list", "models_by_technique", "adopters_of_technique", "avoided_or_omitted"),
            *("contested_techniques", "companions_of_technique", "technique_pairs", "matrix", "adoption_by_year"),
            *("adoption_of_groups", "trend_of_groups", "most_adopted_by_year"),
        ),
    ),
    Subject(
        "Questions, findings and figures",
        (
            *("research_questions", "findings", "finding_facts", "dimensions", "topics", "statements"),
            *("statement_techniques", "section_counts", "section_adoption", "finding_counts"),
            *("measurements", "measurement_evidence", "measured_facts"),
        ),
        (
            *("questions", "findings_of_question", "facts_of_findings", "adoption_of_question"),
            *("statements_of_section", "statements_without_models", "figures_reported"),
        ),
    ),
    Subject(
        "References",
        ("bibliography", "publications", "authors", "authorships", "citation_contexts", "citations", "venues"),
        (
            *("publication_list", "most_cited_publications", "citations_of_publication", "citations_per_question"),
            *("publications_of_models", "publications_of_techniques", "references", "entries_of_references"),
            "number_of_publications",
        ),
    ),
    Subject(
        "The survey and its errata",
        (
            *("errata", "errata_overview", "errata_places", "sections", "passages", "passage_ranges"),
            *("passage_topics", "sources", "editions"),
        ),
        ("errata_by_kind", "places_of_errata", "number_of_errata"),
    ),
    Subject(
        "Search and description",
        ("dictionary_tables", "dictionary_columns", "totals"),
        ("search", "search_words", "names", "names_like", "things", "terms", "counts"),
    ),
)
"""Every heading; what stands below none of them comes at the end."""

REST = "Others"
VOCABULARIES = "Vocabularies"

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
    tables: Mapping[str, Metadata], counts: Mapping[str, int | None], queries: Iterable[NamedQuery]
) -> list[Listing]:
    """All tables, views and named queries by subject, the vocabularies last; tables that are hidden are left out.

    `tables` is Datasette's metadata of them, by name.
    """
    left = {name: _table(name, table, counts.get(name)) for name, table in tables.items() if not table.get("hidden")}
    words = tuple(left.pop(name) for name, table in tables.items() if table.get("vocabulary"))
    asked = {query.name: Entry(query.name, query.title, query.description) for query in queries}
    found = [Listing(each.title, _taken(left, each.tables), _taken(asked, each.queries)) for each in SUBJECTS]
    rest = Listing(REST, tuple(left.values()), tuple(asked.values()))
    return [listing for listing in (*found, rest, Listing(VOCABULARIES, words)) if listing.tables or listing.queries]


def _table(name: str, table: Metadata, rows: int | None) -> Entry:
    return Entry(name, table["title"], table["description"], rows)


def _taken(left: dict[str, Entry], names: Iterable[str]) -> tuple[Entry, ...]:
    """The entries of these names, which are no longer left."""
    return tuple(left.pop(name) for name in names if name in left)
