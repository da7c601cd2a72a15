"""JSON documents with long arrays, in pieces, so that no array is in memory as a whole."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

INDENT = 2


def write_object(path: Path, members: Mapping[str, Any]) -> None:
    """Write an object, whose iterators become arrays, into a file."""
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(pieces_of_object(members))
        stream.write("\n")


def pieces_of_object(members: Mapping[str, Any]) -> Iterator[str]:
    """The text of an object with one member or more, whose iterators become arrays, as `json.dumps` would indent it."""
    separator = "{"
    for name, value in members.items():
        yield f"{separator}\n{' ' * INDENT}{json.dumps(name)}: "
        yield from pieces_of_array(value, INDENT) if isinstance(value, Iterator) else [_text(value, INDENT)]
        separator = ","
    yield "\n}"


def pieces_of_array(items: Iterable[Any], indent: int = 0) -> Iterator[str]:
    """The text of an array, an item at a time, in a document in which it stands indented so far."""
    separator = "["
    for item in items:
        yield f"{separator}\n{' ' * (indent + INDENT)}{_text(item, indent + INDENT)}"
        separator = ","
    yield "[]" if separator == "[" else f"\n{' ' * indent}]"


def _text(value: Any, indent: int) -> str:
    return json.dumps(value, ensure_ascii=False, indent=INDENT).replace("\n", f"\n{' ' * indent}")
