"""What the queries behind the charts answer on the real content."""

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
    (cell,) = (row for row in rows if (row["institution"], row["technique_group"]) == ("OpenAI", "Prompting"))
    facts = kb.execute(
        "SELECT DISTINCT technique_id, release FROM design_facts WHERE institution = 'OpenAI'"
        " AND technique_group = 'Prompting' AND relation IN ('uses', 'introduces')"
    ).fetchall()
    assert cell["techniques"] == len({technique for technique, _ in facts})
    assert cell["release_names"] == ", ".join(sorted({release for _, release in facts}))
    assert cell["releases"] == len({release for _, release in facts})


@pytest.mark.parametrize("institution", ["alibaba", "Alibaba", " ALIBABA "])
def test_groups_of_one_institution_are_its_rows_of_all(kb: sqlite3.Connection, institution: str) -> None:
    everything = ask(kb, "adoption_of_groups")
    expected = [row for row in everything if row["institution_id"] == "alibaba"]
    assert ask(kb, "adoption_of_groups", institution=institution) == expected != everything


def test_a_release_counts_once_however_many_of_its_variants_are_named(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adopters_of_technique", technique="expert-load-balancing")
    assert [(row["release"], row["relation"]) for row in rows] == [("DeepSeek-V3", "uses"), ("Qwen3", "uses")]
    facts = ask(kb, "models_by_technique", technique="expert-load-balancing")
    assert {"Qwen3-30B-A3B", "Qwen3-235B-A22B"} <= {row["model"] for row in facts}


def test_adopters_have_a_year_where_the_survey_names_their_publication(kb: sqlite3.Connection) -> None:
    years = {row["release"]: row["year"] for row in ask(kb, "adopters_of_technique", technique="grpo")}
    assert (years["DeepSeek-R1"], years["Qwen2.5"], years["Tülu 3.1"]) == (2025, 2024, None)
    assert list(years.values()) == sorted(years.values(), key=lambda year: year or 9999)


def test_adopters_of_a_group_are_those_of_everything_below(kb: sqlite3.Connection) -> None:
    narrow = {row["release_id"] for row in ask(kb, "adopters_of_technique", technique="grpo")}
    wide = ask(kb, "adopters_of_technique", technique="reinforcement-learning-algorithms")
    assert narrow < {row["release_id"] for row in wide}
    assert all(row["techniques"] == len(row["technique_names"].split(", ")) for row in wide)


def test_adopters_have_all_relations(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adopters_of_technique", technique="expert-routing")
    assert {row["release"] for row in rows if row["relation"] == "avoids"} == {"Claude 3", "Gemma 3", "Llama 3"}


def test_a_release_that_introduces_a_technique_is_not_told_again_as_using_it(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adoption_of_question", section="4.2")
    tulu = [row for row in rows if row["technique"] == "separate forward pass"]
    assert [(row["relation"], row["release_names"]) for row in tulu] == [("introduces", "Tülu 3")]


def test_techniques_come_by_the_number_of_their_releases(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "adoption_of_question", section="4")
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
    assert {row["year"]: row["releases_of_year"] for row in rows} == {2023: 3, 2024: 18, 2025: 10}
    assert all(row["percent"] == round(100 * row["releases"] / row["releases_of_year"]) for row in rows)
    assert all(row["releases"] == len((row["release_names"] or "").split(", ")) or not row["releases"] for row in rows)


def test_trends_have_every_year_for_every_group(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "trend_of_groups", dimension="Model Architecture")
    groups = {row["technique_group"] for row in rows}
    assert len(rows) == 3 * len(groups)
    assert len(groups) < len({row["technique_group"] for row in ask(kb, "trend_of_groups")})
    assert {row["release_names"] for row in rows if row["releases"] == 0} == {None}
