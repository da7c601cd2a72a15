"""Makes a rendered chart a stand-alone SVG document with light and dark colors."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from llm_kb.hosting.svg import render

VARIABLE = re.compile(r"var\(--(\w+)\)")
PAINT = ("fill", "stroke")


def document(root: Element, description: str) -> str:
    """A stand-alone SVG document with a description for screen readers.

    The attributes hold the light colors, which every program shows; a media query turns them into the dark ones.
    """
    svg = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            **{name: root.attrib[name] for name in ("width", "height", "viewBox")},
            "font-family": "system-ui, sans-serif",
            "role": "img",
            "aria-label": description,
        },
    )
    style = ElementTree.SubElement(svg, "style")
    ElementTree.SubElement(svg, "rect", {"width": "100%", "height": "100%", "fill": "var(--paper)"})
    svg.extend(root)
    dark = dict.fromkeys(rule for element in svg.iter() for rule in _use_light_colors(element))
    style.text = f"svg{{color-scheme:light dark}}@media (prefers-color-scheme:dark){{{''.join(sorted(dark))}}}"
    return ElementTree.tostring(svg, encoding="unicode") + "\n"


def _use_light_colors(element: Element) -> Iterator[str]:
    """Replace the CSS variables of an element by the light colors, and yield the CSS rules of the dark ones."""
    palette = render.palette()
    for name in PAINT:
        if variable := VARIABLE.fullmatch(element.get(name, "")):
            light, dark = palette[variable[1]]
            element.set(name, light)
            yield f'[{name}="{light}"]{{{name}:{dark}}}'
