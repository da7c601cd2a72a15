"""Files: SHA-256, identity (device, inode, size, mtime), and the error for one that cannot be written."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError

Identity = tuple[int, int, int, int]
"""Device, inode, size and modification time, equal as long as a file or folder is the same and unchanged."""


def sha256_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def identity(path: Path) -> Identity | None:
    """The identity of a file or folder by its stat fields; None where it does not exist."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


@contextmanager
def writing(target: Path, cure: str = "choose another location, or free disk space") -> Iterator[None]:
    """Raise KnowledgeBaseError with the cure where a target cannot be written."""
    try:
        yield
    except OSError as error:
        raise KnowledgeBaseError(f"{str(target)!r} cannot be written ({error}): {cure}.") from error
