"""The fingerprint of all inputs of a build, by which an out-of-date database is recognized."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

from llm_kb.settings import PACKAGE, data_directory

PARTS: dict[str, Callable[[], Path]] = {
    "migrations": lambda: data_directory("migrations"),
    "seed": lambda: data_directory("seed"),
    "derive": lambda: PACKAGE / "derive",
    "queries": lambda: PACKAGE / "queries",
    "schema": lambda: PACKAGE / "schema",
    "seeds": lambda: PACKAGE / "seeds",
    "dictionary.py": lambda: PACKAGE / "dictionary.py",
    "presentation.py": lambda: PACKAGE / "presentation.py",
    "sqlfile.py": lambda: PACKAGE / "sqlfile.py",
    "text.py": lambda: PACKAGE / "text.py",
}
ENDINGS = frozenset({".py", ".sql", ".csv", ".yaml"})


def fingerprint() -> str:
    """SHA-256 over the names and contents of the files that decide what a build contains, in hexadecimal digits."""
    total = hashlib.sha256()
    for name, content in _files():
        total.update(f"{name}\0{hashlib.sha256(content).hexdigest()}\n".encode())
    return total.hexdigest()


def _files() -> Iterator[tuple[str, bytes]]:
    for part, folder in PARTS.items():
        root = folder()
        paths = [root] if root.is_file() else root.rglob("*")
        for path in sorted(p for p in paths if p.suffix in ENDINGS and "__pycache__" not in p.parts):
            yield f"{part}/{path.relative_to(root).as_posix()}", path.read_bytes()
