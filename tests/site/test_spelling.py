"""Slips of typing are mended by what the knowledge base knows, and nothing else is."""

import sqlite3
import time

import pytest

from llm_kb import lookup, queries
from llm_kb.text import SpellingVocabulary, corrected, nearest

SMALL = SpellingVocabulary(
    {"attention": 9, "quantization": 5, "cache": 2, "cachet": 1, "llama": 7, "3": 1}, ("Llama 3", "GRPO")
)


@pytest.fixture
def vocabulary(kb: sqlite3.Connection) -> SpellingVocabulary:
    """All words and names of the knowledge base."""
    words = dict(queries.run(kb, "search_words", {"beginning": ""}).rows)
    return SpellingVocabulary(words, tuple(name for _, _, name in queries.run(kb, "names", {"kind": ""}).rows))


def missing(kb: sqlite3.Connection, typed: str) -> int | None:
    """Number of words that occur nowhere; None if there are no results."""
    rows = lookup.rows(kb, "search", words=typed)
    return len((rows[0]["missing"] or "").split()) if rows else None


def candidates(kb: sqlite3.Connection, kind: str) -> list[tuple[str, str]]:
    return [(identity, name) for _, identity, name in queries.run(kb, "names", {"kind": kind}).rows]


@pytest.mark.parametrize(
    ("typed", "kind", "identity"),
    [
        ("swfit 3", "model", "swift-3"),
        ("Wern 2", "model", "wren-2"),
        ("magipe", "model", "magpie"),
        ("group relatve", "technique", "group-relative-praise"),
        ("group relativ prayse", "technique", "group-relative-praise"),
        ("quartr folding", "technique", "quarter-folding"),
        ("nigthly choise", "technique", "nightly-choice"),
        ("Nestworcs", "institution", "nestworks"),
    ],
)
def test_a_name_with_a_slip_finds_what_was_meant(
    kb: sqlite3.Connection, vocabulary: SpellingVocabulary, typed: str, kind: str, identity: str
) -> None:
    assert missing(kb, typed) != 0
    found = lookup.rows(kb, "search", words=corrected(typed, vocabulary))
    assert (kind, identity) in {(row["kind"], row["id"]) for row in found[:3]}


@pytest.mark.parametrize("typed", ["destillation", "twig weeving", "prayse of Wern 2", "cusihons"])
def test_words_with_slips_find_something(kb: sqlite3.Connection, vocabulary: SpellingVocabulary, typed: str) -> None:
    assert missing(kb, typed) != 0
    assert missing(kb, corrected(typed, vocabulary)) == 0


def test_only_the_words_that_are_unknown_are_changed() -> None:
    assert corrected("Llama: atention & Chache", SMALL) == "Llama: attention & cache"


def test_the_nearest_word_is_taken_and_of_equals_the_most_frequent() -> None:
    assert corrected("cachex", SMALL) == "cache"
    assert corrected("tests", SpellingVocabulary({"texts": 1, "tents": 5, "teats": 1}, ())) == "tents"


def test_letters_that_changed_places_are_one_slip() -> None:
    assert corrected("gpro", SMALL) == "GRPO"
    assert corrected("atetnion", SMALL) == "attention"


@pytest.mark.parametrize(
    "typed", ["", " ", "'", "zzzzzz", "llama 5", "lm", "4", "llama 3 attention", "attention " * 50]
)
def test_what_is_known_or_like_nothing_stays_as_it_is(typed: str) -> None:
    assert corrected(typed, SMALL) == typed


def test_a_number_is_never_taken_for_a_slip() -> None:
    assert corrected("Lama 3", SMALL) == "Llama 3"
    assert corrected("Lama 4", SMALL) == "llama 4"


@pytest.mark.parametrize(
    "typed", ["\0", "🦙", "a\ud800", "x" * 10_000, "é" * 100, "abcd " * 24, '"*()', "ﬁne-tunning", "٣"]
)
def test_any_text_is_answered_soon(vocabulary: SpellingVocabulary, typed: str) -> None:
    started = time.process_time()
    assert isinstance(corrected(typed, vocabulary), str)
    assert isinstance(nearest(typed, [("x", "some name")]), list)
    assert time.process_time() - started < 0.5


@pytest.mark.parametrize(
    ("kind", "wanted", "first"),
    [
        ("model", "swfit-3", "swift-3"),
        ("model", "swift3", "swift-3"),
        ("model", "lark", "lark-xl"),
        ("technique", "group-relatve-prais", "group-relative-praise"),
        ("technique", "grp", "group-relative-praise"),
        ("technique", "quarter-fold", "quarter-folding"),
        ("institution", "nestwork", "nestworks"),
        ("question", "4-5", "4-1"),
    ],
)
def test_an_unknown_address_has_its_nearest_first(kb: sqlite3.Connection, kind: str, wanted: str, first: str) -> None:
    found = nearest(wanted, candidates(kb, kind))
    assert found[0] == first
    assert len(found) <= 5
    assert len(set(found)) == len(found)


def test_no_more_are_given_than_asked_for_and_none_that_is_quite_unlike(kb: sqlite3.Connection) -> None:
    models = candidates(kb, "model")
    assert len(nearest("owl", models, n=3)) == 3
    assert nearest("owl", models, n=0) == []
    assert nearest("zzzzzz", models) == []
    assert nearest("", models) == []


@pytest.mark.parametrize(
    ("query", "names", "order"),
    [
        ("owl two", ["owl twx", "two owl"], ["two owl", "owl twx"]),  # 100 × 0.95 against 86
        ("abcdefghij", ["abcdefghiz", "abcdefghijklmnop"], ["abcdefghiz", "abcdefghijklmnop"]),  # 90 against 80
        ("abc", ["abcdefghi", "axc"], ["abcdefghi", "axc"]),  # 80, as a beginning of it, against 67
        ("abcd", ["axcd", "abcdefghi"], ["abcdefghi", "axcd"]),  # 80 against 75
        ("abcde", ["abcde" + "f" * 60, "abxde"], ["abcde" + "f" * 60, "abxde"]),  # both 80, and so by name
        ("ab", ["abcdefghi", "ab"], ["ab"]),  # two letters begin too much
        ("abcd", ["abxy"], ["abxy"]),  # 50, which is enough
        ("abcdefg", ["abcxyzu"], []),  # 43, which is not
    ],
)
def test_nearness_weighs_letters_order_and_beginnings(query: str, names: list[str], order: list[str]) -> None:
    assert nearest(query, [(name, name) for name in names]) == order


def test_of_several_names_of_one_thing_the_nearest_counts() -> None:
    assert nearest("perch", [("x", "perch"), ("x", "zzzz"), ("y", "perhc")]) == ["x", "y"]


def test_of_equally_near_candidates_the_order_does_not_matter() -> None:
    pairs = [("b", "same name"), ("a", "same name"), ("c", "Name same")]
    assert nearest("same name", pairs) == nearest("same name", pairs[::-1]) == ["a", "b", "c"]
