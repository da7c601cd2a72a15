"""Draws Vega and Vega-Lite specifications, and keeps of the SVG what belongs into a page."""

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import vl_convert

from llm_kb.settings import PACKAGE

Row = Mapping[str, Any]
Specification = dict[str, Any]

FOLDER = PACKAGE / "site" / "charts"
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
HERE = "http://here.invalid"
"""Put before the path of a link while it is drawn, since Vega completes a path that has no host."""

DROPPED = {"class", "font-family", "pointer-events", "role", "stroke-miterlimit"}
"""Attributes that do nothing in a page, or would compete with its own."""
IDLE = {("opacity", "1"), ("transform", "translate(0,0)")}
LONG_NUMBER = re.compile(r"\d+\.\d{3,}")
LETTERS_SHOWN = 0.87
"""Size of letters to that which the drawing was laid out with; the page's font may be wider than the measured one."""

_one_at_a_time = threading.Lock()


@cache
def specification(name: str) -> Specification:
    """The JSON file of that name beside this module, not to be changed; raises FileNotFoundError if there is none."""
    read: Specification = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return read


def drawn(chart: Specification, data: Mapping[str, Sequence[Row]]) -> Element:
    """The SVG of a specification and its named data, as an element without namespaces that the caller may change.

    The same arguments give the same drawing. Any thread may call this; only one draws at a time.
    """
    draw = _vega_lite if "vega-lite" in chart["$schema"] else _vega
    with _one_at_a_time:
        svg = draw(chart, data)
    (root,) = _kept(ElementTree.fromstring(svg))
    return root


def _vega_lite(chart: Specification, data: Mapping[str, Sequence[Row]]) -> str:
    return vl_convert.vegalite_to_svg({**chart, "datasets": data}, config=specification("theme"), allowed_base_urls=[])


def _vega(chart: Specification, data: Mapping[str, Sequence[Row]]) -> str:
    named = [{**part, "values": data[part["name"]]} for part in chart["data"]]
    return vl_convert.vega_to_svg({**chart, "config": specification("theme"), "data": named}, allowed_base_urls=[])


def _kept(element: Element) -> Iterator[Element]:
    """What is to be seen of an element; a group that does nothing gives way to what it holds."""
    tag = element.tag.removeprefix(SVG)
    attributes = dict(_attributes(element))
    inside = [kept for child in element for kept in _kept(child)]
    if tag == "g" and not attributes:
        yield from inside
    elif not _is_invisible(tag, attributes, element.text or inside):
        kept = Element(tag, attributes)
        kept.text = element.text
        if tag != "g" and (told := element.get("aria-label")):
            ElementTree.SubElement(kept, "title").text = told
        kept.extend(inside)
        yield kept


def _is_invisible(tag: str, attributes: Mapping[str, str], inside: str | Sequence[Element]) -> bool:
    if tag == "path":
        return not attributes.get("d") or not attributes.keys() & {"fill", "stroke"}
    return (tag in {"g", "text"} and not inside) or attributes.get("display") == "none"


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.items():
        if name == HREF:
            yield "href", value.removeprefix(HERE)
        elif name == "font-size":
            yield name, f"{float(value.removesuffix('px')) * LETTERS_SHOWN:g}px"
        elif name not in DROPPED and not name.startswith("aria-") and (name, value) not in IDLE:
            yield name, LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}", value)
