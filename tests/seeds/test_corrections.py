"""A bundle that follows another adds to it and changes none of its rows."""

import pytest

from llm_kb.seeds import Bundle, read

from .conftest import BUNDLES


@pytest.fixture(scope="module")
def correction() -> Bundle:
    return read(BUNDLES / "tiny-correction")


def test_a_correction_knows_the_bundles_that_it_builds_on(correction: Bundle) -> None:
    assert correction.earlier == (read(BUNDLES / "tiny"),)


def test_a_correction_holds_only_what_it_adds(correction: Bundle) -> None:
    assert {table: len(rows) for table, rows in correction.rows.items()} == {
        "stages": 1,
        "editions": 1,
        "institutions": 1,
        "models": 1,
        "statements": 2,
        "claims": 2,
        "evidence": 3,
        "prompt_markers": 1,
        "claim_changes": 2,
    }


def test_ordinals_continue_where_the_earlier_edition_ends(correction: Bundle) -> None:
    tiny = correction.earlier[0].rows
    for table in ("stages", "editions", "institutions", "statements", "prompt_markers"):
        first = len(tiny[table]) + 1
        assert [row["ordinal"] for row in correction.rows[table]] == list(
            range(first, first + len(correction.rows[table]))
        )


def test_a_claim_that_is_known_gets_evidence_but_is_not_entered_again(correction: Bundle) -> None:
    assert [row["id"] for row in correction.rows["claims"]] == [
        "finch--rule-list--omits--training",
        "owl-2-mini--feather-folding--uses--inference",
    ]
    assert [row["id"] for row in correction.rows["evidence"]] == [
        "tiny-source-2-1-3-3c--finch--rule-list--omits--training",
        "tiny-source-2-2-2-1--owl-2--feather-folding--uses--inference",
        "tiny-source-2-2-2-1--owl-2-mini--feather-folding--uses--inference",
    ]


def test_a_further_entry_of_a_sentence_continues_its_letters(correction: Bundle) -> None:
    assert correction.rows["statements"][0]["id"] == "tiny-source-2-1-3-3c"


def test_a_further_prompt_marker_continues_its_count(correction: Bundle) -> None:
    assert correction.rows["prompt_markers"][0]["id"] == "tiny-source-2-2-3-3--owl-2--3"


def test_changes_of_claims_belong_to_the_edition_that_makes_them(correction: Bundle) -> None:
    assert correction.rows["claim_changes"] == [
        {
            "claim_id": "owl-2--rule-list--uses--unstated",
            "evidence_id": "tiny-source-2-1-3-3b--owl-2--rule-list--uses--unstated",
            "kind_id": "retract",
            "replacement_id": None,
            "reason": "The next section says that the lists are replaced.",
            "id": "tiny-correction--1",
            "edition_id": "tiny-correction",
        },
        {
            "claim_id": "finch--rule-list--omits--unstated",
            "evidence_id": None,
            "kind_id": "supersede",
            "replacement_id": "finch--rule-list--omits--training",
            "reason": "The heading names the stage.",
            "id": "tiny-correction--2",
            "edition_id": "tiny-correction",
        },
    ]


def test_an_edition_is_a_row_with_the_hash_of_its_bundle(correction: Bundle) -> None:
    assert correction.rows["editions"] == [
        {
            "id": "tiny-correction",
            "title": "Small talkers, corrected",
            "date": "2024-04-01",
            "description": "Adds a talker and what was overlooked, and takes back what was wrong.",
            "ordinal": 2,
            "source_id": "tiny-source",
            "sha256": correction.sha256,
        }
    ]
