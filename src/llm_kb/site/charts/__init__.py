"""Charts of the site's own pages, rendered on the server as inline SVG.

Colors are CSS variables of the page: --ink, --muted, --line, --paper, --panel, --accent, --c1 to --c9, and one named
like each relation.
"""

import hashlib
import json
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from llm_kb.hosting.svg import render
from llm_kb.site.charts.catalog import CHARTS, Datasets

__all__ = ["CHARTS", "alternative", "draw"]

FOLDER = Path(__file__).parent
CACHE_BYTES = 8_000_000
"""Limit of the cached charts."""
MIN_SCALE, MAX_SCALE = 0.8, 1.2
"""Minimum and maximum scale at which a chart is fitted to its container, which scrolls below that."""

_drawn: OrderedDict[bytes, Markup] = OrderedDict()
_lock = threading.Lock()


def draw(name: str, rows: Sequence[Mapping[str, Any]]) -> Markup:
    """Render the chart of that name from the rows of its query as an SVG element; empty without rows.

    Rows of `lineage` may have a `student_url` and a `teacher_url`, which make their boxes links,
    rows of `timeline` a `url`. Raises KeyError for an
    unknown chart or a missing column.
    """
    if not rows:
        return Markup()
    description, data = alternative(name, rows), CHARTS[name].data(rows)
    key = hashlib.sha256(json.dumps([name, description, data], sort_keys=True).encode("ascii")).digest()
    chart = _drawn.get(key) or _rendered(name, description, data)
    with _lock:
        _drawn[key] = chart
        _drawn.move_to_end(key)
        while sum(map(len, _drawn.values())) > CACHE_BYTES:
            _drawn.popitem(last=False)
    return chart


def _rendered(name: str, description: str, data: Datasets) -> Markup:
    root = render.of_pages.to_svg(_specification(name), data)
    width = float(root.attrib["width"])
    root.attrib = {
        "class": f"chart chart-{name}",
        "viewBox": root.attrib["viewBox"],
        "role": "img" if root.find(".//a") is None else "group",
        "aria-label": description,
        "style": f"width:100%;min-width:{width * MIN_SCALE:.0f}px;max-width:{width * MAX_SCALE:.0f}px;height:auto",
    }
    return Markup(ElementTree.tostring(root, encoding="unicode"))


@cache
def _specification(name: str) -> render.Specification:
    specification: render.Specification = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return specification


def alternative(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """The alternative text of a chart, in one or two sentences; raises KeyError as `draw` does."""
    return CHARTS[name].words(rows) if rows else "There is nothing to show."
