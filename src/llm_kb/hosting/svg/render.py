"""Renders Vega and Vega-Lite specifications as SVG in a worker process."""

import json
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, cast
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting.sandbox.process import GoneError, Process, TooSlowError

Datum = Mapping[str, Any]
Specification = dict[str, Any]

FOLDER = Path(__file__).parent
PLACEHOLDER_ORIGIN = "http://here.invalid"
"""Origin of links while they are rendered, since Vega resolves a path without a host; stripped afterwards."""
TIMEOUT_SECONDS = 3
"""Time-out of a chart; the largest of the site takes a sixth of it."""
STARTUP_SECONDS = 30
"""Time-out of the first chart, which includes the start of the process."""


class ChartTimeoutError(KnowledgeBaseError):
    """A chart takes too long to draw."""

    def __init__(self) -> None:
        super().__init__("The chart takes too long to draw: ask for fewer rows.")


_process = Process("llm_kb.hosting.svg.drawer")
_lock = threading.Lock()


@cache
def palette() -> dict[str, list[str]]:
    """The light and the dark color of each variable of the stylesheet; not to be changed."""
    return cast("dict[str, list[str]]", _read("palette"))


@cache
def _theme() -> Specification:
    return _read("theme")


def _read(name: str) -> Specification:
    specification: Specification = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return specification


def to_svg(chart: Specification, data: Mapping[str, Sequence[Datum]]) -> Element:
    """Render a specification with its named data sets, as an SVG element without namespaces; the caller may change it.

    Deterministic and thread-safe; one chart is rendered at a time. Raises ChartTimeoutError at the time-out, and
    ValueError for a specification that cannot be rendered.
    """
    with _lock:
        reply = _call({"chart": chart, "theme": _theme(), "data": data})
    if "error" in reply:
        raise ValueError(reply["error"])
    return ElementTree.fromstring(reply["svg"])


def _call(request: dict[str, Any]) -> dict[str, Any]:
    seconds = TIMEOUT_SECONDS if _process.is_running else STARTUP_SECONDS
    try:
        return _process.call(request, seconds)
    except (TooSlowError, GoneError):
        raise ChartTimeoutError from None
