"""A bundle gives exactly the rows that its files say."""

from pathlib import Path

import pytest

from llm_kb.seeds import Bundle, read
from llm_kb.seeds.format import TABLES
from llm_kb.seeds.rows import Values

from .conftest import BUNDLES

BY_DISTILLATION = "distillation--uses--post-training"
BY_FOLDING = "2-2-3-1--owl-2--feather-folding--uses--inference"
BY_ROOSTING = "2-2-3-1--owl-2--early-roosting--uses--inference"
INSTEAD_OF_RULES = "2-2-3-1--owl-2--rule-list--avoids--unstated"


@pytest.fixture(scope="module")
def tiny() -> Bundle:
    return read(BUNDLES / "tiny")


def column(rows: list[Values], name: str, without: str = "tiny-source-") -> list[object]:
    """One column of rows, without the start that all passages share."""
    return [value.removeprefix(without) if isinstance(value := row[name], str) else value for row in rows]


def columns(rows: list[Values], *names: str) -> list[tuple[object, ...]]:
    return list(zip(*(column(rows, name) for name in names), strict=True))


def test_a_passage_is_named_after_its_source_and_locator(tiny: Bundle) -> None:
    assert columns(tiny.rows["passages"], "id", "section_id", "paragraph", "sentence", "ordinal") == [
        ("abstract-1-1", "abstract", 1, 1, 1),
        ("abstract-1-2", "abstract", 1, 2, 2),
        ("1-1-1", "1", 1, 1, 3),
        ("1-1-2", "1", 1, 2, 4),
        ("footnote-1-1-1", "footnote-1", 1, 1, 5),
        ("2-1-1-1", "2-1", 1, 1, 6),
        ("2-1-2-1", "2-1", 2, 1, 7),
        ("2-1-3-1", "2-1", 3, 1, 8),
        ("2-1-3-2", "2-1", 3, 2, 9),
        ("2-1-3-3", "2-1", 3, 3, 10),
        ("2-2-1-1", "2-2", 1, 1, 11),
        ("2-2-2-1", "2-2", 2, 1, 12),
        ("2-2-3-1", "2-2", 3, 1, 13),
        ("2-2-3-2", "2-2", 3, 2, 14),
        ("2-2-3-3", "2-2", 3, 3, 15),
    ]


def test_a_passage_that_a_page_break_cuts_has_two_ranges(tiny: Bundle) -> None:
    ranges = tiny.rows["passage_ranges"]
    assert len(ranges) == len(tiny.rows["passages"]) + 1
    assert [r["ordinal"] for r in ranges if r["passage_id"] == "tiny-source-2-2-3-1"] == [1, 2]


def test_statements_stand_in_the_order_of_the_sections_not_of_the_file_names(tiny: Bundle) -> None:
    assert columns(tiny.rows["statements"], "ordinal", "id", "passage_id") == [
        (1, "abstract-1-1", "abstract-1-1"),
        (2, "2-1-1-1", "2-1-1-1"),
        (3, "2-1-3-1", "2-1-3-1"),
        (4, "2-1-3-2", "2-1-3-2"),
        (5, "2-1-3-3a", "2-1-3-3"),
        (6, "2-1-3-3b", "2-1-3-3"),
        (7, "2-2-1-1", "2-2-1-1"),
        (8, "2-2-3-1", "2-2-3-1"),
        (9, "2-2-3-2", "2-2-3-2"),
        (10, "2-2-3-3", "2-2-3-3"),
    ]


def test_a_statement_has_its_words_and_its_phrase(tiny: Bundle) -> None:
    assert tiny.rows["statements"][5] == {
        "id": "tiny-source-2-1-3-3b",
        "ordinal": 6,
        "passage_id": "tiny-source-2-1-3-3",
        "statement": "Owl 2 may begin with rule lists.",
        "phrase": "for its first week",
    }


def test_an_entry_without_a_model_names_its_techniques(tiny: Bundle) -> None:
    assert columns(tiny.rows["statement_techniques"], "statement_id", "technique_id") == [
        ("abstract-1-1", "feather-folding"),
        ("2-1-1-1", "song-copying"),
        ("2-1-1-1", "rule-list"),
        ("2-2-1-1", "feather-folding"),
        ("2-2-1-1", "early-roosting"),
    ]


def test_lists_of_models_techniques_and_stages_multiply_into_claims(tiny: Bundle) -> None:
    assert columns(tiny.rows["claims"], "model_id", "technique_id", "relation_id", "stage_id") == [
        ("wren-1", "song-copying", "uses", "training"),
        ("owl-2", "song-copying", "uses", "training"),
        ("owl-2-small", "distillation", "uses", "post-training"),
        ("owl-2-tiny", "distillation", "uses", "post-training"),
        ("finch", "rule-list", "omits", "unstated"),
        ("owl-2", "rule-list", "uses", "unstated"),
        ("owl-2", "feather-folding", "uses", "inference"),
        ("owl-2", "early-roosting", "uses", "inference"),
        ("owl-2", "rule-list", "avoids", "unstated"),
        ("wren-1", "feather-folding", "uses", "prefilling"),
        ("wren-1", "feather-folding", "uses", "decoding"),
        ("owl-2", "turn-tags", "introduces", "inference"),
    ]


def test_a_claim_is_named_after_its_parts(tiny: Bundle) -> None:
    for claim in tiny.rows["claims"]:
        parts = (claim["model_id"], claim["technique_id"], claim["relation_id"], claim["stage_id"])
        assert claim["id"] == "--".join(map(str, parts))


def test_a_fact_is_named_after_its_statement_and_its_claim(tiny: Bundle) -> None:
    evidence = tiny.rows["evidence"]
    assert [e["id"] for e in evidence] == [f"{e['statement_id']}--{e['claim_id']}" for e in evidence]
    assert column(evidence, "statement_id") == [
        *("2-1-3-1", "2-1-3-1", "2-1-3-2", "2-1-3-2", "2-1-3-3a", "2-1-3-3b"),
        *("2-2-3-1", "2-2-3-1", "2-2-3-1", "2-2-3-2", "2-2-3-2", "2-2-3-3"),
    ]
    assert [str(e["statement_id"]).rstrip("ab") for e in evidence] == [e["passage_id"] for e in evidence]


def test_a_fact_is_explicit_unless_it_says_why_not(tiny: Bundle) -> None:
    told = columns(tiny.rows["evidence"], "statement_id", "basis_id", "basis_note", "qualifier")
    assert [row for row in told if row[1:] != ("explicit", None, None)] == [
        ("2-1-3-3b", "ambiguous", "The sentence says that it may, not that it does.", "first week"),
        ("2-2-3-3", "implied", "The tags are named after the owl.", None),
    ]


def test_a_fact_has_a_phrase_of_its_own_where_its_claim_gives_one(tiny: Bundle) -> None:
    phrases = columns(tiny.rows["evidence"], "id", "phrase")
    assert [row for row in phrases if row[1] is not None] == [(INSTEAD_OF_RULES, "Instead of rule lists")]


def test_an_abbreviation_is_read_and_may_be_missing(tiny: Bundle) -> None:
    abbreviations = columns(tiny.rows["techniques"], "id", "abbreviation")
    assert [row for row in abbreviations if row[1] is not None] == [("feather-folding", "FF")]


PARTS = {
    "left out beside an explicit fact": ("", ("explicit", None)),
    "left out beside an implied fact": (
        "basis: implied, why: It is hinted at.",
        ("implied", "It is hinted at."),
    ),
    "ambiguous beside an explicit fact": (
        "role-basis: ambiguous, role-why: It may be another.",
        ("ambiguous", "It may be another."),
    ),
    "explicit beside an implied fact": (
        "basis: implied, why: It is hinted at., role-basis: explicit",
        ("explicit", None),
    ),
    "implied beside an ambiguous fact": (
        "basis: ambiguous, why: It may be., role-basis: implied, role-why: It follows.",
        ("implied", "It follows."),
    ),
}


@pytest.mark.parametrize("keys", PARTS)
def test_the_part_of_another_model_has_its_own_basis_or_that_of_the_fact(keys: str, bundle_copy: Path) -> None:
    written, expected = PARTS[keys]
    path = bundle_copy / "facts" / "2.1.yaml"
    text = path.read_text(encoding="utf-8")
    assert "judge: [wren-1]" in text
    path.write_text(text.replace("judge: [wren-1]", f"judge: [wren-1], {written}"), encoding="utf-8")
    rows = columns(read(bundle_copy).rows["evidence_models"], "basis_id", "basis_note")
    assert rows == [expected] * 4


def test_other_models_stand_beside_each_fact_with_their_role(tiny: Bundle) -> None:
    assert columns(tiny.rows["evidence_models"], "evidence_id", "model_id", "role_id") == [
        (f"2-1-3-2--owl-2-small--{BY_DISTILLATION}", "owl-2-large", "teacher"),
        (f"2-1-3-2--owl-2-small--{BY_DISTILLATION}", "wren-1", "judge"),
        (f"2-1-3-2--owl-2-tiny--{BY_DISTILLATION}", "owl-2-large", "teacher"),
        (f"2-1-3-2--owl-2-tiny--{BY_DISTILLATION}", "wren-1", "judge"),
    ]


def test_a_fact_has_the_citations_that_stand_beside_it(tiny: Bundle) -> None:
    assert columns(tiny.rows["evidence_citations"], "evidence_id", "citation_id") == [
        ("2-1-3-1--wren-1--song-copying--uses--training", "2-1-3-1--1"),
        ("2-1-3-1--owl-2--song-copying--uses--training", "2-1-3-1--2"),
        ("2-1-3-1--owl-2--song-copying--uses--training", "2-1-3-1--3"),
    ]


def test_figures_keep_their_print_and_their_number(tiny: Bundle) -> None:
    names = ("id", "ordinal", "metric_id", "printed", "value", "value_from", "unit_id", "change_id", "bound_id")
    assert columns(tiny.rows["measurements"], *names) == [
        ("2-2-1-1--1", 1, "memory", "half", None, None, None, "decrease", "exact"),
        ("2-2-3-1--1", 1, "memory", "60% to 40%", 40.0, 60.0, "percent", "decrease", "exact"),
        ("2-2-3-1--2", 2, "speed", "3:1", 3.0, None, "times", "increase", "up-to"),
        ("2-2-3-1--3", 3, "duration", "one winter", None, None, None, None, "exact"),
        ("2-2-3-2--1", 1, "folds", "4-way", 4.0, None, "parts", None, "exact"),
        ("2-2-3-2--2", 2, "folds", "1-way", 1.0, None, "parts", None, "exact"),
    ]
    assert columns(tiny.rows["measurements"], "scope", "baseline_model_id", "baseline_technique_id") == [
        (None, None, "early-roosting"),
        (None, None, None),
        ("dusk", "wren-1", None),
        (None, None, None),
        ("wings", None, None),
        ("tail", None, None),
    ]


def test_a_figure_belongs_to_its_claim_or_to_the_techniques_that_it_names(tiny: Bundle) -> None:
    folds = "2-2-3-2--wren-1--feather-folding--uses"
    assert columns(tiny.rows["measurement_evidence"], "measurement_id", "evidence_id") == [
        ("2-2-3-1--1", BY_FOLDING),
        ("2-2-3-1--1", BY_ROOSTING),
        ("2-2-3-1--2", BY_FOLDING),
        ("2-2-3-1--3", BY_FOLDING),
        ("2-2-3-1--3", BY_ROOSTING),
        ("2-2-3-1--3", INSTEAD_OF_RULES),
        ("2-2-3-2--1", f"{folds}--prefilling"),
        ("2-2-3-2--1", f"{folds}--decoding"),
        ("2-2-3-2--2", f"{folds}--prefilling"),
        ("2-2-3-2--2", f"{folds}--decoding"),
    ]


def test_citations_and_prompt_markers_are_counted_in_their_passage(tiny: Bundle) -> None:
    assert columns(tiny.rows["citations"], "id", "bracket", "position", "publication_id")[-3:] == [
        ("2-1-3-1--1", 1, 1, "3"),
        ("2-1-3-1--2", 2, 2, "1"),
        ("2-1-3-1--3", 2, 3, "4"),
    ]
    assert columns(tiny.rows["prompt_markers"], "id", "ordinal", "marker") == [
        ("2-2-3-3--owl-2--1", 1, "<hoot>"),
        ("2-2-3-3--owl-2--2", 2, "</hoot>"),
    ]


def test_an_empty_cell_is_null_and_a_number_is_a_number(tiny: Bundle) -> None:
    assert tiny.rows["models"][1] == {
        "id": "wren-1",
        "name": "Wren 1",
        "kind_id": "release",
        "parent_id": None,
        "institution_id": "birdlab",
        "surveyed": 1,
        "listed_under_id": "birdlab",
        "publication_id": "1",
    }


def test_a_locator_becomes_a_passage_and_an_empty_one_null(tiny: Bundle) -> None:
    assert column(tiny.rows["model_listings"], "passage_id") == [*["footnote-1-1-1"] * 3, None, None]
    assert columns(tiny.rows["topics"], "first_passage_id", "last_passage_id")[0] == ("2-1-3-1", "2-1-3-3")


def test_lists_without_a_number_of_their_own_are_counted_as_they_stand(tiny: Bundle) -> None:
    for table in ("sections", "institutions", "techniques", "errata", "relations", "stages"):
        assert column(tiny.rows[table], "ordinal") == list(range(1, len(tiny.rows[table]) + 1))


def test_all_rows_of_a_table_have_the_same_columns(tiny: Bundle) -> None:
    for rows in tiny.rows.values():
        assert {tuple(row) for row in rows} == {tuple(rows[0])}


def test_tables_stand_in_an_order_in_which_they_can_be_loaded(tiny: Bundle) -> None:
    assert list(tiny.rows) == [table for table in TABLES if table in tiny.rows]
    assert set(TABLES) - set(tiny.rows) == {
        "claim_changes",
        *(name for name, table in TABLES.items() if table.since > 1),
    }


def test_a_bundle_can_be_read_from_within_its_folder(tiny: Bundle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(BUNDLES / "tiny")
    assert read(Path()) == tiny


def test_reading_twice_gives_equal_bundles(tiny: Bundle) -> None:
    assert read(BUNDLES / "tiny") == tiny
