"""References as BibTeX in ASCII, with capitals of titles protected by braces.

Characters without a LaTeX command, such as Chinese ones, are written in UTF-8.
"""

import codecs
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from pybtex.database import BibliographyData, Entry, Person  # type: ignore[import-untyped]
from pybtex.database.output.bibtex import Writer  # type: ignore[import-untyped]

from llm_kb.export import Progress, references
from llm_kb.export.references import Name, Reference
from llm_kb.text import capitalized

TYPES = {
    "article": "article",
    "conference-paper": "inproceedings",
    "system-card": "techreport",
    "technical-report": "techreport",
}
"""Types of entries by the kind of publication; every other is `misc`, which all styles know."""

VENUES = {"article": "journal", "conference-paper": "booktitle"}
"""Field of the venue by the kind of publication; where there is none the venue is a preprint server."""
REPORT = "techreport"

VERBATIM = frozenset({"doi", "eprint", "url"})
"""Fields that LaTeX reads verbatim, so that nothing is escaped."""

LATEX_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "$": r"\$",
        "^": r"\textasciicircum{}",
    }
)
"""Escapes of characters that the codec leaves alone because they may be LaTeX; ours never are."""

LIGATURES = re.compile(r"(?<=-)-|(?<=')'|(?<=`)`|(?<=<)<|(?<=>)>|(?<=[?!])`")
"""Characters that would form a LaTeX ligature with the previous one."""


class _Writer(Writer):  # type: ignore[misc]
    """pybtex's writer, with fields in braces, and URLs and characters unknown to LaTeX unchanged."""

    def quote(self, s: str) -> str:
        self.check_braces(s)
        return f"{{{s}}}"

    def _encode(self, text: str) -> str:
        encoded: object = codecs.encode(text, "ulatex+ascii", "keep")
        return str(encoded)

    def _write_field(self, stream: TextIO, type: str, value: str) -> None:
        if type in VERBATIM:
            stream.write(f",\n    {type} = {self.quote(value.replace('{', '%7B').replace('}', '%7D'))}")
        else:
            super()._write_field(stream, type, value)


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write all references, and those of each model, into a folder."""
    references.write(connection, folder, progress, ".bib", pieces)


def text(publications: Iterable[Reference]) -> str:
    """The references as a BibTeX file, in their order."""
    return "".join(pieces(publications))


def pieces(publications: Iterable[Reference]) -> Iterator[str]:
    """The pieces of a BibTeX file, an entry at a time."""
    writer, separator = _Writer(encoding="ASCII"), ""
    for reference in publications:
        entry: str = writer.to_string(BibliographyData(entries={reference.key: _entry(reference)}))
        yield separator + entry
        separator = "\n"


def _entry(reference: Reference) -> Entry:
    fields = {
        "title": _title(reference.title),
        VENUES.get(reference.kind, "howpublished"): _venue(reference),
        "institution": _escaped(reference.publisher or "") if TYPES.get(reference.kind) == REPORT else None,
        "type": _escaped(capitalized(reference.kind_name)) if TYPES.get(reference.kind) == REPORT else None,
        "year": str(reference.year or ""),
        "date": reference.date,
        "eprint": reference.arxiv_id,
        "archiveprefix": "arXiv" if reference.arxiv_id else None,
        "doi": reference.doi,
        "url": reference.url,
        "note": _escaped(reference.version or ""),
        # Styles print `note`; `annote` stays in the file.
        "annote": _escaped(reference.note or ""),
    }
    people = [_person(author) for author in reference.authors]
    if reference.et_al:
        people.append(Person(last="others"))
    present = {name: value for name, value in fields.items() if value}
    return Entry(TYPES.get(reference.kind, "misc"), fields=present, persons={"author": people} if people else {})


def _venue(reference: Reference) -> str:
    """The venue; empty for a report and for a preprint on arXiv, whose number is in `eprint`."""
    if reference.kind in VENUES:
        return _escaped(reference.venue or "")
    has_other = reference.arxiv_id or TYPES.get(reference.kind) == REPORT
    return "" if has_other else _escaped(capitalized(reference.kind_name))


def _person(author: Name) -> Person:
    if "literal" in author:
        return Person(last=f"{{{_escaped(author['literal'])}}}")
    return Person(first=_escaped(author.get("given") or ""), last=_escaped(author["family"]))


def _title(title: str) -> str:
    """The title with braces around each word whose capitals a style would lower."""
    words = title.split(" ")
    begins = [True, *(word.endswith(":") for word in words)]
    return " ".join(_protected(word, first) for word, first in zip(words, begins, strict=False))


def _protected(word: str, is_first: bool) -> str:
    """A word of a title, in braces if it has a capital other than the initial of a title or subtitle."""
    match = re.fullmatch(r"(\W*)(.*?)(\W*)", word)
    before, core, after = match.groups() if match else ("", word, "")
    has_capitals = any(character.isupper() for character in (core[1:] if is_first else core))
    return _escaped(before) + (f"{{{_escaped(core)}}}" if has_capitals else _escaped(core)) + _escaped(after)


def _escaped(text: str) -> str:
    """The text with LaTeX special characters escaped, and braces around non-ASCII letters."""
    plain = LIGATURES.sub(r"{}\g<0>", unicodedata.normalize("NFC", text).translate(LATEX_ESCAPES))
    return re.sub(r"[^\x00-\x7f]", lambda match: f"{{{match[0]}}}", plain)
