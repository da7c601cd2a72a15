"""What is wrong with a bundle, gathered so that all of it is told at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from llm_kb.errors import KnowledgeBaseError
from llm_kb.text import did_you_mean

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

    def __init__(self, bundle: str, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        number = f"{len(self.problems)} problem{'' if len(self.problems) == 1 else 's'}"
        super().__init__("\n".join([f"Seed bundle {bundle!r} has {number}:", *map(str, self.problems)]))


@dataclass
class Problems:
    """The problems of a bundle, which parsing adds to instead of stopping at the first."""

    bundle: str = ""
    found: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, message: str) -> None:
        """Note a problem; of a message made long by a value only the beginning and the cure are told."""
        if len(message) > LONGEST_MESSAGE:
            half = LONGEST_MESSAGE // 2
            message = f"{message[:half]} … {message[-half:]}"
        self.found.append(Problem(file, line, message))

    def error(self) -> SeedError:
        """The error that tells all of them."""
        return SeedError(self.bundle, self.found)


def suggestion(wrong: str, known: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """The tail of a message about an unknown word: the nearest known one, or nothing; see `text.did_you_mean`."""
    near = did_you_mean(wrong, known, names)
    return f" (did you mean {near!r}?)" if near else ""
