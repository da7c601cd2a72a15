"""The SQL function `mentions` of the checks: whether a text names a technique.

Letter case, hyphens, spaces, plural, -ing and -ed make no difference; the order of the words does.
"""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from llm_kb.text import WORD, plain

SHORTEST_STEM = 3
SUFFIXES = ("ing", "ed", "e")
DOUBLED = re.compile(r"([bdfgklmnprtz])\1$")
VOWEL = re.compile("[aeiouy]")


def mentions(text: str, names: str, longer: str = "[]") -> int:
    """1 if a text contains one of the names, and not only within longer ones; both are JSON arrays."""
    words = stems(text)
    within = [place for name in _stems_of_each(longer) for place in _places(words, name)]
    for name in _stems_of_each(names):
        for start, end in _places(words, name):
            if not any(first <= start and end <= last and (first, last) != (start, end) for first, last in within):
                return 1
    return 0


@lru_cache(maxsize=10_000)
def _stems_of_each(names: str) -> tuple[tuple[str, ...], ...]:
    return tuple(stems(name) for name in json.loads(names))


def _places(words: tuple[str, ...], name: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where the words of a name follow one another, joined or not: the indexes of the first and the last."""
    text, whole = "".join(words), "".join(name)
    at = text.find(whole) if whole else -1
    if at < 0:
        return
    ends = list(accumulate(map(len, words)))
    starts = [0, *ends]
    while at >= 0:
        end = at + len(whole)
        if at in starts and end in ends:
            yield starts.index(at), ends.index(end)
        at = text.find(whole, at + 1)


@lru_cache(maxsize=10_000)
def stems(text: str) -> tuple[str, ...]:
    """The words of a text, each without its inflection."""
    bare = plain(text).replace("’", "'").replace("'s", "")
    return tuple(stem(word) for word in WORD.findall(bare))


@lru_cache(maxsize=10_000)
def stem(word: str) -> str:
    """A word without plural, -ing or -ed, and without a final e or the doubling of a consonant that these cause."""
    if len(word) <= SHORTEST_STEM:
        return word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    singular = word[:-1] if word.endswith("s") and not word.endswith("ss") else word
    for suffix in SUFFIXES:
        rest = singular.removesuffix(suffix)
        if rest != singular and len(rest) >= SHORTEST_STEM and VOWEL.search(rest):
            return DOUBLED.sub(r"\1", rest)
    return DOUBLED.sub(r"\1", singular)
