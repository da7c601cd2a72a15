"""Entries of a catalog of models, whatever the form in which the catalog is published."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from llm_kb.errors import KnowledgeBaseError, in_one_line

MODALITIES = ("text", "image", "audio", "video")
"""The modalities of a model, in the order in which the knowledge base lists them."""

DATE = re.compile(r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?")

MAX_DIGITS = 10**15
"""The largest number that is written in digits."""


@dataclass(frozen=True)
class CatalogEntry:
    """One model as a catalog describes it."""

    id: str
    """Identifier in the catalog."""
    name: str
    """Name for people."""
    developer: str = ""
    """Name of the developer in the catalog; empty where the entry does not say."""
    values: Mapping[str, str | None] = field(default_factory=dict)
    """A value for each attribute that the entry has a field for; None where the field is empty."""
    identifiers: Mapping[str, str] = field(default_factory=dict)
    """Identifiers of the model, by the attribute that holds them here, such as `hugging_face_id`."""


def read_json(path: Path) -> Mapping[str, Any]:
    """The object in a JSON file; raises KnowledgeBaseError where there is none."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        message = f"{str(path)!r} is not JSON ({in_one_line(error)})"
        raise KnowledgeBaseError(f"{message}: name a copy of the catalog.") from error
    if not isinstance(document, Mapping):
        raise KnowledgeBaseError(f"{str(path)!r} is no JSON object: name a copy of the catalog.")
    return document


def mapping(value: Any) -> Mapping[str, Any]:
    """An object, empty in place of anything else."""
    return value if isinstance(value, Mapping) else {}


def mappings(values: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The items of an object that are objects themselves."""
    return ((text(name), value) for name, value in mapping(values).items() if isinstance(value, Mapping))


def text(value: Any) -> str:
    """A text in one line that can be written in UTF-8."""
    return " ".join(str(value).encode("utf-8", "replace").decode("utf-8").split())


def number(value: Any) -> str | None:
    """A positive number in digits, above 10^15 as 3.8e+25; None for anything else, such as an empty cell."""
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    if isinstance(value, bool) or not 0 < found < 1e40:
        return None
    return f"{found:.0f}" if found == int(found) and found <= MAX_DIGITS else repr(found)


def date(value: Any) -> str | None:
    """A date as YYYY, YYYY-MM or YYYY-MM-DD; None for anything else."""
    found = str(value).strip()
    return found if DATE.fullmatch(found) else None


def flag(value: Any) -> str | None:
    """`yes` or `no`; None for anything but a truth value."""
    return ("yes" if value else "no") if isinstance(value, bool) else None


def modalities(value: Any) -> str | None:
    """Modalities in the order of the knowledge base; formats of files, such as pdf, are none."""
    named = {str(word).lower() for word in value} if isinstance(value, list) else set()
    return ", ".join(word for word in MODALITIES if word in named) or None


def in_order(entries: Iterable[CatalogEntry]) -> list[CatalogEntry]:
    """Entries by their identifiers, of several with the same one the first."""
    first: dict[str, CatalogEntry] = {}
    for entry in entries:
        first.setdefault(entry.id, entry)
    return [first[identifier] for identifier in sorted(first)]
