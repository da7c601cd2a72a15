"""References to publications as the named query `references` gives them, for BibTeX and CSL-JSON alike."""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm_kb import queries
from llm_kb.export import Progress

STOP_WORDS = frozenset(
    {"a", "an", "and", "are", "at", "by", "can", "do", "does", "for", "from", "how", "in", "is", "of"}
)
STOP_WORDS |= frozenset({"on", "the", "to", "via", "what", "when", "why", "with"})
"""Stop words, left out of citation keys."""

Name = Mapping[str, str]
"""A name of CSL-JSON: `family` and `given` of a person, or `literal` of a group."""


@dataclass(frozen=True)
class Reference:
    """A publication to be cited, with every correction applied."""

    identity: str
    title: str
    authors: tuple[Name, ...]
    et_al: bool
    """Whether the list of authors goes on."""
    kind: str
    """Identifier of the kind of publication."""
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
    def note(self) -> str | None:
        """One sentence on what was corrected, or None where all is as printed."""
        if self.corrected is None:
            return None
        why = f" (errata: {self.errata})" if self.errata else ""
        return f"llm-kb: not as the survey prints it, but corrected: {self.corrected}{why}."


def from_rows(rows: Iterable[Mapping[str, Any]]) -> list[Reference]:
    """References made of rows of the query `references`, by column, in their order."""
    return [_reference(row) for row in rows]


def of(connection: sqlite3.Connection, model: str = "") -> list[Reference]:
    """The references of a knowledge base, or those to the publications behind a model."""
    result = queries.run(connection, "references", {"publication": "", "model": model})
    return from_rows(dict(zip(result.columns, row, strict=True)) for row in result.rows)


def write(
    connection: sqlite3.Connection,
    folder: Path,
    progress: Progress,
    suffix: str,
    text: Callable[[list[Reference]], str],
) -> None:
    """Write all references into one file of a folder, and those of each model that has any into `models/`."""
    (folder / "models").mkdir()
    result = queries.run(connection, "model_list")
    place = result.columns.index("model_id")
    for model in ("", *sorted(row[place] for row in result.rows)):
        name = f"models/{model}{suffix}" if model else f"references{suffix}"
        references = of(connection, model)
        if references:
            progress(name)
            (folder / name).write_text(text(references), encoding="utf-8", newline="\n")


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
