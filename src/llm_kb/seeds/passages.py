"""Finds a sentence in a source, to tell what passages.csv records of it."""

import hashlib
import re
from collections.abc import Sequence

from llm_kb.errors import KnowledgeBaseError


def located(text: str, stretches: Sequence[str]) -> tuple[str, str]:
    """The `ranges` and `sha256` of a sentence, given as it stands in `text`, in several stretches where it is cut.

    White space may differ. Raises KnowledgeBaseError when a stretch does not stand in the text exactly once.
    """
    places = [_place(text, stretch) for stretch in stretches]
    ranges = ";".join(f"{start}-{end}" for start, end in places)
    sentence = " ".join(text[start:end] for start, end in places)
    return ranges, hashlib.sha256(sentence.encode()).hexdigest()


def _place(text: str, stretch: str) -> tuple[int, int]:
    words = r"\s+".join(map(re.escape, stretch.split()))
    found = [match.span() for match in re.finditer(words, text)] if words else []
    if len(found) != 1:
        cure = "copy it as it stands there" if not found else "give the whole sentence"
        raise KnowledgeBaseError(f"The source has {stretch!r} {len(found)} times, not once: {cure}.")
    return found[0]
