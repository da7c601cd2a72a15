"""Where the grown knowledge bases lie: a folder that Git leaves alone, so that no part has to build them again."""

from pathlib import Path

from llm_kb.derive import fingerprint
from llm_kb.settings import PACKAGE, checkout

from .growth import grown_database

ROOT = checkout() or PACKAGE


def folder() -> Path:
    """The folder, without files that were built from something else than what is here now."""
    folder = ROOT / ".bench"
    folder.mkdir(exist_ok=True)
    for path in folder.glob("*-*.db"):
        if path != place(_times(path)):
            path.unlink()
    return folder


def place(times: int) -> Path:
    """Where the knowledge base lies that is `times` as large, if it has been built."""
    return ROOT / ".bench" / f"{times}-{fingerprint()[:12]}.db"


def database(times: int) -> Path:
    """The knowledge base `times` as large, built if need be."""
    return grown_database(times, folder())


def _times(path: Path) -> int:
    return int(path.name.partition("-")[0])
