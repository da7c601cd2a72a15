"""Finds texts of sources by their hash in folders, and takes the text out of a PDF."""

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError
from llm_kb.sourcetext.sourcetext import SourceText


class Library:
    """The files of folders and below that have one of the wanted hashes.

    Raises KnowledgeBaseError for a folder or file that cannot be read: its text would otherwise count as absent.
    """

    def __init__(self, places: Iterable[Path], wanted: Collection[str]) -> None:
        self._paths: dict[str, Path] = {}
        self._texts: dict[tuple[str, str], SourceText] = {}
        for path in sorted({file for place in places for file in _files(place)}):
            sha256 = _sha256(path)
            if sha256 in wanted:
                self._paths.setdefault(sha256, path)

    def __contains__(self, sha256: object) -> bool:
        return sha256 in self._paths

    def path(self, sha256: str) -> Path:
        """The file of a hash."""
        return self._paths[sha256]

    def text(self, sha256: str, name: str | None) -> SourceText:
        """The text of a hash, under the name of its document or else of the file that has it."""
        path = self._paths[sha256]
        key = (sha256, name or path.name)
        if key not in self._texts:
            self._texts[key] = SourceText(read_text(path), key[1])
        return self._texts[key]


def read_text(path: Path) -> str:
    """A file as UTF-8 text with its line ends; raises KnowledgeBaseError where it is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise KnowledgeBaseError(f"{str(path)!r} cannot be read ({error.strerror}): name a text file.") from error
    except UnicodeDecodeError as error:
        raise KnowledgeBaseError(f"{str(path)!r} is not UTF-8 text: convert it to plain text first.") from error


def text_of_pdf(path: Path) -> str | None:
    """The text of a PDF with a form feed between pages; None where pypdf is not installed.

    Raises KnowledgeBaseError where it cannot be read as a PDF.
    """
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        return None
    try:
        return "\f".join(page.extract_text() for page in PdfReader(path).pages)
    except (PyPdfError, ValueError, KeyError) as error:
        raise KnowledgeBaseError(f"{str(path)!r} cannot be read as a PDF ({error}): give its text.") from error


def _files(place: Path) -> Iterator[Path]:
    """A file itself, or the files of a folder and below."""
    if not place.is_dir():
        yield place
        return
    for folder, names, files in os.walk(place, onerror=_refuse):
        names[:] = sorted(name for name in names if name != ".git")
        yield from (path for name in files if (path := Path(folder, name)).is_file())


def _refuse(error: OSError) -> None:
    raise error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
