"""A bundle that follows another adds to it and changes none of its rows."""

from pathlib import Path

import pytest

from llm_kb.seeds import Bundle, SeedError, read

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


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ("finch--rule-list--omits--unstated,,retract,,", "finch--rule-list--omits--unstated"),
        (
            "finch--rule-list--omits--unstated,tiny-source-2-1-3-3a--finch--rule-list--omits--unstated,retract,,",
            "tiny-source-2-1-3-3a--finch--rule-list--omits--unstated",
        ),
        (
            "owl-2--rule-list--uses--unstated,tiny-source-2-1-3-3b--owl-2--rule-list--uses--unstated,retract,,",
            "tiny-source-2-1-3-3b--owl-2--rule-list--uses--unstated",
        ),
    ],
    ids=["a claim", "a fact of it", "a single fact"],
)
def test_what_one_correction_withdrew_the_next_cannot_withdraw_again(change: str, what: str, bundle_copy: Path) -> None:
    third = _edition_after_the_correction(bundle_copy.parent)
    header = "claim_id,evidence_id,kind_id,replacement_id,reason\n"
    (third / "claim_changes.csv").write_text(f"{header}{change}Again.\n", encoding="utf-8")
    with pytest.raises(SeedError) as caught:
        read(third)
    assert str(caught.value) == (
        "Seed bundle 'tiny-third' has 1 problem:\n"
        f"claim_changes.csv:2: {what!r} is withdrawn already, by 'tiny-correction': remove this row"
    )


def test_the_rest_of_a_claim_can_be_withdrawn_after_a_single_fact_of_it(bundle_copy: Path) -> None:
    third = _edition_after_the_correction(bundle_copy.parent)
    (third / "claim_changes.csv").write_text(
        "claim_id,evidence_id,kind_id,replacement_id,reason\nowl-2--rule-list--uses--unstated,,retract,,All of it.\n",
        encoding="utf-8",
    )
    assert read(third).rows["claim_changes"][0]["claim_id"] == "owl-2--rule-list--uses--unstated"


def test_a_fact_that_is_withdrawn_can_be_entered_anew_for_its_sentence(bundle_copy: Path) -> None:
    third = _edition_after_the_correction(bundle_copy.parent)
    fact = "tiny-source-2-1-3-3c--finch--rule-list--omits--training"
    (third / "claim_changes.csv").write_text(
        "claim_id,evidence_id,kind_id,replacement_id,reason\n"
        f"finch--rule-list--omits--training,{fact},retract,,It is implied.\n",
        encoding="utf-8",
    )
    (third / "facts").mkdir()
    (third / "facts" / "2.1.yaml").write_text(
        "- at: 2.1/3/3d\n  says: Finch learns without lists.\n  phrase: Finch drops rule lists\n  claims:\n"
        "    - {model: finch, omits: rule-list, stage: training, basis: implied, why: The heading says it.}\n",
        encoding="utf-8",
    )
    rows = read(third).rows
    assert [row["id"] for row in rows["evidence"]] == [fact.replace("3c", "3d")]
    assert "claims" not in rows


def _edition_after_the_correction(bundles: Path) -> Path:
    folder = bundles / "tiny-third"
    folder.mkdir()
    (folder / "edition.yaml").write_text(
        "format: 1\nid: tiny-third\ntitle: Third\ndate: '2024-05-01'\ndescription: Tries again.\n"
        "source: tiny-source\nfollows: tiny-correction\n",
        encoding="utf-8",
    )
    return folder
