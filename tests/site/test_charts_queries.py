"""What the queries behind the charts answer."""

import sqlite3
from collections import defaultdict
from typing import Any

import pytest

from llm_kb import queries


def ask(connection: sqlite3.Connection, name: str, **values: str) -> list[dict[str, Any]]:
    """The rows of a named query, by column."""
    result = queries.run(connection, name, values)
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def test_groups_are_counted_by_technique_and_by_release(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adoption_of_groups")
    (cell,) = (row for row in rows if (row["institution"], row["technique_group"]) == ("Mud & Straw", "running"))
    facts = kb.execute(
        "SELECT DISTINCT technique_id, release FROM design_facts WHERE institution = 'Mud & Straw'"
        " AND technique_group = 'running' AND relation IN ('uses', 'introduces')"
    ).fetchall()
    assert cell["techniques"] == len({technique for technique, _ in facts})
    assert cell["release_names"] == ", ".join(sorted({release for _, release in facts}))
    assert cell["releases"] == len({release for _, release in facts})


@pytest.mark.parametrize("institution", ["birdlab", "Birdlab", " BIRDLAB "])
def test_groups_of_one_institution_are_its_rows_of_all(kb: sqlite3.Connection, institution: str) -> None:
    everything = ask(kb, "adoption_of_groups")
    expected = [row for row in everything if row["institution_id"] == "birdlab"]
    assert ask(kb, "adoption_of_groups", institution=institution) == expected != everything


def test_a_release_counts_once_however_many_of_its_variants_are_named(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adopters_of_technique", technique="distillation")
    assert [(row["release"], row["relation"]) for row in rows] == [
        ("Owl 2", "uses"),
        ("Swift 3", "uses"),
        ("Rook", "serves"),
    ]
    facts = ask(kb, "models_by_technique", technique="distillation")
    assert {"Owl 2-Small", "Owl 2-Tiny"} <= {row["model"] for row in facts}


def test_adopters_have_a_year_where_the_survey_names_their_publication(kb: sqlite3.Connection) -> None:
    years = {row["release"]: row["year"] for row in ask(kb, "adopters_of_technique", technique="feather-folding")}
    assert (years["Wren 1"], years["Swift 3"], years["Kiwi"]) == (2023, 2024, None)
    assert list(years.values()) == sorted(years.values(), key=lambda year: year or 9999)


def test_adopters_of_a_group_are_those_of_everything_below(kb: sqlite3.Connection) -> None:
    narrow = {row["release_id"] for row in ask(kb, "adopters_of_technique", technique="half-folding")}
    wide = ask(kb, "adopters_of_technique", technique="feather-folding")
    assert narrow < {row["release_id"] for row in wide}
    assert all(row["techniques"] == len(row["technique_names"].split(", ")) for row in wide)


def test_adopters_have_all_relations(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adopters_of_technique", technique="rule-list")
    assert {(row["release"], row["relation"]) for row in rows} == {
        ("Rook", "uses"),
        ("Owl 2", "avoids"),
        ("Finch", "omits"),
    }


def test_a_release_that_introduces_a_technique_is_not_told_again_as_using_it(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adoption_of_question", section="4.1")
    swift = [row for row in rows if row["technique"] == "two-voice tags"]
    assert [(row["relation"], row["release_names"]) for row in swift] == [("introduces", "Swift 3")]


def test_techniques_come_by_the_number_of_their_releases(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adoption_of_question", section="3")
    totals = [row["releases_in_all"] for row in rows]
    assert totals == sorted(totals, reverse=True)
    named = defaultdict(set)
    for row in rows:
        releases = row["release_names"].split(", ")
        assert len(releases) == row["releases"]
        named[row["technique_id"]].update(releases)
    assert {row["technique_id"]: row["releases_in_all"] for row in rows} == {
        technique: len(releases) for technique, releases in named.items()
    }


def test_trends_share_is_of_the_releases_of_the_year(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "trend_of_groups")
    assert {row["year"]: row["releases_of_year"] for row in rows} == {2022: 1, 2023: 2, 2024: 3}
    assert all(row["percent"] == round(100 * row["releases"] / row["releases_of_year"]) for row in rows)
    assert all(row["releases"] == len((row["release_names"] or "").split(", ")) or not row["releases"] for row in rows)


def test_trends_have_every_year_for_every_group(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "trend_of_groups", dimension="Teaching and Running")
    groups = {row["technique_group"] for row in rows}
    assert len(rows) == 3 * len(groups)
    assert groups < {row["technique_group"] for row in ask(kb, "trend_of_groups")}
    assert {row["release_names"] for row in rows if row["releases"] == 0} == {None}
