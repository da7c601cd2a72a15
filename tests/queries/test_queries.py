"""Every named query is described, runs, and knows its parameters."""

import re
import sqlite3

import pytest

from llm_kb import queries
from llm_kb.errors import KnowledgeBaseError
from llm_kb.queries import NamedQuery

ASKED_FOR = {
    "adoption_by_institution",
    "adoption_by_year",
    "ambiguous_and_implied",
    "avoided_or_omitted",
    "citations_per_question",
    "compare_models",
    "descendants_of_model",
    "disputed_facts",
    "errata_by_kind",
    "facts_of_section",
    "figures_reported",
    "findings_of_question",
    "lineage_of_model",
    "models_by_technique",
    "models_by_year",
    "models_per_institution",
    "most_cited_publications",
    "prompt_markers_of_model",
    "publications_of_models",
    "search",
    "taxonomy",
    "technique_pairs",
    "techniques_by_model",
}
MAY_BE_EMPTY = {
    "conflicting_claims",
    "contested_techniques",
    "lineage_of_model",
    "models_in_a_role",
    "prompt_markers_of_model",
}
"""Queries over things that an edition need not hold."""

QUERIES = queries.all_queries()
OF_DOCUMENTS = {query.name for query in QUERIES if query.presentation.subject == "Sources and specifications"}
"""Queries over documents of makers, which an edition need not hold either."""
NAME = re.compile(r"[a-z]+(_[a-z]+)*")
every_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)


def test_the_queries_that_were_asked_for_are_there() -> None:
    assert {query.name for query in QUERIES} >= ASKED_FOR


@every_query
def test_a_query_runs_with_its_defaults_and_with_nothing_filled_in(kb: sqlite3.Connection, query: NamedQuery) -> None:
    by_default = queries.run(kb, query.name)
    open_to_all = queries.run(kb, query.name, dict.fromkeys(query.defaults, ""))
    assert by_default.columns == open_to_all.columns != ()
    assert (by_default.rows and open_to_all.rows) or query.name in MAY_BE_EMPTY | OF_DOCUMENTS
    assert len(open_to_all.rows) >= len(by_default.rows)


@every_query
def test_a_query_takes_whatever_is_typed(kb: sqlite3.Connection, query: NamedQuery) -> None:
    for value in ("'", '"', "%", "*", "AND", " \t\n", "a\0b", "🦙", "-1", "x" * 3000, "x " * 3000):
        queries.run(kb, query.name, dict.fromkeys(query.defaults, value))


@every_query
def test_a_query_gives_its_rows_in_one_order_only(kb: sqlite3.Connection, query: NamedQuery) -> None:
    rows = queries.run(kb, query.name, dict.fromkeys(query.defaults, "")).rows
    kb.execute("PRAGMA reverse_unordered_selects = ON")
    assert queries.run(kb, query.name, dict.fromkeys(query.defaults, "")).rows == rows


def test_every_query_is_described() -> None:
    for query in QUERIES:
        assert NAME.fullmatch(query.name), query.name
        assert query.title[0].isupper(), query.name
        assert query.description.endswith("."), query.name
        assert all(parameter.description.endswith(".") for parameter in query.parameters), query.name


def test_the_columns_of_a_query_have_names_of_their_own(kb: sqlite3.Connection) -> None:
    for query in QUERIES:
        columns = queries.run(kb, query.name).columns
        assert len(set(columns)) == len(columns), query.name
        assert all(map(NAME.fullmatch, columns)), query.name


def test_columns_that_the_facts_have_too_are_named_alike(kb: sqlite3.Connection) -> None:
    facts = {row[0] for row in kb.execute("SELECT name FROM pragma_table_info('design_facts')")}
    shared = {column for query in QUERIES for column in queries.run(kb, query.name).columns} & facts
    assert shared >= {"model", "technique", "technique_group", "relation", "stage", "section", "statement", "fact_id"}


def test_a_query_is_found_with_dashes_too() -> None:
    assert queries.get("models-by-technique") is queries.get("models_by_technique")


def test_a_query_that_is_not_there_is_told_with_the_nearest() -> None:
    with pytest.raises(
        KnowledgeBaseError, match=r"no query 'tecniques_by_model': did you mean 'techniques_by_model'\?"
    ):
        queries.get("tecniques_by_model")


def test_a_query_like_no_other_is_told_with_all_there_are() -> None:
    with pytest.raises(
        KnowledgeBaseError, match=r"choose one of .*adoption_by_institution, .*techniques_by_model.*\.$"
    ):
        queries.get("zzzzzz")


def test_a_parameter_that_is_not_there_is_told_with_the_nearest(kb: sqlite3.Connection) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"'search' has no parameter 'word': did you mean 'words'\?"):
        queries.run(kb, "search", {"word": "x"})


def test_a_query_without_parameters_says_so(kb: sqlite3.Connection) -> None:
    with pytest.raises(KnowledgeBaseError, match=r"it takes none\.$"):
        queries.run(kb, "citations_per_question", {"x": "y"})
