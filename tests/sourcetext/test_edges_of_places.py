"""A phrase at the very edge of a page, a line, a section or the text is found there and told to be there."""

import pytest

from llm_kb.sourcetext import Place, SourceText, place_of

from .test_phrases import CARD, fault, found


@pytest.mark.parametrize(
    ("text", "name", "at", "phrase", "place"),
    [
        ("straw\nmoss\n", "owl.py", "L1", "moss", "is in L2, not in L1."),
        ("straw\nmoss\n", "owl.py", "L2", "straw", "is in L1, not in L2."),
        ("straw\fmoss", "owl.txt", "p1", "moss", "is on page 2, not on page 1."),
        (CARD, "owl.md", "L13", "Training", "is under 'Training', not in L13."),
        (CARD, "owl.md", "Stage 1", "Straw in stage 2", "is under 'Stage 2', not under 'Stage 1'."),
    ],
)
def test_a_place_holds_what_begins_at_its_first_character_and_nothing_of_the_next(
    text: str, name: str, at: str, phrase: str, place: str
) -> None:
    assert fault(text, at, phrase, name) == f"{phrase!r} {place}"


def test_a_line_is_searched_alone() -> None:
    assert found("moss\nmoss\nmoss\n", "L2", "moss") == "moss"
    assert found("moss\nmoss\nmoss", "L3", "moss") == "moss"


def test_a_single_character_on_the_next_page_is_a_range_of_its_own() -> None:
    assert found("One owl has\n\n1\n\f5, then more\n\n2\n", "p1", "owl has 5") == "owl has|5"


def test_the_nearest_words_begin_with_the_text_and_end_with_a_word_that_may_be_long() -> None:
    assert "the nearest is 'Two nests of moss and straw.'" in fault(
        "Two nests of moss and straw.", "p1", "Two nests of moss and grass"
    )
    assert f"the nearest is 'Two nests of{'x' * 39}' in" in fault(f"Two nests of{'x' * 60}", "L1", "Two nests og")


def test_a_title_that_stands_alone_is_no_heading_of_a_text_with_pages() -> None:
    assert fault("NEST LICENSE\n\nmoss\fstraw", "NEST LICENSE", "moss").startswith("There is no heading or key")


def test_a_single_page_may_end_with_a_form_feed() -> None:
    assert SourceText("one\f\n", "owl.txt").pages == [(0, 3)]


@pytest.mark.parametrize(
    ("place", "at", "label", "words"),
    [
        (Place("page", 12, 12), "p12", "p. 12", "on page 12"),
        (Place("lines", 3, 3), "l3", "L3", "in L3"),
        (Place("lines", 3, 4), "l3-l4", "L3\u2013L4", "in L3\u2013L4"),
        (Place("heading", name="Training Data"), "training-data", "Training Data", "under 'Training Data'"),
        (Place("key", name="model.n_heads"), "model.n_heads", "`model.n_heads`", "at 'model.n_heads'"),
    ],
)
def test_a_place_is_written_for_bundles_for_people_and_in_messages(
    place: Place, at: str, label: str, words: str
) -> None:
    assert (place.at, place.label, place.words) == (at, label, words)


@pytest.mark.parametrize("place", [Place("page", 12, 12), Place("lines", 3, 3), Place("lines", 3, 4)])
def test_a_page_and_lines_are_read_as_they_are_written(place: Place) -> None:
    assert place_of(place.at) == place_of(place.label) == place
