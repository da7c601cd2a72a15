"""Charts of tables and queries: what the form offers, and the picture at `….svg`."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from textwrap import wrap
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils.asgi import Request
from markupsafe import Markup, escape

from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting import context
from llm_kb.hosting.query_strings import without_default_columns
from llm_kb.hosting.sandbox.pool import BusyError

FORMAT = "svg"
"""Ending of the address of a picture."""
CONTENT_TYPE = "image/svg+xml"
MARKS = {"bar": "bars", "line": "a line", "point": "points", "heat": "a heat map"}
FIELDS = ("_mark", "_x", "_y", "_colour")
"""Names of the choices in an address."""
NOT_KEPT = {*FIELDS, "_next"}
SIGNS_IN_A_LINE = 70


WAITING_OF_ONE, WAITING = 3, 8
"""How many charts of one client, and of all, may wait: each takes some tenths of a second."""

_waiting: Counter[str] = Counter()
_thread = ThreadPoolExecutor(1, "charts of visitors")
"""One chart of visitors is drawn at a time, so that no page waits for more than that with its own."""


@dataclass(frozen=True)
class Form:
    """The form for a chart of the rows of a page."""

    marks: dict[str, str]
    columns: list[str]
    chosen: dict[str, str]
    """The choice that the page was asked for, by name without its underscore."""
    kept: list[tuple[str, str]]
    """What else the address of the page says."""
    picture: str | None
    """The path of the chosen chart, without the prefix of the site; None where none is chosen."""
    alternative: str


def form(request: Request, columns: Iterable[str]) -> Form:
    """The form on a page with these columns, and the picture if one is asked for."""
    given = without_default_columns(parse_qsl(request.query_string, keep_blank_values=True))
    chosen = {name[1:]: str(request.args.get(name) or "") for name in FIELDS}
    picture = f"{request.path}.{FORMAT}?{urlencode(given)}" if chosen["x"] else None
    kept = [pair for pair in given if pair[0] not in NOT_KEPT]
    return Form(MARKS, list(columns), chosen, kept, picture, _told(chosen))


def _told(chosen: dict[str, str]) -> str:
    mark = MARKS.get(chosen["mark"], "a chart").removeprefix("a ").capitalize()
    colour = f", coloured by {chosen['colour']}" if chosen["colour"] else ""
    return f"{mark}: {chosen['y'] or 'number of rows'} by {chosen['x']}{colour}. The rows are in the table below."


async def draw(columns: Sequence[str], rows: Sequence[Any], request: Request) -> dict[str, Any]:
    """The chart of the rows of a table or query as the address chooses it, or a picture of the reason why not."""
    values = [[cell["label"] if isinstance(cell, dict) else cell for cell in row] for row in rows]
    choice = [request.args.get(name) or "" for name in FIELDS]
    try:
        with _turn(context.current().client):
            svg = await asyncio.get_running_loop().run_in_executor(_thread, _drawn, columns, values, *choice)
    except KnowledgeBaseError as error:
        return {"body": _told_as_picture(str(error)), "content_type": CONTENT_TYPE, "status_code": 400}
    return {"body": svg, "content_type": CONTENT_TYPE}


@contextmanager
def _turn(client: str) -> Iterator[None]:
    """Count a client's chart among those that are drawn or wait; raises BusyError where there are too many."""
    if _waiting[client] >= WAITING_OF_ONE or _waiting.total() >= WAITING:
        raise BusyError
    _waiting[client] += 1
    try:
        yield
    finally:
        _waiting[client] -= 1
        if not _waiting[client]:
            del _waiting[client]


def can_draw() -> bool:
    """Whether pages offer the picture among the forms of their data: no, since it takes a choice."""
    return False


def _drawn(columns: Sequence[str], rows: Sequence[Sequence[Any]], *choice: str) -> str:
    from llm_kb.hosting.svg import ad_hoc

    mark, x, y, colour = choice
    return ad_hoc.draw(columns, rows, ad_hoc.Choice(mark or "bar", x, y, colour))


def _told_as_picture(sentence: str) -> str:
    lines = wrap(sentence, SIGNS_IN_A_LINE)
    told = Markup("").join(
        Markup('<tspan x="8" y="{}">{}</tspan>').format(26 + 22 * place, line) for place, line in enumerate(lines)
    )
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" width="640" height="{height}" role="img" '
        'aria-label="{sentence}"><style>text{{font:16px sans-serif;fill:#8a1c14}}@media (prefers-color-scheme:dark)'
        "{{text{{fill:#ff968d}}}}</style><text>{told}</text></svg>"
    ).format(height=36 + 22 * len(lines), sentence=escape(sentence), told=told)
