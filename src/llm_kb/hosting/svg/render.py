"""Renders Vega and Vega-Lite specifications as SVG in a worker process."""

import json
import logging
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
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
"""Origin of links while they are rendered, since Vega resolves a path without a host; stripped afterward."""
TIMEOUT_SECONDS = 3
"""Time-out of a chart; the largest of the site takes a sixth of it."""

UNAVAILABLE = "No chart can be drawn at the moment: try again in a minute."

logger = logging.getLogger(__name__)


class ChartTimeoutError(KnowledgeBaseError):
    """A chart takes too long to draw."""

    def __init__(self) -> None:
        super().__init__("The chart takes too long to draw: ask for fewer rows.")


@cache
def palette() -> dict[str, list[str]]:
    """The light and the dark color of each variable of the stylesheet; not to be changed."""
    return cast("dict[str, list[str]]", _read("palette") | _read("categories"))


@cache
def categories() -> tuple[str, ...]:
    """The values that have a color of their own in every chart, which is the variable of that name."""
    return tuple(_read("categories"))


@cache
def _theme() -> Specification:
    return _read("theme")


def _read(name: str) -> Specification:
    specification: Specification = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return specification


class Renderer:
    """A worker process that renders one chart at a time."""

    def __init__(self) -> None:
        self._process = Process("llm_kb.hosting.svg.drawer")
        self._lock = threading.Lock()

    def to_svg(self, chart: Specification, data: Mapping[str, Sequence[Datum]]) -> Element:
        """Render a specification with its data sets, as an SVG element without namespaces; the caller may change it.

        Deterministic and thread-safe. Raises ChartTimeoutError at the time-out, KnowledgeBaseError if no
        process can be started, and ValueError for a specification that cannot be rendered.
        """
        with self._lock:
            reply = self._reply({"chart": chart, "theme": _theme(), "data": data})
        if "error" in reply:
            raise ValueError(reply["error"])
        return ElementTree.fromstring(reply["svg"])

    def _reply(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            self._process.start()
        except (TooSlowError, GoneError) as error:
            logger.warning("No process for charts can be started (%s).", error or "it takes too long")
            raise KnowledgeBaseError(UNAVAILABLE) from None
        try:
            reply = self._process.call(request, TIMEOUT_SECONDS)
        except TooSlowError:
            raise ChartTimeoutError from None
        except GoneError as error:
            logger.warning("A process for charts has ended (%s).", error)
            raise KnowledgeBaseError(UNAVAILABLE) from None
        if reply.get("spent"):
            self._process.stop()
        return reply

    def begin(self) -> None:
        """Start the process if it does not run."""
        with self._lock, suppress(TooSlowError, GoneError):
            self._process.start()


of_pages = Renderer()
"""Renders the site's own charts."""
of_visitors = Renderer()
"""Renders ad-hoc charts, which may take until the time-out, so that no page waits for one."""
