"""What is wrong with a bundle, gathered so that all of it is told at once."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from llm_kb.errors import KnowledgeBaseError

LONGEST_MESSAGE = 1000


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: the file (relative to its bundle), the line counted from 1, what and the cure."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class SeedError(KnowledgeBaseError):
    """A bundle cannot be loaded; `problems` holds every reason."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass
class Problems:
    """A list of problems that parsing adds to instead of stopping at the first."""

    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, message: str) -> None:
        """Note a problem; of a message made long by a value only the beginning and the cure are told."""
        if len(message) > LONGEST_MESSAGE:
            half = LONGEST_MESSAGE // 2
            message = f"{message[:half]} … {message[-half:]}"
        self.found.append(Problem(file, line, message))

    def raise_if_any(self) -> None:
        """Raise SeedError if anything was noted."""
        if self.found:
            raise SeedError(self.found)


def suggestion(wrong: str, known: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """The tail of a message about an unknown word: the nearest known one, or nothing.

    `names` gives further spellings, each with the known word that it stands for: who writes a name means its id.
    """
    spellings = {folded(name): word for name, word in (names or {}).items()}
    spellings |= {folded(word): word for word in sorted(known)}
    near = difflib.get_close_matches(folded(wrong), sorted(spellings), n=1)
    return f" (did you mean {spellings[near[0]]!r}?)" if near else ""


def folded(text: str) -> str:
    """A text as ids are written: lower-case letters and digits without accents, joined by single dashes."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
