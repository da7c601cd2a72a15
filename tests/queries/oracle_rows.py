"""What queries do with lists of rows: names in one text, and a part of them."""

from collections.abc import Iterable
from typing import Any


def names(rows: Iterable[dict[str, Any]], most: int | None = None) -> str:
    """Names in their order, joined by commas."""
    return ", ".join(sorted(row["name"] for row in rows)[:most])


def window(rows: list[Any], limit: str, offset: str = "") -> list[Any]:
    """The part of a list that a limit and an offset leave."""
    start = int(offset or 0)
    return rows[start : start + int(limit)] if limit else rows[start:]
