"""Facts are shown as one only where they differ in their model alone."""

from typing import Any

import pytest

from llm_kb.site import evidence

FACT = {
    "fact_id": "s1--owl-2--song-copying--uses--training",
    "model_id": "owl-2",
    "model": "Owl 2",
    "statement_id": "s1",
    "technique_id": "song-copying",
    "technique": "song copying",
    "relation": "uses",
    "stage": "training",
    "qualifier": None,
    "other_model": None,
    "other_model_ids": None,
    "other_role": None,
    "other_basis": None,
    "basis": "explicit",
    "basis_note": None,
    "disputed": 0,
    "erratum_ids": None,
}
"""A row of the named query `facts`, as far as it matters here."""

DIFFERING = {
    "statement_id": "s2",
    "technique_id": "rule-list",
    "relation": "introduces",
    "stage": "inference",
    "qualifier": "first week",
    "other_model_ids": "wren-1",
    "other_role": "judge",
    "other_basis": "implied",
    "basis": "implied",
    "basis_note": "It follows.",
    "erratum_ids": "owl-rules",
}
"""What readers see of a fact beside its model, with a value that differs from the one above."""


def of_another_model(**changed: Any) -> dict[str, Any]:
    return {**FACT, "fact_id": "another", "model_id": "wren-1", "model": "Wren 1", **changed}


def test_facts_that_differ_in_their_model_alone_are_shown_as_one() -> None:
    assert evidence.alike([FACT, of_another_model()]) == [[FACT, of_another_model()]]


@pytest.mark.parametrize("column", DIFFERING)
def test_facts_are_shown_apart_that_differ_in(column: str) -> None:
    other = of_another_model(**{column: DIFFERING[column]})
    assert evidence.alike([FACT, other]) == [[FACT], [other]]


def test_facts_that_are_shown_as_one_stand_where_the_first_of_them_does() -> None:
    apart = of_another_model(qualifier="offline")
    assert evidence.alike([FACT, apart, of_another_model()]) == [[FACT, of_another_model()], [apart]]


def test_a_statement_has_each_phrase_that_shows_one_of_its_facts() -> None:
    place = {"statement": "Owls copy songs.", "section": "2.1", "paragraph": 3, "sentence": 1}
    own = ("copies songs", "learns", "copies songs")
    facts = [{**FACT, **place, "phrase": phrase} for phrase in own]
    assert [statement.phrases for statement in evidence.statements(facts)] == [["copies songs", "learns"]]
