"""Pure functions on texts and names: spelling correction, fuzzy matching, normalization, slugs, locators, plurals.

rapidfuzz is imported lazily, since most runs match nothing.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import count
from math import isfinite
from typing import Any

MAX_LENGTH = 120
"""Maximum length of a text that is matched: a longer one is no misspelled name."""

MIN_SIMILARITY = 50
"""Minimum similarity, of 100, of a suggestion."""

PREFIX_SIMILARITY = 80
"""Similarity of a text and a prefix of it."""

WORD_ORDER_FACTOR = 0.95
"""Factor on the similarity of two texts whose words are in different order."""

PATH_SEPARATOR = " › "
"""Separator of the names in a technique's path in the taxonomy."""

WORD = re.compile(r"[^\W_]+")

LETTER = re.compile(r"[^\W\d_]")

SEPARATOR = r"[\s._\u2010-\u2015-]+"
"""What separates the parts of a name: spaces, dots, underscores and dashes."""
SEPARATORS = re.compile(SEPARATOR)
BETWEEN_NUMBERS = re.compile(rf"(?<=\d){SEPARATOR}(?=\d)")

SIZE = re.compile(r"[ -]\d+(?:x\d+)?(?:\.\d+)?[BM](?:-A\d+B)?", re.IGNORECASE)
"""A number of parameters at the end of a name, such as that of Mixtral 8x7B."""

NUMBER = re.compile(r"(?!-0(\.0)?$)-?(?!0\d)\d+(\.(0|\d*[1-9]))?", re.ASCII)
"""Numbers as SQLite writes them, without an exponent."""
LONG_NUMBER = re.compile(r"[0-9]{5,}|[0-9](\.[0-9]+)?e\+[0-9]+")
"""Numbers that are hard to read as they are."""
MILLION, BILLION, TRILLION = 10**6, 10**9, 10**12
ABBREVIATIONS = ((TRILLION, "T"), (BILLION, "B"), (MILLION, "M"))
MAX_ABBREVIATED = 10**15
"""The number from which on there is no abbreviation that people know."""
MAX_DIGITS = 15
"""Maximum length of a number that SQLite writes with all its digits."""
MIN_DECIMAL = 1e-4
"""Smallest number that SQLite writes without an exponent."""


@dataclass(frozen=True)
class SpellingVocabulary:
    """Dictionary of the spelling correction: words with their document frequencies, and whole names."""

    words: Mapping[str, int]
    """Words in lower case without accents, as the query `search_words` returns them."""
    names: tuple[str, ...]
    """Names in any spelling, as the query `names` returns them; of equally near ones the first wins."""

    def with_names(self, names: Iterable[str]) -> "SpellingVocabulary":
        """A copy with other names that shares the words and their index."""
        other = replace(self, names=tuple(names))
        vars(other)["by_length"] = self.by_length
        return other

    @cached_property
    def by_spelling(self) -> dict[str, str]:
        """The names by the key by which they are looked up."""
        return {folded(name): name for name in reversed(self.names)}

    @cached_property
    def by_length(self) -> dict[int, list[str]]:
        """The words of each length, the more frequent first."""
        words_by_length: dict[int, list[str]] = defaultdict(list)
        for word in sorted(self.words, key=lambda word: (-self.words[word], word)):
            words_by_length[len(word)].append(word)
        return dict(words_by_length)

    def near(self, word: str) -> list[str]:
        """Candidates for a misspelled word: those whose length is within the edit limit, the more frequent first."""
        max_edits = _max_edits(len(word))
        lists = [self.by_length.get(length, ()) for length in range(len(word) - max_edits, len(word) + max_edits + 1)]
        return sorted((match for words in lists for match in words), key=lambda match: (-self.words[match], match))


def corrected(text: str, vocabulary: SpellingVocabulary) -> str:
    """The text with its spelling corrected: the nearest name, or else each unknown word replaced by the nearest one.

    A text without a near match, and one above the maximum length, is returned unchanged. Digits are never corrected:
    "lama 3" becomes "Llama 3", and "llama 5" stays.
    """
    if len(text) > MAX_LENGTH:
        return text
    spelling = _nearest(folded(text), vocabulary.by_spelling) if LETTER.search(text) else None
    if spelling is not None:
        return vocabulary.by_spelling[spelling]
    return corrected_words(text, vocabulary)


def corrected_words(text: str, vocabulary: SpellingVocabulary) -> str:
    """The text with each unknown word replaced by the nearest known one; unchanged above the maximum length."""
    return text if len(text) > MAX_LENGTH else WORD.sub(lambda match: _corrected_word(match[0], vocabulary), text)


def nearest(
    query: str, candidates: Iterable[tuple[str, str]], n: int = 5, minimum: float = MIN_SIMILARITY
) -> list[str]:
    """The identifiers of the n best matches of a query, the nearest first, without duplicates.

    Candidates are pairs of identifier and name, both of which are compared; those below the minimum similarity are
    left out.
    """
    scores = _scores(query, candidates, minimum)
    return sorted(scores, key=lambda identifier: (-scores[identifier], identifier))[:n]


def _scores(query: str, candidates: Iterable[tuple[str, str]], minimum: float = MIN_SIMILARITY) -> dict[str, float]:
    """The similarity of a query to each identifier or its best name, where that reaches the minimum."""
    scores: dict[str, float] = {}
    words = _spaced(query[:MAX_LENGTH])
    for identifier, name in candidates:
        score = max(_similarity(words, _spaced(identifier)), _similarity(words, _spaced(name)))
        scores[identifier] = max(score, scores.get(identifier, 0))
    return {identifier: score for identifier, score in scores.items() if score >= minimum}


def plain(text: str) -> str:
    """The text in lower case without accents."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return folded if folded.isascii() else "".join(sign for sign in folded if not unicodedata.combining(sign))


def folded(name: str) -> str:
    """The key by which a name is looked up: without capitals, accents, spaces, hyphens and dots.

    Numbers that are separated stay so, since versions matter: "Qwen 2.5" and "qwen2-5" are both `qwen2.5`, and
    "Qwen 25" is another.
    """
    return ".".join(SEPARATORS.sub("", part) for part in BETWEEN_NUMBERS.split(plain(name)))


def without_size(name: str) -> str:
    """The name of a model without the number of parameters at its end, such as "Mixtral" for "Mixtral 8x7B"."""
    size = SIZE.search(name)
    return name[: size.start()] if size and size.end() == len(name) else name


def did_you_mean(wrong: str, known: Iterable[str], names: Mapping[str, str] | None = None) -> str | None:
    """The nearest known word to an unknown one; None where none is near.

    `names` maps further spellings to the known words that they stand for, such as names to ids.
    """
    words = set(known)
    spellings = [(word, word) for word in words] + [
        (word, name) for name, word in (names or {}).items() if word in words
    ]
    scores = _scores(wrong, spellings)
    # Tie-break: the shortest, then the last, since a numbered id is mostly one too high.
    return max(scores, key=lambda word: (scores[word], -len(word), word), default=None)


def normalized(text: str) -> str:
    """The normalized form in which phrases are compared: without Markdown markup, white space collapsed."""
    return " ".join(re.sub(r"\*\*|[`$\\]", "", text).split())


def slug(text: str) -> str:
    """The slug of a text: lower-case ASCII letters and digits, words joined by single dashes."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def place(row: Mapping[str, Any]) -> str:
    """The locator of a passage, such as `§4.2 ¶3 s5`, from a row with section, paragraph and sentence or a locator."""
    if row.get("paragraph") is None:
        return str(row.get("locator") or "")
    section = str(row["section"])
    name = f"§{section}" if section[0].isdigit() else section.replace("-", " ").capitalize()
    return f"{name} ¶{row['paragraph']} s{row['sentence']}"


def capitalized(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def counted(number: int, name: str) -> str:
    """A number with its noun in singular or plural, such as `1 model` or `2 models`."""
    return f"{number:,} {name}{'s' * (number != 1)}"


def readable_number(number: float) -> str:
    """A count as text for people: `131,072`, `2.788M`, `8.03B`, `15.6T`, and `3.8 × 10^25` beyond these.

    It is abbreviated from a million on where four digits say it all, and from a billion on in any case.
    """
    if number >= MAX_ABBREVIATED:
        digits, _, exponent = f"{number:.3e}".partition("e")
        return f"{digits.rstrip('0').rstrip('.')} × 10^{int(exponent)}"
    short = float(f"{number:.4g}")
    if number >= BILLION or (number >= MILLION and short == number):
        unit, letter = next((size, letter) for size, letter in ABBREVIATIONS if short >= size)
        return f"{short / unit:g}{letter}"
    return f"{int(number):,}" if number == int(number) else f"{number:,}"


def readable_value(value: str) -> str:
    """A value as text for people: a long number abbreviated, other texts as they are."""
    return readable_number(float(value)) if LONG_NUMBER.fullmatch(value) else value


def unique_names(names: Iterable[str]) -> list[str]:
    """Column names in which each stands once: `name`, `name` becomes `name`, `name_2`, as in sqlite-utils.

    No value is lost then where rows become objects by the names of their columns.
    """
    names = list(names)
    taken, unique = set(names), list[str]()
    seen = set[str]()
    for name in names:
        free = (f"{name}_{number}" for number in count(2))
        unique.append(name if name not in seen else next(new for new in free if new not in taken and new not in seen))
        seen.add(unique[-1])
    return unique


def number_or_text(value: str) -> str | int | float:
    """The value to bind for a parameter of a SELECT: a number if it is written as SQLite itself writes it, else a text.

    A text is never equal to a number, nor less than one, where neither is a column; and a number that is compared with
    a column of texts becomes a text again, this very one. So "20" is a number; "007" and "2402.03300" are texts.
    """
    if NUMBER.fullmatch(value) and len(value) <= MAX_DIGITS:
        number = float(value) if "." in value else int(value)
        return number if abs(number) >= MIN_DECIMAL or number == int(number) else value
    return value


def json_value(value: Any) -> Any:
    """The value of a cell as JSON has it: neither Infinity nor NaN, which no JSON has."""
    return None if isinstance(value, float) and not isfinite(value) else value


def listed(words: Sequence[str], conjunction: str = "or") -> str:
    """Words joined for a sentence, such as `a, b or c`."""
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def _corrected_word(typed: str, vocabulary: SpellingVocabulary) -> str:
    """The nearest known word to a typed one; the typed one itself if it is known or nothing is near."""
    word = plain(typed)
    return typed if word in vocabulary.words else _nearest(word, vocabulary.near(word)) or typed


def _nearest(typed: str, candidates: Collection[str]) -> str | None:
    """The first candidate at the least edit distance (OSA) within the limit that has the same digits, or None."""
    max_edits = _max_edits(len(typed))
    if not max_edits:
        return typed if typed in candidates else None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    matches = process.extract(typed, list(candidates), scorer=OSA.distance, score_cutoff=max_edits, limit=None)
    return next((candidate for candidate, _, _ in matches if _digits(candidate) == _digits(typed)), None)


def _max_edits(length: int) -> int:
    """Maximum edit distance for a text of this length."""
    return 0 if length < 3 else max(1, length // 4)


def _similarity(one: str, other: str) -> float:
    """Similarity of two texts from 0 to 100, in any word order, with a minimum for prefixes."""
    from rapidfuzz import fuzz

    begins = min(len(one), len(other)) > 2 and (one.startswith(other) or other.startswith(one))
    return max(
        fuzz.ratio(one, other),
        WORD_ORDER_FACTOR * fuzz.token_sort_ratio(one, other),
        PREFIX_SIMILARITY * begins,
    )


def _spaced(text: str) -> str:
    """The words of the text in lower case without accents, joined by spaces."""
    return " ".join(WORD.findall(plain(text)))


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)
