"""The worker process that renders charts: from a Vega or Vega-Lite specification and its data to SVG for a page.

vl-convert holds the GIL while it renders, and some specifications never end; a separate process can be killed.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import vl_convert

from llm_kb.hosting.sandbox.frames import READY, read_frame, write_frame
from llm_kb.hosting.sandbox.process_limits import limit_cpu, resident_bytes
from llm_kb.hosting.svg.render import PLACEHOLDER_ORIGIN, TIMEOUT_SECONDS

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
DROPPED = {"class", "font-family", "pointer-events", "role", "stroke-miterlimit"}
"""Attributes that have no effect in a page, or would override its styles."""
DEFAULTS = {("opacity", "1"), ("transform", "translate(0,0)")}
LONG_NUMBER = re.compile(r"\d+\.\d{3,}")
FONT_SCALE = 0.87
"""Font size relative to that of the layout, since the page's font may be wider than the measured one."""

FIRST_CHART = {"$schema": "https://vega.github.io/schema/vega/v6.json"}
"""An empty chart, rendered at start, since that of the first one takes most of a second longer."""
SPENT_BYTES = 140_000_000
"""Resident memory above which the process is replaced after a request, to free it; it starts with two thirds."""


def main() -> None:
    """Handle requests until standard input ends."""
    vl_convert.vega_to_svg(FIRST_CHART)
    write_frame(sys.stdout.buffer, READY)
    while (request := read_frame(sys.stdin.buffer)) is not None:
        limit_cpu(TIMEOUT_SECONDS)
        reply: dict[str, Any] = handle(json.loads(request))
        reply["spent"] = resident_bytes() > SPENT_BYTES
        write_frame(sys.stdout.buffer, json.dumps(reply).encode("ascii"))


def handle(request: dict[str, Any]) -> dict[str, Any]:
    """The `svg` of a request that has `chart` (a specification), `theme` and `data`, or the `error`."""
    chart, theme, data = request["chart"], request["theme"], request["data"]
    try:
        svg = (_vega_lite if "vega-lite" in chart["$schema"] else _vega)(chart, theme, data)
        (root,) = _cleaned(ElementTree.fromstring(svg))
    except (ValueError, ElementTree.ParseError) as error:
        return {"error": str(error)}
    return {"svg": ElementTree.tostring(root, encoding="unicode")}


def _vega_lite(chart: dict[str, Any], theme: dict[str, Any], data: dict[str, Any]) -> str:
    return vl_convert.vegalite_to_svg({**chart, "datasets": data}, config=theme, allowed_base_urls=[])


def _vega(chart: dict[str, Any], theme: dict[str, Any], data: dict[str, Any]) -> str:
    datasets = [{**part, "values": data[part["name"]]} for part in chart["data"]]
    return vl_convert.vega_to_svg({**chart, "config": theme, "data": datasets}, allowed_base_urls=[])


def _cleaned(element: Element) -> Iterator[Element]:
    """The visible part of an element; a group without attributes is replaced by its children."""
    tag = element.tag.removeprefix(SVG)
    attributes = dict(_attributes(element))
    children = [cleaned for child in element for cleaned in _cleaned(child)]
    if tag == "g" and not attributes:
        yield from children
    elif not _is_invisible(tag, attributes, element.text or children):
        cleaned = Element(tag, attributes)
        cleaned.text = element.text
        if tag != "g" and (label := element.get("aria-label")):
            ElementTree.SubElement(cleaned, "title").text = label
        cleaned.extend(children)
        yield cleaned


def _is_invisible(tag: str, attributes: Mapping[str, str], children: str | Sequence[Element]) -> bool:
    if tag == "path":
        return not attributes.get("d") or not attributes.keys() & {"fill", "stroke"}
    return (tag in {"g", "text"} and not children) or attributes.get("display") == "none"


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    for name, value in element.items():
        if name == HREF:
            yield "href", value.removeprefix(PLACEHOLDER_ORIGIN)
        elif name == "font-size":
            yield name, f"{float(value.removesuffix('px')) * FONT_SCALE:g}px"
        elif name not in DROPPED and not name.startswith("aria-") and (name, value) not in DEFAULTS:
            yield name, LONG_NUMBER.sub(lambda number: f"{float(number[0]):.2f}", value)


if __name__ == "__main__":
    main()
