"""The process that draws: from a specification and its data to the SVG that belongs into a page.

A drawing keeps Python from doing anything else for its time, and some ask for one that never ends; so it is made where
nobody waits for anything else, and where it can be ended.
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
from llm_kb.hosting.svg.render import HERE

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
DROPPED = {"class", "font-family", "pointer-events", "role", "stroke-miterlimit"}
"""Attributes that do nothing in a page, or would compete with its own."""
IDLE = {("opacity", "1"), ("transform", "translate(0,0)")}
LONG_NUMBER = re.compile(r"\d+\.\d{3,}")
LETTERS_SHOWN = 0.87
"""Size of letters to that which the drawing was laid out with; the page's font may be wider than the measured one."""


def main() -> None:
    """Draw what is asked for until nothing more is."""
    write_frame(sys.stdout.buffer, READY)
    while (question := read_frame(sys.stdin.buffer)) is not None:
        write_frame(sys.stdout.buffer, json.dumps(answer(json.loads(question))).encode("ascii"))


def answer(question: dict[str, Any]) -> dict[str, str]:
    """The `svg` of a question that has `chart` (a specification), `theme` and `data`, or the `error` it made."""
    chart, theme, data = question["chart"], question["theme"], question["data"]
    try:
        svg = (_vega_lite if "vega-lite" in chart["$schema"] else _vega)(chart, theme, data)
        (root,) = _kept(ElementTree.fromstring(svg))
    except (ValueError, ElementTree.ParseError) as error:
        return {"error": str(error)}
    return {"svg": ElementTree.tostring(root, encoding="unicode")}


def _vega_lite(chart: dict[str, Any], theme: dict[str, Any], data: dict[str, Any]) -> str:
    return vl_convert.vegalite_to_svg({**chart, "datasets": data}, config=theme, allowed_base_urls=[])


def _vega(chart: dict[str, Any], theme: dict[str, Any], data: dict[str, Any]) -> str:
    named = [{**part, "values": data[part["name"]]} for part in chart["data"]]
    return vl_convert.vega_to_svg({**chart, "config": theme, "data": named}, allowed_base_urls=[])


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


if __name__ == "__main__":
    main()
