"""The JSON of Datasette's pages, which is always valid: neither NaN nor Infinity, and no deeper than can be written."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from datasette.utils import MultiParams, value_as_boolean
from datasette.utils.asgi import Response

PARSED = "_json"
"""Query string parameter that names columns whose texts are JSON, to be parsed."""
WITH_INFINITY = "_json_infinity"
"""Query string parameter that asks for Infinity, which no JSON has."""
DEPTH = 8
"""How deep a cell lies in a response, at most."""

Renderer = Callable[[Any, dict[str, Any], str], Response]
AsyncRenderer = Callable[[Any, dict[str, Any], str], Awaitable[Response]]


def strict(renderer: Renderer) -> AsyncRenderer:
    """Datasette's JSON renderer, in a thread, with texts that cannot be parsed as strict JSON left as they are."""

    async def render(args: Any, data: dict[str, Any], view_name: str) -> Response:
        return await asyncio.to_thread(in_thread, args, data, view_name)

    def in_thread(args: Any, data: dict[str, Any], view_name: str) -> Response:
        value_as_boolean(args.get(WITH_INFINITY, "0"))  # a value that is no boolean stays an error
        names = {name for name in args.getlist(PARSED) if name in data.get("columns", ())}
        if names and "rows" in data:
            data = {**data, "rows": [_parsed(row, data["columns"], names) for row in data["rows"]]}
        others = {name: args.getlist(name) for name in args if name not in (PARSED, WITH_INFINITY)}
        return renderer(MultiParams(others), data, view_name)

    return render


def _parsed(row: Sequence[Any], columns: Sequence[str], names: set[str]) -> list[Any]:
    cells: Mapping[bool, Callable[[Any], Any]] = {True: parsed, False: lambda cell: cell}
    return [cells[column in names](cell) for column, cell in zip(columns, row, strict=True)]


def parsed(text: Any) -> Any:
    """What a text stands for as JSON; the text itself if that is none, or could not be written again."""
    try:
        value = nested = json.loads(text)
        for _ in range(DEPTH):
            nested = [nested]
        json.dumps(nested, allow_nan=False)
    except (TypeError, ValueError, RecursionError):
        return text
    return value
