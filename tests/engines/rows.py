"""Columns and rows of a statement on any engine, and how they differ."""

import json
from collections.abc import Mapping
from typing import Any

from llm_kb.queries import Reader

Answer = tuple[list[str], list[tuple[Any, ...]]]
"""Columns and rows."""


def answer(reader: Reader, sql: str, values: Mapping[str, Any]) -> Answer:
    """The columns and rows of a statement, without white space within JSON, which is free."""
    found = reader.execute(sql, values)
    return [column[0] for column in found.description], [tuple(map(_without_json, row)) for row in found]


def _without_json(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value.startswith("[{") else value


def differences(expected: Answer, found: Answer) -> str:
    """How an answer differs from the one that is expected, in a line; empty where it does not."""
    if expected == found:
        return ""
    if expected[0] != found[0]:
        return f"columns {found[0]} in place of {expected[0]}"
    if sorted(map(repr, expected[1])) == sorted(map(repr, found[1])):
        return "the same rows in another order"
    pairs = zip(expected[1], found[1], strict=False)
    first = next((pair for pair in pairs if pair[0] != pair[1]), None)
    if first is None:
        return f"{len(found[1])} rows in place of {len(expected[1])}"
    cells = zip(expected[0], *first, strict=True)
    return f"the first row that differs: {[cell for cell in cells if cell[1] != cell[2]]}"
