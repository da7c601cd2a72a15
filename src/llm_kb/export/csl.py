"""References as CSL-JSON, which Zotero, pandoc and every citeproc read."""

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from llm_kb.export import Progress, references
from llm_kb.export.json_stream import pieces_of_array
from llm_kb.export.references import Reference

Item = dict[str, Any]

TYPES = {
    "article": "article-journal",
    "blog": "post-weblog",
    "code": "software",
    "conference-paper": "paper-conference",
    "configuration": "software",
    "documentation": "webpage",
    "model-card": "report",
    "preprint": "article",
    "readme": "webpage",
    "software": "software",
    "system-card": "report",
    "technical-report": "report",
    "web-collection": "webpage",
}
"""Types of items by the kind of publication; any other is a `document`."""

OTHERS = {"literal": "others"}
"""The author that represents et al., for which CSL-JSON has no form of its own, as pandoc writes it."""


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write all references, and those of each model, into a folder."""
    references.write(connection, folder, progress, ".json", pieces)


def items(publications: Iterable[Reference]) -> list[Item]:
    """The references as items of CSL-JSON, in their order."""
    return [_item(reference) for reference in publications]


def text(publications: Iterable[Reference]) -> str:
    """The references as a CSL-JSON file, in their order."""
    return "".join(pieces(publications))


def pieces(publications: Iterable[Reference]) -> Iterator[str]:
    """The pieces of a CSL-JSON file, an item at a time."""
    yield from pieces_of_array(map(_item, publications))
    yield "\n"


def _item(reference: Reference) -> Item:
    item = {
        "id": reference.key,
        "type": TYPES.get(reference.kind, "document"),
        "title": reference.title,
        "author": [*map(dict, reference.authors), *([OTHERS] if reference.et_al else [])],
        "issued": _date(reference),
        **_place(reference),
        "DOI": reference.doi,
        "URL": reference.url,
        "version": reference.revision,
        "note": reference.note or reference.version,
    }
    return {name: value for name, value in item.items() if value}


def _date(reference: Reference) -> Item | None:
    """The date as far as it is known: a document has a day, a publication a year."""
    if reference.date:
        return {"date-parts": [[int(part) for part in reference.date.split("-")]]}
    return {"date-parts": [[reference.year]]} if reference.year else None


def _place(reference: Reference) -> Item:
    """Where it was published, in the fields that its type has for this."""
    archived = {"archive": "arXiv", "archive_location": reference.arxiv_id} if reference.arxiv_id else {}
    if reference.kind in {"article", "conference-paper"}:
        return {"container-title": reference.venue, **archived}
    if reference.arxiv_id:
        return {"genre": reference.kind_name, "publisher": "arXiv", "number": f"arXiv:{reference.arxiv_id}", **archived}
    return {"genre": reference.kind_name, "publisher": reference.publisher}
