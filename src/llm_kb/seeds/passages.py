"""Locates a sentence in a source: the character ranges and hash that passages.csv records."""

import hashlib
import re
from collections.abc import Sequence

from llm_kb.errors import KnowledgeBaseError


def located(text: str, fragments: Sequence[str]) -> tuple[str, str]:
    """The `ranges` and `sha256` of a sentence, given as it stands in `text`, in several stretches where it is cut.

    White space may differ. Raises KnowledgeBaseError when a stretch does not stand in the text exactly once.
    """
    places = [_place(text, fragment) for fragment in fragments]
    ranges = ";".join(f"{start}-{end}" for start, end in places)
    sentence = " ".join(text[start:end] for start, end in places)
    return ranges, hashlib.sha256(sentence.encode()).hexdigest()


def _place(text: str, fragment: str) -> tuple[int, int]:
    words = r"\s+".join(map(re.escape, fragment.split()))
    spans = [match.span() for match in re.finditer(words, text)] if words else []
    if len(spans) != 1:
        cure = "copy it exactly" if not spans else "give the whole sentence"
        raise KnowledgeBaseError(f"The source has {fragment!r} {len(spans)} times, not once: {cure}.")
    return spans[0]
