"""Whatever is typed into the search box is answered, and signs have no meaning of their own."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llm_kb import queries, text
from llm_kb.database import open_read_only
from llm_kb.text import SpellingVocabulary, corrected, nearest

from .profiles import examples

STEMS = {
    "llama": "llama",
    "rewards": "reward",
    "quantization": "quanti",
    "DeepSeek": "deepseek",
    "attention": "attent",
    "experts": "expert",
    "Qwen": "qwen",
    "models": "model",
    "inference": "infer",
}
"""Words with what is left of them when the index takes off their ends."""
WORDS = tuple(STEMS)
OPERATORS = (
    '"',
    "*",
    "^",
    ":",
    "(",
    ")",
    "+",
    "-",
    "{",
    "}",
    "NEAR",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    ", 2)",
    "title:",
    "[",
    "]",
)
"""What means something to the index of the search."""
SIGNS = ('"', "*", "[", "]", "^", "+", "(", ")", "{", "}", ":", "-", ".", ",", "\t", "\n")
"""What means nothing at all, wherever it stands between words."""

typed = st.one_of(st.text(max_size=30), st.lists(st.sampled_from(WORDS + OPERATORS), max_size=8).map(" ".join))


class Box:
    """The search of a knowledge base."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        words = dict(queries.run(connection, "search_words", {"beginning": ""}).rows)
        self.vocabulary = SpellingVocabulary(
            words, tuple(row[2] for row in queries.run(connection, "names", {"kind": ""}).rows)
        )

    def found(self, words: str, kind: str = "") -> list[dict[str, Any]]:
        """The rows of the search, by column."""
        result = queries.run(self.connection, "search", {"words": words, "kind": kind})
        return [dict(zip(result.columns, row, strict=True)) for row in result.rows]

    def texts(self, row: dict[str, Any]) -> list[str]:
        """Everything that the index holds of a row that was found."""
        sql = "SELECT * FROM search_index WHERE kind = ? AND id = ?"
        return [str(cell) for cell in self.connection.execute(sql, (row["kind"], row["id"])).fetchone() if cell]


@pytest.fixture(scope="module")
def box(kb_file: Path) -> Iterator[Box]:
    with closing(open_read_only(kb_file)) as connection:
        yield Box(connection)


def folded(text: str) -> str:
    """A text in small letters without accents, as the index has it."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


@examples(100)
@given(words=typed, kind=st.sampled_from(["", "model", "fact", "nosuch", "\0"]))
def test_any_text_is_answered(box: Box, words: str, kind: str) -> None:
    rows = box.found(words, kind)
    assert len({(row["kind"], row["id"]) for row in rows}) == len(rows)
    assert {row["kind"] for row in rows} <= ({kind} if kind else {row["kind"] for row in rows})
    meant = corrected(words, box.vocabulary)
    assert corrected(meant, box.vocabulary) == meant
    assert len(nearest(words, [("a", "some name"), ("b", words)])) <= 2


@examples(40)
@given(
    words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
    signs=st.lists(st.sampled_from(SIGNS), min_size=4, max_size=4),
)
def test_signs_between_words_change_nothing(box: Box, words: list[str], signs: list[str]) -> None:
    odd = signs[0] + "".join(f"{word} {sign} " for word, sign in zip(words, signs[1:], strict=False))
    numbers = {row["kind"]: row["of_kind"] for row in box.found(odd)}
    assert numbers == {row["kind"]: row["of_kind"] for row in box.found(" ".join(words))}


@examples(40)
@given(words=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3))
def test_results_contain_every_word_or_else_some(box: Box, words: list[str]) -> None:
    """Every word where three entries have them all."""
    whole = f"SELECT count(*) FROM search_index WHERE search_index MATCH '{' AND '.join(words)}'"
    enough = all if box.connection.execute(whole).fetchone()[0] >= 3 else any
    for row in box.found(" ".join(words)):
        text = " ".join(map(folded, box.texts(row)))
        assert enough(STEMS[word] in text for word in words), row


@examples(40)
@given(data=st.data())
def test_known_words_are_never_mended(box: Box, data: st.DataObject) -> None:
    known = st.sampled_from(sorted(box.vocabulary.words))
    words = " ".join(data.draw(st.lists(known, min_size=1, max_size=4), label="words"))
    meant = corrected(words, box.vocabulary)
    assert meant == words or text.folded(meant) in box.vocabulary.by_spelling


@examples(40)
@given(data=st.data())
def test_what_is_named_in_full_is_found_first(box: Box, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(box.vocabulary.names)), label="name")
    assert box.found(name)[0]["named"] == 1
    assert corrected(name, box.vocabulary).casefold() == name.casefold()
