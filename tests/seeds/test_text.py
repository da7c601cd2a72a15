"""How phrases are compared, and how many words they have."""

import pytest

from llm_kb.seeds.text import MAXIMUM_PHRASE_WORDS, phrase_words
from llm_kb.text import normalized


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("**Folding** helps", "Folding helps"),
        ("learns by `song copying`", "learns by song copying"),
        ("a factor of $2$", "a factor of 2"),
        (r"1\_000 \<hoot\>", "1_000 <hoot>"),
        ("cut from\n60%\n\nto 40%", "cut from 60% to 40%"),
        ("  around  it ", "around it"),
        ("not\u00a0broken", "not broken"),
        ("2 * 3, snake_case, [1]", "2 * 3, snake_case, [1]"),
        ("", ""),
    ],
)
def test_marks_and_line_breaks_do_not_count_when_phrases_are_compared(text: str, compared: str) -> None:
    assert normalized(text) == compared


def test_a_text_that_is_compared_stays_as_it_is_when_compared_again() -> None:
    once = normalized("**Folding** `cuts`\n$60\\%$")
    assert once == "Folding cuts 60%"
    assert normalized(once) == once


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("", 0),
        ("folding", 1),
        ("from 60% to 40%", 4),
        ("pre-training, post-training", 2),
        ("`song copying` **twice**", 3),
        ("two\nlines", 2),
        ("(Qwen3-32B, Qwen3-235B-A22B)", 2),
    ],
)
def test_words_are_what_white_space_divides(phrase: str, words: int) -> None:
    assert phrase_words(phrase) == words


def test_a_mark_alone_is_no_word() -> None:
    assert phrase_words("cut ** in ` two") == 3


def test_a_phrase_has_at_most_twelve_words() -> None:
    assert MAXIMUM_PHRASE_WORDS == 12
