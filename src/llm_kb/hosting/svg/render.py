"""Has Vega and Vega-Lite specifications drawn in a process of its own."""

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

Row = Mapping[str, Any]
Specification = dict[str, Any]

FOLDER = Path(__file__).parent
HERE = "http://here.invalid"
"""Put before the path of a link while it is drawn, since Vega completes a path that has no host."""
SECONDS = 3
"""How long a drawing may take; the largest that is asked for takes a sixth of it."""
SECONDS_FOR_THE_FIRST = 30
"""How long the first one may take, for which the process has to make itself ready."""

_process = Process("llm_kb.hosting.svg.drawer")
_one_at_a_time = threading.Lock()


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


def drawn(chart: Specification, data: Mapping[str, Sequence[Row]]) -> Element:
    """The SVG of a specification and its named data, as an element without namespaces that the caller may change.

    The same arguments give the same drawing. Any thread may call this; only one draws at a time. Raises
    KnowledgeBaseError for a chart that takes too long, and ValueError for one that cannot be drawn.
    """
    with _one_at_a_time:
        reply = _asked({"chart": chart, "theme": _theme(), "data": data})
    if "error" in reply:
        raise ValueError(reply["error"])
    return ElementTree.fromstring(reply["svg"])


def _asked(question: dict[str, Any]) -> dict[str, Any]:
    seconds = SECONDS if _process.is_running else SECONDS_FOR_THE_FIRST
    try:
        return _process.ask(question, seconds)
    except (TooSlowError, GoneError):
        raise KnowledgeBaseError("The chart takes too long to draw: ask for fewer rows.") from None
