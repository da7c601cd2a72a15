"""Files: their hashes, what tells one from the next, and the error where one cannot be written."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError

Identity = tuple[int, int, int, int]
"""Device, number, size and time of change: what tells whether a file or folder is the same and unchanged."""


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def identity(path: Path) -> Identity | None:
    """What tells whether a file or folder is still the same and unchanged; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


@contextmanager
def writing(target: Path, cure: str = "choose another place, or make room") -> Iterator[None]:
    """Raise KnowledgeBaseError with the cure where a target cannot be written."""
    try:
        yield
    except OSError as error:
        raise KnowledgeBaseError(f"{str(target)!r} cannot be written ({error}): {cure}.") from error
