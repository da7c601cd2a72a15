"""Problems of a bundle, collected so that all are reported at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from llm_kb.errors import KnowledgeBaseError
from llm_kb.text import did_you_mean

MAX_MESSAGE_LENGTH = 1000


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
    """Collector of the problems of a bundle, so that validation does not stop at the first."""

    bundle: str = ""
    collected: list[Problem] = field(default_factory=list)

    def add(self, file: str, line: int, message: str) -> None:
        """Add a problem; a message that a value makes too long is shortened in the middle."""
        if len(message) > MAX_MESSAGE_LENGTH:
            half = MAX_MESSAGE_LENGTH // 2
            message = f"{message[:half]} … {message[-half:]}"
        self.collected.append(Problem(file, line, message))

    def error(self) -> SeedError:
        """The error with all problems."""
        return SeedError(self.bundle, self.collected)


def suggestion(wrong: str, known: Iterable[str], names: Mapping[str, str] | None = None) -> str:
    """The tail of a message about an unknown word: the nearest known one, or nothing; see `text.did_you_mean`."""
    near = did_you_mean(wrong, known, names)
    return f" (did you mean {near!r}?)" if near else ""
