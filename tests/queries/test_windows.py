"""Queries over long lists give a part of them, and stored numbers are those of the rows that they stand for."""

import sqlite3
from collections import defaultdict

import pytest

from tests.derive.derive_tools import Fact, add_fact, add_model, rederive

from .test_answers import ask


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("model_list", {"surveyed": "1"}),
        ("model_list", {"institution": "alibaba"}),
        ("institution_list", {}),
        ("lineage_of_model", {}),
        ("lineage_of_model", {"model": "qwen"}),
    ],
)
def test_limit_and_offset_cut_a_part_out_of_the_list(
    query: str, values: dict[str, str], kb: sqlite3.Connection
) -> None:
    whole = ask(kb, query, **values)
    assert ask(kb, query, **values, limit="4", offset="3") == whole[3:7]
    assert ask(kb, query, **values, limit="4", offset="1000") == []


def test_places_are_those_of_so_many_errata_before_the_model_is_looked_at(kb: sqlite3.Connection) -> None:
    errata = {row["erratum_id"] for row in ask(kb, "errata_by_kind", limit="20")}
    of_model = ask(kb, "places_of_errata", model="llama-3")
    wanted = [row for row in of_model if row["erratum_id"] in errata]
    assert ask(kb, "places_of_errata", model="llama-3", limit="20") == wanted != of_model


def test_models_are_sorted_as_asked_and_counted_in_all(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "model_list", sort="facts", surveyed="1", limit="5")
    everyone = ask(kb, "model_list", surveyed="1")
    assert [row["facts"] for row in rows] == sorted((row["facts"] for row in everyone), reverse=True)[:5]
    assert {row["models_in_all"] for row in rows} == {len(everyone)}


@pytest.mark.parametrize("surveyed", ["", "0", "1"])
@pytest.mark.parametrize("institution", ["", "meta", "nobody"])
def test_the_number_of_releases_is_that_of_the_matrix(surveyed: str, institution: str, kb: sqlite3.Connection) -> None:
    cells = ask(kb, "matrix", surveyed=surveyed, institution=institution)
    told = ask(kb, "number_of_releases", surveyed=surveyed, institution=institution)
    assert told == [{"releases": len({row["model_id"] for row in cells})}]


def test_a_part_of_the_matrix_has_the_releases_of_that_part(kb: sqlite3.Connection) -> None:
    releases = list(dict.fromkeys(row["model_id"] for row in ask(kb, "matrix", surveyed="1")))
    part = ask(kb, "matrix", surveyed="1", limit="5", offset="10")
    assert list(dict.fromkeys(row["model_id"] for row in part)) == releases[10:15]


def test_what_is_adopted_most_is_what_the_years_tell(kb: sqlite3.Connection) -> None:
    years = defaultdict(list)
    for row in ask(kb, "adoption_by_year"):
        if row["year"]:
            years[row["year"]].append(row["models"])
    found = defaultdict(list)
    for row in ask(kb, "most_adopted_by_year", limit="7"):
        found[row["year"]].append(row["models"])
    assert found == {year: sorted(models, reverse=True)[:7] for year, models in years.items()}


def test_the_models_of_institutions_are_all_of_theirs(kb: sqlite3.Connection) -> None:
    rows = ask(kb, "models_of_institutions")
    assert len(rows) == len(ask(kb, "model_list"))
    makers = [row["institution"] for row in ask(kb, "institution_list", limit="3")]
    assert {row["institution"] for row in ask(kb, "models_of_institutions", limit="3")} == set(makers)


def test_years_are_told_with_the_number_of_their_models(kb: sqlite3.Connection) -> None:
    surveyed = ask(kb, "model_list", surveyed="1")
    for row in ask(kb, "years_of_models", surveyed="1"):
        assert row["surveyed_models"] == sum(model["year"] == row["year"] for model in surveyed) > 0


def test_of_many_releases_the_first_forty_are_named(kb_copy: sqlite3.Connection) -> None:
    for number in range(45):
        add_fact(kb_copy, Fact(add_model(kb_copy, f"many-{number:02}")))
    rederive(kb_copy)
    (row,) = [row for row in ask(kb_copy, "adoption_of_groups", institution="meta") if row["releases"] == 45]
    names = row["release_names"].split(", ")
    assert names == [f"MANY-{number:02}" for number in range(40)]
