"""The metadata describes exactly what is in the database."""

import sqlite3
from typing import Any

import pytest
from datasette.app import Datasette

from llm_kb import derive, queries
from llm_kb.site import metadata
from llm_kb.site.edition import EditionSummary


@pytest.fixture
def described(datasette: Datasette) -> dict[str, Any]:
    """The metadata of the database."""
    result: dict[str, Any] = datasette.metadata()["databases"]["llm_kb"]
    return result


def columns_of(kb: sqlite3.Connection, table: str) -> set[str]:
    return {row[0] for row in kb.execute("SELECT name FROM pragma_table_info(?)", (table,))}


def test_every_table_and_view_and_column_is_described(kb: sqlite3.Connection, described: dict[str, Any]) -> None:
    inner = tuple(derive.SEARCHED)
    names = [
        name
        for (name,) in kb.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name")
        if not name.startswith(("sqlite_", "search_index", *(f"{table}_fts" for table in inner)))
    ]
    assert len(names) > 50
    for name in names:
        if name == "alembic_version":
            continue
        entry = described["tables"][name]
        assert entry["title"], name
        assert entry["description"].endswith("."), name
        assert set(entry["columns"]) == columns_of(kb, name), name
        assert all(text.endswith(".") for text in entry["columns"].values()), name


def test_every_entry_names_something_that_is_there(kb: sqlite3.Connection, described: dict[str, Any]) -> None:
    for name, entry in described["tables"].items():
        columns = columns_of(kb, name)
        assert columns, name
        named = [*entry.get("columns", ()), *entry.get("facets", ())]
        named += [entry[key] for key in ("label_column", "sort") if key in entry]
        assert set(named) <= columns | {"rowid"}, name


def test_rows_are_shown_by_what_people_call_them(described: dict[str, Any]) -> None:
    labels = {name: described["tables"][name]["label_column"] for name in described["tables"] if name in LABELLED}
    assert labels == LABELLED


LABELLED = {
    "models": "name",
    "techniques": "name",
    "institutions": "name",
    "publications": "title",
    "statements": "statement",
    "findings": "statement",
    "errata": "title",
    "passages": "id",
    "relations": "name",
    "research_questions": "question",
}


def test_tables_stand_in_the_order_of_what_they_list(described: dict[str, Any]) -> None:
    tables = described["tables"]
    assert tables["relations"]["sort"] == tables["techniques"]["sort"] == "ordinal"
    assert tables["publications"]["sort"] == "number"
    assert "sort" not in tables["findings"], "its ordinal counts anew under each heading"


def test_license_and_source_are_in_the_metadata(datasette: Datasette) -> None:
    told = datasette.metadata()
    assert told["license"] == "CC BY 4.0"
    assert told["license_url"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "Apache-2.0" in told["about"]
    assert told["source"] == "How Small Talkers Are Made"


def test_tables_that_are_not_about_the_survey_are_hidden(described: dict[str, Any]) -> None:
    hidden = [name for name, entry in described["tables"].items() if entry.get("hidden")]
    assert sorted(hidden) == ["alembic_version", "build_info"]


def test_named_queries_are_described_and_their_sql_is_shown(described: dict[str, Any]) -> None:
    assert set(described["queries"]) == {query.name for query in queries.public_queries()}
    for entry in described["queries"].values():
        assert entry["title"]
        assert entry["description"]
        assert entry["hide_sql"] is True
        assert entry["params"] == list(entry["parameters"])


def test_no_named_query_hides_a_table_or_view(described: dict[str, Any]) -> None:
    assert set(described["queries"]) & set(described["tables"]) == set()


def test_the_metadata_follows_from_what_it_is_made_of() -> None:
    edition = EditionSummary("A title", "2030-01-01", "A description.", "A source", "https://source.test/")
    made = metadata.build(derive.entries(), queries.public_queries(), edition)
    assert made == metadata.build(derive.entries(), queries.public_queries(), edition)
    assert made["description"] == "A description."
    assert made["source_url"] == "https://source.test/"
