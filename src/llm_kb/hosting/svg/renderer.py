"""Ad-hoc charts of tables and queries: the form on their pages, and Datasette's output renderer for `.svg`."""

import asyncio
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from textwrap import wrap
from typing import Any
from urllib.parse import parse_qsl, urlencode

from datasette.utils.asgi import Request
from markupsafe import Markup, escape

from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting import context
from llm_kb.hosting.fair_queue import FairSemaphore, FullError, Limits
from llm_kb.hosting.query_strings import without_added_parameters
from llm_kb.hosting.sandbox.pool import BusyError
from llm_kb.hosting.svg import render

FORMAT = "svg"
"""File extension of charts in URLs."""
CONTENT_TYPE = "image/svg+xml"
MARKS = {"bar": "bars", "line": "line", "point": "points", "heat": "heat map"}
FIELDS = ("_mark", "_x", "_y", "_colour")
"""Query string parameters of a chart."""
OWN_PARAMETERS = {*FIELDS, "_next"}
CHARACTERS_PER_LINE = 70


LIMITS = Limits(running=1, running_per_client=1, queued=32, queued_per_client=3)
"""Limits of queued charts: each takes some tenths of a second, and three seconds at most."""
QUEUE_SECONDS = 10

_semaphore = FairSemaphore(LIMITS, QUEUE_SECONDS)
_executor = ThreadPoolExecutor(1, "ad-hoc charts")


@dataclass(frozen=True)
class ChartForm:
    """The form for an ad-hoc chart of the rows of a page."""

    marks: dict[str, str]
    columns: list[str]
    choice: dict[str, str]
    """The current choice, by parameter name without its underscore."""
    hidden_fields: list[tuple[str, str]]
    """All other parameters of the page's query string."""
    image: str | None
    """The path of the chosen chart, without the site's prefix; None if none is chosen."""
    alternative: str


def form(request: Request, columns: Iterable[str]) -> ChartForm:
    """The form on a page with these columns, and the chart if one is chosen."""
    pairs = without_added_parameters(parse_qsl(request.query_string, keep_blank_values=True))
    choice = {name[1:]: str(request.args.get(name) or "") for name in FIELDS}
    image = f"{request.path}.{FORMAT}?{urlencode(pairs)}" if choice["x"] else None
    hidden_fields = [pair for pair in pairs if pair[0] not in OWN_PARAMETERS]
    return ChartForm(MARKS, list(columns), choice, hidden_fields, image, _alternative(choice))


def problem(chosen: ChartForm, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Why the chosen chart cannot be drawn of these rows of a page; empty where it can be, or where none is chosen.

    It is empty, too, where the page does not show one of the columns.
    """
    from llm_kb.hosting.svg import ad_hoc

    mark, x, y, color = (chosen.choice[name[1:]] for name in FIELDS)
    if chosen.image is None or not {x, y, color} <= {"", *columns}:
        return ""
    return ad_hoc.problem(columns, _labels(rows), ad_hoc.ChartChoice(mark or "bar", x, y, color))


def _labels(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    return [[cell["label"] if isinstance(cell, dict) else cell for cell in row] for row in rows]


def _alternative(choice: dict[str, str]) -> str:
    mark = MARKS.get(choice["mark"], "chart").capitalize()
    color = f", colored by {choice['colour']}" if choice["colour"] else ""
    return f"{mark}: {choice['y'] or 'number of rows'} by {choice['x']}{color}. The rows are in the table below."


async def draw(columns: Sequence[str], rows: Sequence[Any], request: Request) -> dict[str, Any]:
    """The response with the chart that the query string chooses, or with an image of the error message."""
    values = _labels(rows)
    encoding = [request.args.get(name) or "" for name in FIELDS]
    try:
        async with context.waiting(), _semaphore.slot(context.current().client):
            svg = await asyncio.get_running_loop().run_in_executor(_executor, _draw, columns, values, *encoding)
    except FullError:
        raise BusyError from None
    except KnowledgeBaseError as error:
        return {"body": _error_image(str(error)), "content_type": CONTENT_TYPE, "status_code": 400}
    finally:
        _executor.submit(render.of_visitors.begin)  # so that the next one need not wait where the process was ended
    return {"body": svg, "content_type": CONTENT_TYPE}


def can_draw() -> bool:
    """Whether pages list the chart among their export formats: no, since it needs a choice of columns."""
    return False


def _draw(columns: Sequence[str], rows: Sequence[Sequence[Any]], *encoding: str) -> str:
    from llm_kb.hosting.svg import ad_hoc

    mark, x, y, color = encoding
    return ad_hoc.draw(columns, rows, ad_hoc.ChartChoice(mark or "bar", x, y, color))


def _error_image(sentence: str) -> str:
    lines = wrap(sentence, CHARACTERS_PER_LINE)
    spans = Markup("").join(
        Markup('<tspan x="8" y="{}">{}</tspan>').format(26 + 22 * number, line) for number, line in enumerate(lines)
    )
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 {height}" width="640" height="{height}" role="img" '
        'aria-label="{sentence}"><style>text{{font:16px sans-serif;fill:#8a1c14}}@media (prefers-color-scheme:dark)'
        "{{text{{fill:#ff968d}}}}</style><text>{spans}</text></svg>"
    ).format(height=36 + 22 * len(lines), sentence=escape(sentence), spans=spans)
