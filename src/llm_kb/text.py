"""Pure functions on texts and names: spelling correction, normalization, places, counts.

rapidfuzz is imported when a name has to be matched, since most runs need none.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

LONGEST = 120
"""Characters of a text that are looked at: a longer one is no slip of a name."""

LEAST_LIKENESS = 50
"""Of 100: what is less like the text than this is not worth a suggestion."""

BEGINNING = 80
"""Likeness of a text and one that begins with it."""

OTHER_ORDER = 0.95
"""What is left of the likeness of two texts where their words stand in another order."""

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Vocabulary:
    """What can be meant: words with the number of things that hold each, and whole names."""

    words: Mapping[str, int]
    """Words in small letters without accents, as the query `search_words` gives them."""
    names: tuple[str, ...]
    """Names in any spelling, as the query `names` gives them; the earlier of two that are equally near is taken."""

    def naming(self, names: Iterable[str]) -> "Vocabulary":
        """The same words, looked up as fast as here, with other names."""
        other = replace(self, names=tuple(names))
        vars(other)["by_length"] = self.by_length
        return other

    @cached_property
    def by_spelling(self) -> dict[str, str]:
        """The names by what is left of them without spaces, hyphens, accents and capitals."""
        return {_joined(name): name for name in reversed(self.names)}

    @cached_property
    def by_length(self) -> dict[int, list[str]]:
        """The words of each length, the more frequent first."""
        found: dict[int, list[str]] = defaultdict(list)
        for word in sorted(self.words, key=lambda word: (-self.words[word], word)):
            found[len(word)].append(word)
        return dict(found)

    def near(self, word: str) -> list[str]:
        """The words that are no more slips longer or shorter than one, the more frequent first."""
        slips = _slips(len(word))
        lists = [self.by_length.get(length, ()) for length in range(len(word) - slips, len(word) + slips + 1)]
        return sorted((found for words in lists for found in words), key=lambda found: (-self.words[found], found))


def corrected(text: str, vocabulary: Vocabulary) -> str:
    """The text as it was probably meant: the name that it nearly is, or else each unknown word made the nearest one.

    A text in which nothing is to be mended, and one too long to be looked at, is returned as it is. Numbers are never
    taken for slips: "lama 3" becomes "Llama 3", and "llama 5" stays.
    """
    if len(text) > LONGEST:
        return text
    spelling = _nearest(_joined(text), vocabulary.by_spelling)
    if spelling is not None:
        return vocabulary.by_spelling[spelling]
    return worded(text, vocabulary)


def worded(text: str, vocabulary: Vocabulary) -> str:
    """The text with each unknown word made the nearest known one; a text too long to be looked at as it is."""
    return text if len(text) > LONGEST else WORD.sub(lambda match: _word(match[0], vocabulary), text)


def nearest(wanted: str, candidates: Iterable[tuple[str, str]], n: int = 5) -> list[str]:
    """The identifiers of at most n candidates that are most like a text, the nearest first; none is given twice.

    Candidates are pairs of an identifier and a name of it; both are compared. What is quite unlike is left out.
    """
    scores = _scores(wanted, candidates)
    return sorted(scores, key=lambda identifier: (-scores[identifier], identifier))[:n]


def _scores(wanted: str, candidates: Iterable[tuple[str, str]]) -> dict[str, float]:
    """How alike a text is to each identifier, by this or by one of its names; those quite unlike are left out."""
    scores: dict[str, float] = {}
    words = _spaced(wanted[:LONGEST])
    for identifier, name in candidates:
        score = max(_likeness(words, _spaced(identifier)), _likeness(words, _spaced(name)))
        scores[identifier] = max(score, scores.get(identifier, 0))
    return {identifier: score for identifier, score in scores.items() if score >= LEAST_LIKENESS}


def did_you_mean(wrong: str, known: Iterable[str], names: Mapping[str, str] | None = None) -> str | None:
    """The known word that was probably meant by an unknown one; None where none is near.

    `names` gives further spellings, each with the known word that it stands for: who writes a name means its id.
    """
    words = set(known)
    spellings = [(word, word) for word in words] + [
        (word, name) for name, word in (names or {}).items() if word in words
    ]
    scores = _scores(wrong, spellings)
    # of those that are equally near the shortest, then the last one: who counts on numbers one too many
    return max(scores, key=lambda word: (scores[word], -len(word), word), default=None)


def normalized(text: str) -> str:
    """A text as phrases are compared: without Markdown's bold, code and escape marks, white space folded."""
    return " ".join(re.sub(r"\*\*|[`$\\]", "", text).split())


def slug(text: str) -> str:
    """A text as ids are written: lower-case letters and digits without accents, joined by single dashes."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def place(row: Mapping[str, Any]) -> str:
    """Where a sentence stands, such as `§4.2 ¶3 s5`, from a row with section, paragraph and sentence."""
    section = str(row["section"])
    name = f"§{section}" if section[0].isdigit() else section.replace("-", " ").capitalize()
    return f"{name} ¶{row['paragraph']} s{row['sentence']}"


def counted(number: int, name: str) -> str:
    """A number of things, such as `1 model` or `2 models`."""
    return f"{number:,} {name}{'s' * (number != 1)}"


def listed(words: Sequence[str], conjunction: str = "or") -> str:
    """Words as a list in a sentence, such as `a, b or c`."""
    *others, last = words
    return f"{', '.join(others)} {conjunction} {last}" if others else last


def _word(typed: str, vocabulary: Vocabulary) -> str:
    """The known word that a typed one nearly is; the typed one if it is known, or nothing is near."""
    word = _plain(typed)
    return typed if word in vocabulary.words else _nearest(word, vocabulary.near(word)) or typed


def _nearest(typed: str, choices: Collection[str]) -> str | None:
    """The first of the choices that differ least from a text, if any differs by no more than slips and in no number."""
    slips = _slips(len(typed))
    if not slips:
        return typed if typed in choices else None
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(typed, list(choices), scorer=OSA.distance, score_cutoff=slips, limit=None)
    return next((choice for choice, _, _ in found if _digits(choice) == _digits(typed)), None)


def _slips(length: int) -> int:
    """How many letters of so many may be added, lost, changed or swapped with the next."""
    return 0 if length < 3 else max(1, length // 4)


def _likeness(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 100, whatever the order of their words; a beginning counts for much."""
    from rapidfuzz import fuzz

    begins = min(len(one), len(other)) > 2 and (one.startswith(other) or other.startswith(one))
    return max(fuzz.ratio(one, other), OTHER_ORDER * fuzz.token_sort_ratio(one, other), BEGINNING if begins else 0)


def _plain(text: str) -> str:
    """The text in small letters without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign))


def _spaced(text: str) -> str:
    """The words of the text in small letters without accents, with a space between them."""
    return " ".join(WORD.findall(_plain(text)))


def _joined(text: str) -> str:
    """The text in small letters without accents, spaces and hyphens."""
    return re.sub(r"[\s_-]", "", _plain(text))


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)
