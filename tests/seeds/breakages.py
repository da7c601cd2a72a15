"""What it takes to break a bundle in one place, and to say which problem must then be told."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Spoil = Callable[[Path], int]
"""Spoils a file and returns the line, counted from 1, at which the problem must be told."""


@dataclass(frozen=True)
class Breakage:
    """One kind of breakage: how `file` is spoilt, what is told of it, and how it can be mended."""

    kind: str
    file: str
    spoil: Spoil
    what: str
    cure: str
    further: int = 0
    """How many problems beside the one told come of it."""
    bundle: str = "tiny"


def edit(old: str, new: str, below: int = 0) -> Spoil:
    """Replace the one `old` in the file; the problem is told `below` lines under the place."""

    def spoil(path: Path) -> int:
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        path.write_bytes(text.replace(old, new).encode())
        return text.count("\n", 0, text.index(old)) + 1 + below

    return spoil


def rewrite(change: Callable[[bytes], bytes], line: int = 1) -> Spoil:
    """Change the file as a whole."""

    def spoil(path: Path) -> int:
        path.write_bytes(change(path.read_bytes()))
        return line

    return spoil


def cut(end: str) -> Spoil:
    """Cut the file short after `end`, which becomes its last line."""

    def spoil(path: Path) -> int:
        text = path.read_text(encoding="utf-8")
        kept = text[: text.index(end) + len(end)]
        path.write_bytes(kept.encode())
        return kept.count("\n") + 1

    return spoil


def create(text: str) -> Spoil:
    """Write a file that was not there."""

    def spoil(path: Path) -> int:
        assert not path.exists()
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
        return 1

    return spoil


def remove(path: Path) -> int:
    """Remove the file."""
    path.unlink()
    return 1
