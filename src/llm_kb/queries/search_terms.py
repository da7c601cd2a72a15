"""Splits a search text into the words and names that the query `search` looks for, as a JSON document for its SQL.

SQL decides which of them match: a word is looked up as it is, else as a prefix, else part by part;
words of questions ("who", "which") and single letters count only where there are no others.
"""

import json
import re
from collections.abc import Iterator
from functools import cache

from llm_kb.settings import PACKAGE
from llm_kb.text import folded

MAX_TEXT_LENGTH, MAX_WORDS = 500, 40
MAX_WORDS_OF_NAME = 6
"""Number of words up to which names are looked for within a text; the whole text may be a name, too."""
MIN_BEGINNING = 4
"""Minimum number of letters of a prefix: "quanti", and not "rat" for "rather"."""

SPECIAL_CHARACTERS = re.compile(r'["*\[\]§\0\t\n\r]')
"""Characters that are replaced by spaces in full-text queries."""
EDGES = re.compile(r"^[\W_]+|(?:['’]s)?[\W_]*$")
PART = re.compile(r"[^\W_]+")
EXACT = re.compile(r"\d+:\d+")
"""Words whose punctuation counts: the ratio 3:1 is not the version 3.1."""


@cache
def stop_words() -> frozenset[str]:
    """Words of questions that say nothing about their subject."""
    return frozenset((PACKAGE / "queries" / "stop_words.txt").read_text(encoding="utf-8").split())


def search_terms(text: str) -> str:
    """The JSON document of a search text.

    `words` are objects with place, word and `tries`, the MATCH expressions of FTS5 to try in turn; `names` are keys of
    names with their text and the places of their first and last word, `whole` 1 for that of the text itself; `exact`
    are the words that a result must contain literally.
    """
    typed = [*_words(text)]
    kept = [place for place, word in enumerate(typed) if len(word) > 1 and word.lower() not in stop_words()]
    kept = kept or [*range(len(typed))]
    words = [{"place": place, "word": typed[place], "tries": _tries(typed[place])} for place in kept]
    exact = [typed[place] for place in kept if EXACT.fullmatch(typed[place])]
    names = [{"key": folded(_plain(text)), "text": " ".join(typed), "first": 0, "last": len(typed) - 1, "whole": 1}]
    names += [
        {
            "key": folded(name := " ".join(typed[first : last + 1])),
            "text": name,
            "first": first,
            "last": last,
            "whole": 0,
        }
        for first in range(len(typed))
        for last in range(first, min(first + MAX_WORDS_OF_NAME, len(typed)))
        if not set(kept).isdisjoint(range(first, last + 1))
    ]
    return json.dumps({"words": words, "names": names, "exact": exact}, ensure_ascii=False)


def _plain(text: str) -> str:
    return SPECIAL_CHARACTERS.sub(" ", text[:MAX_TEXT_LENGTH])


def _words(text: str) -> Iterator[str]:
    """The words of a text without surrounding punctuation."""
    bare = (EDGES.sub("", word) for word in _plain(text).split())
    yield from [word for word in bare if PART.search(word)][:MAX_WORDS]


def _tries(word: str) -> list[str]:
    """MATCH expressions of a word: as it is, as a prefix, and as the words that it consists of."""
    parts = PART.findall(word)
    tries = [f'"{word}"']
    tries += [f'"{word}"*'] if len(word) >= MIN_BEGINNING and not EXACT.fullmatch(word) else []
    tries += [" AND ".join(f'"{part}"' for part in parts)] if len(parts) > 1 and not EXACT.fullmatch(word) else []
    return tries
