"""Charts of the knowledge base, drawn on the server as SVG for being put into a page.

Colours are variables of the page's styles: --ink, --muted, --line, --paper, --panel, --accent, --c1 to --c9, and one of
the name of each relation.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from markupsafe import Markup

from llm_kb.hosting.svg import render
from llm_kb.site.charts.catalogue import CHARTS

__all__ = ["CHARTS", "alternative", "draw"]

FOLDER = Path(__file__).parent
KEPT = 512
"""How many drawings are remembered."""
SMALLEST, LARGEST = 0.8, 1.2
"""How far a chart shrinks and grows with its place in the page; below that the place scrolls."""


def draw(name: str, rows: Sequence[Mapping[str, Any]]) -> Markup:
    """The chart of that name, drawn from the rows of its query as an SVG element; empty without rows.

    Rows of `lineage` may have a `student_url` and a `teacher_url`, which make their boxes links. Raises KeyError for a
    chart that there is not, and for a column that a row lacks.
    """
    if not rows:
        return Markup()
    return _drawn(name, alternative(name, rows), json.dumps(CHARTS[name].data(rows), sort_keys=True))


@lru_cache(maxsize=KEPT)
def _drawn(name: str, told: str, data: str) -> Markup:
    root = render.to_svg(_specification(name), json.loads(data))
    width = float(root.attrib["width"])
    root.attrib = {
        "class": f"chart chart-{name}",
        "viewBox": root.attrib["viewBox"],
        "role": "img" if root.find(".//a") is None else "group",
        "aria-label": told,
        "style": f"width:100%;min-width:{width * SMALLEST:.0f}px;max-width:{width * LARGEST:.0f}px;height:auto",
    }
    return Markup(ElementTree.tostring(root, encoding="unicode"))


@cache
def _specification(name: str) -> render.Specification:
    specification: render.Specification = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return specification


def alternative(name: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """What the chart of that name shows of the rows, in one or two sentences; raises KeyError as `draw` does."""
    return CHARTS[name].words(rows) if rows else "There is nothing to show."
