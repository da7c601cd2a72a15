"""A phrase is found where it stands, however it is printed there, and nowhere else."""

import pytest

from llm_kb.sourcetext import Form, PhraseError, SourceText, occurrences, place_of


def found(text: str, at: str, phrase: str, name: str = "owl.txt") -> str:
    """What the ranges of a phrase hold, several joined by a bar."""
    finding = SourceText(text, name).find(place_of(at), phrase)
    return "|".join(text[start:end] for start, end in finding.ranges)


def fault(text: str, at: str, phrase: str, name: str = "owl.txt") -> str:
    with pytest.raises(PhraseError) as raised:
        SourceText(text, name).find(place_of(at), phrase)
    return str(raised.value)


@pytest.mark.parametrize(
    ("printed", "phrase"),
    [
        ("folds in multi-\nstage flight", "multistage flight"),
        ("folds in multi-\nstage flight", "multi-stage flight"),
        ("folds in multi-\n   stage flight", "multi- stage flight"),
        ("a mul\u00adti\u00ad\nstage flight", "multistage flight"),
        ("the \ufb01rst \ufb02ock e\ufb03ciently", "first flock efficiently"),
        ("an owl\u2019s \u201cnest\u201d", 'owl\'s "nest"'),
        ("pages 3\u20135 \u2014 all", "3-5 - all"),
        ("a\u00a0nest   of\n\n  moss", "a nest of moss"),
        ("for owl/\nwren nests", "owl/wren nests"),
        ("the GPT-\n4 owl", "GPT-4 owl"),
        ("10\u00b2\u2075 songs\u2026", "1025 songs..."),
        ("has 405B feathers1 and", "405B feathers"),
        ("cafe\u0301 owls", "caf\u00e9 owls"),
        ("costs $d_{model}$ moss", "d_{model} moss"),
    ],
)
def test_a_phrase_is_found_however_it_is_printed(printed: str, phrase: str) -> None:
    start, end = SourceText(f"Before. {printed} and after.\n", "owl.txt").find(place_of("p1"), phrase).ranges[0]
    assert 8 <= start < end <= 8 + len(printed)


@pytest.mark.parametrize(
    ("printed", "phrase"),
    [
        ("125 layers", "25 layers"),
        ("1.5 layers", "5 layers"),
        ("12,500 songs", "500 songs"),
        ("5 layers.5", "5 layers.55"),
        ("has 12 layers", "has 12 layer"),
        ("has 12", "has 1"),
        ("has 12.5", "has 12"),
        ("rethink it", "think it"),
        ("pages 8-\n16", "pages 816"),
        ("an owl sings", "an owlsings"),
        ("the rapist", "therapist"),
        ("a \u2260 b", "a = b"),
        ("Owls fold", "owls fold"),
        ("owls", "  *** "),
    ],
)
def test_a_phrase_that_is_not_printed_is_not_found(printed: str, phrase: str) -> None:
    assert occurrences(phrase, f"Before {printed} after", Form.PAGE) == 0


def test_a_phrase_that_is_nowhere_is_told_with_the_nearest_words() -> None:
    text = "One nest.\fTwo nests of moss and straw.\f"
    told = (
        "'Two nests of moss and grass' is nowhere in the text: the nearest is 'Two nests of moss and straw.' on page 2."
    )
    assert fault(text, "p1", "Two nests of moss and grass") == told
    assert fault(text, "p1", "zzzz qqqq") == "'zzzz qqqq' is nowhere in the text: take words from it."
    assert fault(text, "p1", "—") == "The phrase '—' has no words: take some from the text."


def test_the_page_on_which_a_phrase_is_instead_is_told() -> None:
    text = "moss\fstraw and moss\fmoss\fgrass"
    assert fault(text, "p1", "grass") == "'grass' is on page 4, not on page 1."
    assert fault(text, "p4", "moss") == "'moss' is on page 1, on page 2 and on page 3, not on page 4."
    assert fault(text + "\fmoss", "p4", "moss").endswith("on page 3 and 1 more places, not on page 4.")
    assert fault(text, "p9", "moss") == "There is no page 9: the text has 4 pages."


def test_a_phrase_that_is_there_several_times_is_told() -> None:
    assert fault("moss, moss and moss", "p1", "moss") == "'moss' stands 3 times on page 1: take more words."


def test_a_text_with_a_form_feed_at_its_end_has_no_further_page() -> None:
    assert len(SourceText("one\ftwo\f\n", "owl.txt").pages) == 2
    assert len(SourceText("one", "owl.txt").pages) == 1


PAGED = "\f".join(
    f"Songs for Evenings\n\n{body}\n\n{number}\n"
    for number, body in enumerate(["One owl folds", "its feathers in halves-", "and quarters", "End"], 1)
)


def test_a_phrase_over_the_end_of_a_page_counts_where_it_begins_without_running_lines_and_page_numbers() -> None:
    assert found(PAGED, "p1", "owl folds its feathers") == "owl folds|its feathers"
    assert fault(PAGED, "p2", "owl folds its feathers") == "'owl folds its feathers' is on page 1, not on page 2."
    assert found(PAGED, "p4", "End") == "End"


COLUMNS = """\
    Owls fold their feathers         Wrens sing of moss and
    in halves when it rains, and     straw at dusk, when the
    in quarters otherwise.           flock has come home.
"""


def test_a_phrase_in_a_column_of_a_page_with_layout_is_found_over_the_ends_of_its_lines() -> None:
    assert found(COLUMNS, "p1", "their feathers in halves") == "their feathers|in halves"
    assert found(COLUMNS, "p1", "sing of moss and straw at dusk, when the flock") == (
        "sing of moss and|straw at dusk, when the|flock"
    )
    assert "nowhere" in fault(COLUMNS, "p1", "rains, and straw at home")


def test_a_row_of_a_table_is_found_with_and_without_borders() -> None:
    table = "Layers   12   16\f| Layers | 12 | 16 |\n"
    assert found(table, "p1", "Layers 12 16") == "Layers   12   16"
    assert found(table, "p2", "Layers 12 16") == "Layers | 12 | 16"
    assert found(table, "p2", "| Layers | 12 | 16") == "Layers | 12 | 16"


CARD = """\
---
license: nest-1.0
tags: [owls, {small: true}]
---
# Owl 1

A **small** [owl](https://example.org/owl_(bird)) of <b>Birdlab</b>.

Training
--------

Moss at first.

### Stage 1

Straw in stage 1.

```
# no heading
straw
```

### Stage 2

Straw in stage 2.

<h2 align="center">Use <i>it</i></h2>

Moss for use.

## Results

### Stage 2

Grass.

A formula
=
is no heading.
"""


@pytest.mark.parametrize(
    ("at", "phrase", "words"),
    [
        ("Owl 1", "A small owl of Birdlab", "A **small** [owl](https://example.org/owl_(bird)) of <b>Birdlab"),
        ("Owl 1", "A **small** [owl] of Birdlab", "A **small** [owl](https://example.org/owl_(bird)) of <b>Birdlab"),
        ("Training", "Moss", "Moss"),
        ("Training", "Straw in stage 2", "Straw in stage 2"),
        ("training", "Moss", "Moss"),
        ("Stage 1", "straw", "straw"),
        ("Stage 2", "Grass", "Grass"),
        ("Owl 1 › Training › Stage 2", "Straw", "Straw"),
        ("Use it", "Moss", "Moss"),
        ("Results", "is no heading", "is no heading"),
        ("license", "nest-1.0", "nest-1.0"),
        ("tags.1.small", "small: true", "small: true"),
        ("L12", "Moss", "Moss"),
        ("L12-L16", "Straw in", "Straw in"),
    ],
)
def test_a_phrase_is_found_under_a_heading_of_markdown(at: str, phrase: str, words: str) -> None:
    assert found(CARD, at, phrase, "owl.md") == words


def test_a_place_in_markdown_that_is_wrong_is_told() -> None:
    assert fault(CARD, "Training", "Grass", "owl.md") == "'Grass' is under 'Stage 2', not under 'Training'."
    assert fault(CARD, "Trainings", "Moss", "owl.md") == (
        "There is no heading or key 'Trainings': did you mean 'Training'?"
    )
    assert fault(CARD, "no heading", "straw", "owl.md").startswith("There is no heading or key 'no heading'")
    assert fault(CARD, "A formula", "heading", "owl.md").startswith("There is no heading or key 'A formula'")
    assert fault(CARD, "L90", "Moss", "owl.md") == "There is no L90: the text has 39 lines."
    assert fault(CARD, "L12", "Grass", "owl.md") == "'Grass' is under 'Stage 2', not in L12."


def test_the_label_of_a_place_tells_which_of_several_headings_it_is() -> None:
    text = SourceText(CARD, "owl.md")
    labels = {
        at: text.find(place_of(at), phrase).place.label
        for at, phrase in [
            ("training", "Moss"),
            ("Owl 1 › Training › Stage 2", "Straw"),
            ("license", "nest-1.0"),
            ("l12-l13", "Moss"),
            ("p1", "Grass"),
        ]
    }
    assert [*labels.values()] == ["Training", "Owl 1 › Training › Stage 2", "`license`", "L12–L13", "p. 1"]
    assert all(text.find(place_of(label), "Moss") for label in ("Training", "L12–L13"))


def test_a_line_that_stands_alone_is_the_heading_of_a_plain_text() -> None:
    license_text = " NEST LICENSE 1.0\n\nOwls may be taken home.\n"
    assert found(license_text, "NEST LICENSE 1.0", "may be taken home") == "may be taken home"


CONFIGURATION = """\
# owl
model:
  d_model: 64  # wide
  n_heads: 8
  layers:
    - {kind: moss, size: 8}
    - {kind: straw, size: 16}
optimizer:
  n_heads: 4
"""


@pytest.mark.parametrize(
    ("at", "phrase", "name", "text"),
    [
        ("model.d_model", "d_model: 64", "owl.yaml", CONFIGURATION),
        ("model.d_model", "64 # wide", "owl.yml", CONFIGURATION),
        ("model.n_heads", "n_heads: 8", "owl.yaml", CONFIGURATION),
        ("model.layers.1", "size: 16", "owl.yaml", CONFIGURATION),
        ("model", "d_model: 64", "owl.yaml", CONFIGURATION),
        ("`optimizer.n_heads`", "n_heads: 4", "owl.yaml", CONFIGURATION),
        ("n_heads", '"n_heads": 8', "owl.json", '{\n\t"size": 8,\n\t"n_heads": 8,\n\t"x": [8]\n}\n'),
        ("numheads", '"numHeads": 8', "owl.json", '{"numHeads": 8}'),
        ("_name_or_path", '"_name_or_path": "owl"', "owl.json", '{"_name_or_path": "owl"}'),
        ("name_or_path", '"owl"', "owl.json", '{"_name_or_path": "owl"}'),
    ],
)
def test_a_phrase_is_found_at_a_key(at: str, phrase: str, name: str, text: str) -> None:
    assert SourceText(text, name).find(place_of(at), phrase).place.kind == "key"


def test_a_wrong_key_is_told_and_a_comment_of_a_configuration_is_no_heading() -> None:
    assert fault(CONFIGURATION, "model.n_heads", "n_heads: 4", "owl.yaml") == (
        "'n_heads: 4' is in L9, not at 'model.n_heads'."
    )
    assert "did you mean 'model.n_heads'?" in fault(CONFIGURATION, "model.n_head", "8", "owl.yaml")
    assert fault(CONFIGURATION, "owl", "8", "owl.yaml").startswith("There is no heading or key 'owl'")
    assert fault("{broken", "n_heads", "8", "owl.json").startswith("There is no heading or key 'n_heads'")


def test_a_phrase_is_found_in_lines_of_code() -> None:
    code = "def owl(\n    size=8,\n):\n    return size\n"
    assert found(code, "L2-L3", "size=8", "owl.py") == "size=8"
    assert fault(code, "L1", "return size", "owl.py") == "'return size' is in L4, not in L1."
    assert fault(code, "L3-L2", "size", "owl.py") == "There is no L3: the text has 4 lines."


def test_a_row_that_stands_at_the_edge_of_many_pages_is_found_all_the_same() -> None:
    pages = "\f".join(f"Table {number}\n{number} {number * 2} {number * 3}\n" for number in range(1, 6))
    assert found(pages, "p3", "3 6 9") == "3 6 9"
