"""References for BibTeX and CSL-JSON alike: publications that the survey cites, and documents of developers.

They come from the named queries `references` and `source_list`.
"""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from llm_kb import queries
from llm_kb.export import Progress
from llm_kb.export.about import by_column
from llm_kb.wording import is_of_developers, source_kind_name

STOP_WORDS = frozenset(
    {"a", "an", "and", "are", "at", "by", "can", "do", "does", "for", "from", "how", "in", "is", "of"}
)
STOP_WORDS |= frozenset({"on", "the", "to", "via", "what", "when", "why", "with"})
"""Stop words, left out of citation keys."""

Name = Mapping[str, str]
"""A name of CSL-JSON: `family` and `given` of a person, or `literal` of a group."""


@dataclass(frozen=True)
class Reference:
    """A publication to be cited, with every correction applied, or a document of a developer."""

    identity: str
    title: str
    authors: tuple[Name, ...]
    et_al: bool
    """Whether the list of authors goes on."""
    kind: str
    """Identifier of the kind of publication or document."""
    kind_name: str
    venue: str | None
    year: int | None
    arxiv_id: str | None
    doi: str | None
    url: str | None
    corrected: str | None
    """What differs from the survey's print, such as `title, year`."""
    errata: str | None
    """Identifiers of the errata that say why."""
    date: str | None = None
    """Date of a document, as YYYY, YYYY-MM or YYYY-MM-DD."""
    publisher: str | None = None
    """Developer whose document it is."""
    revision: str | None = None
    """Revision of the repository from which a document was read."""
    repository: str | None = None
    """Repository of a document."""
    is_copy: bool = False
    """Whether a document was read in a copy by others."""

    @property
    def key(self) -> str:
        """A stable citation key: first author, year, first title word but stop words, and the identifier."""
        first = self.authors[0] if self.authors else {}
        words = [word for word in map(_ascii, re.split(r"[\W_]+", self.title)) if word not in STOP_WORDS]
        author = _ascii(first.get("family") or first.get("literal", ""))
        # A digit after the year would be read as part of it.
        title_word = next((word for word in words if word[:1].isalpha()), "")
        return f"{author}{self.year or ''}{title_word}-{self.identity}"

    @property
    def version(self) -> str | None:
        """One sentence on which version of a document was read and where; None for a publication."""
        which = [f"version of {self.date}"] if self.date else []
        which += [f"revision {self.revision}"] if self.revision else []
        which += [f"in {self.repository}"] if self.repository else []
        which += ["a copy by others"] if self.is_copy else []
        text = ", ".join(which)
        return f"{text[0].upper()}{text[1:]}." if text else None

    @property
    def note(self) -> str | None:
        """One sentence on what was corrected, or None where all is as printed."""
        if self.corrected is None:
            return None
        why = f" (errata: {self.errata})" if self.errata else ""
        return f"llm-kb: not as the survey prints it, but corrected: {self.corrected}{why}."


def from_rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[Reference]:
    """References made of rows of the query `references`, by column, in their order."""
    return map(_reference, rows)


def from_sources(rows: Iterable[Mapping[str, Any]]) -> Iterator[Reference]:
    """References made of rows of the query `source_list`: documents of developers that no publication stands for."""
    return (_document(row) for row in rows if is_of_developers(row["kind"]) and row["publication_id"] is None)


def of(connection: sqlite3.Connection, model: str = "") -> Iterator[Reference]:
    """The references of a knowledge base, or those to the publications and documents behind a model, one at a time."""
    publications = _rows(connection, "references", publication="", model=model)
    return chain(from_rows(publications), from_sources(_rows(connection, "source_list", model=model)))


def write(
    connection: sqlite3.Connection,
    folder: Path,
    progress: Progress,
    suffix: str,
    pieces: Callable[[Iterable[Reference]], Iterator[str]],
) -> None:
    """Write all references into one file of a folder, and those of each model that has any into `models/`."""
    (folder / "models").mkdir()
    for model in ("", *sorted(row["model_id"] for row in _rows(connection, "model_list"))):
        name = f"models/{model}{suffix}" if model else f"references{suffix}"
        references = of(connection, model)
        first = next(references, None)
        if first is not None:
            progress(name)
            with (folder / name).open("w", encoding="utf-8", newline="\n") as stream:
                stream.writelines(pieces(chain([first], references)))


def _rows(connection: sqlite3.Connection, query: str, **values: str) -> Iterator[dict[str, Any]]:
    return by_column(queries.execute(connection, query, values))


def _document(row: Mapping[str, Any]) -> Reference:
    return Reference(
        identity=row["source_id"],
        title=row["title"],
        authors=({"literal": row["publisher"]},) if row["publisher"] else (),
        et_al=False,
        kind=row["kind"],
        kind_name=source_kind_name(row["kind"]),
        venue=None,
        year=int(row["date"][:4]) if row["date"] else None,
        arxiv_id=None,
        doi=None,
        url=row["url"],
        corrected=None,
        errata=None,
        date=row["date"],
        publisher=row["publisher"],
        revision=row["revision"],
        repository=row["repository"],
        is_copy=row["official"] == 0,
    )


def _reference(row: Mapping[str, Any]) -> Reference:
    return Reference(
        identity=row["publication_id"],
        title=row["title"],
        authors=tuple(json.loads(row["authors"], strict=False)),
        et_al=bool(row["et_al"]),
        kind=row["kind"],
        kind_name=row["kind_name"],
        venue=row["venue"],
        year=row["year"],
        arxiv_id=row["arxiv_id"],
        doi=row["doi"],
        url=row["url"],
        corrected=row["corrected"],
        errata=row["errata"],
    )


def _ascii(text: str) -> str:
    """The text reduced to lower-case ASCII letters and digits."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text).lower())
