"""Folds a text for the search of phrases, and keeps the position of each character.

Folded are ligatures and other compatibility characters, typographic quotes and dashes, soft hyphens and white space.
A hyphen at the end of a line may belong to the word or not, so that "multi-\nstage" is both "multistage" and
"multi-stage".
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

DROPPED = "\ue002"
"""Stands for a character of markup that separates nothing."""
OPTIONAL_SPACE = "\ue001"
OPTIONAL_HYPHEN = "\ue000"

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d"
CHARACTERS = {
    **dict.fromkeys(DASHES, "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys(f"{DROPPED}\u00ad\u200b\u200c\u200d\u2060\ufeff`$\\", ""),
}
"""What single characters are folded to, besides their compatibility form."""

GAP = rf"[\s{OPTIONAL_SPACE}]"
SPACE = f"[ {OPTIONAL_SPACE}]"
HYPHEN = f"[-{OPTIONAL_HYPHEN}]"
TOKEN = re.compile(
    rf"(?P<plain>[a-zA-Z0-9]+)"
    rf"|(?P<soft>\u00ad{GAP}*\n{GAP}*)"
    rf"|(?<=[^\W\d_])(?P<hyphen>[-\u2010]{GAP}*\n{GAP}*)(?=[^\W\d_])"
    rf"|(?P<hard>[-/{DASHES}])(?={GAP}*\n)(?P<end>{GAP}+)"
    rf"|(?P<gap>{GAP}+)|(?P<stars>\*\*+|(?<!\w)\*|\*(?!\w))|(?P<character>.)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Folded:
    """A folded text, with the position in the original of each of its characters."""

    text: str
    positions: list[int]


def fold(text: str, start: int = 0, end: int | None = None) -> Folded:
    """The folded form of a stretch of a text."""
    characters: list[str] = []
    positions: list[int] = []
    for found, position in _tokens(text, start, len(text) if end is None else end):
        characters.append(found)
        positions += range(position, position + len(found))
    return Folded("".join(characters), positions)


def _tokens(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """The folded characters of a stretch, each with its position; plain ones that follow one another at once."""
    for match in TOKEN.finditer(text, start, end):
        kind, position = match.lastgroup, match.start()
        if kind == "plain":
            yield match[0], position
        elif kind == "character":
            for character in _folded_character(match[0]):
                yield character, position
        elif kind == "gap":
            yield (" " if match[0].strip(OPTIONAL_SPACE) else OPTIONAL_SPACE), position
        elif kind == "hyphen":
            yield OPTIONAL_HYPHEN, position
        elif kind == "end":
            yield CHARACTERS.get(match["hard"], match["hard"]), position
            yield OPTIONAL_SPACE, match.start("end")


def _folded_character(character: str) -> str:
    if character in CHARACTERS:
        return CHARACTERS[character]
    return character if character.isascii() else unicodedata.normalize("NFKD", character)


def pattern_of(phrase: str, text: str | None = None) -> re.Pattern[str] | None:
    """The pattern that finds a phrase in folded texts, or in the one that is given; None for a phrase without words.

    It begins and ends at the ends of words and numbers: "5 layers" is not found in "125 layers" nor in "1.5 layers".
    """
    folded = fold(phrase).text.strip(f" {OPTIONAL_SPACE}")
    if not re.search(r"\w", folded):
        return None
    is_optional = text is None or OPTIONAL_HYPHEN in text or OPTIONAL_SPACE in text
    # Sets of characters take long to compile.
    joint, space, hyphen = (f"[{OPTIONAL_HYPHEN}{OPTIONAL_SPACE}]?", SPACE, HYPHEN) if is_optional else ("", " ", "-")
    signs = {" ": space, OPTIONAL_SPACE: space, "-": hyphen, OPTIONAL_HYPHEN: hyphen}
    parts = [signs.get(character) or re.escape(character) for character in folded]
    for index, character in enumerate(folded):
        if signs.get(character) == space and folded[index - 1 : index] == "-":
            parts[index] += "?"
    return re.compile(_before(folded[0]) + joint.join(parts) + _after(folded[-1]))


def _before(first: str) -> str:
    if first.isdigit():
        return r"(?<!\d)(?<!\d[.,])"
    return r"(?<![^\W\d_])" if first.isalpha() else ""


def _after(last: str) -> str:
    if last.isdigit():
        return r"(?!\d|[.,]\d)"
    return r"(?![^\W\d_])" if last.isalpha() else ""
