"""Makes a drawing a document of its own, which brings its light and dark colours along."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from llm_kb.hosting.svg import render

VARIABLE = re.compile(r"var\(--(\w+)\)")
PAINT = ("fill", "stroke")


def document(root: Element, told: str) -> str:
    """An SVG document of a drawing and the words that tell it.

    The attributes hold the light colours, so that every program shows them; a style turns them into the dark ones where
    these are preferred.
    """
    drawing = Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            **{name: root.attrib[name] for name in ("width", "height", "viewBox")},
            "font-family": "system-ui, sans-serif",
            "role": "img",
            "aria-label": told,
        },
    )
    style = ElementTree.SubElement(drawing, "style")
    ElementTree.SubElement(drawing, "rect", {"width": "100%", "height": "100%", "fill": "var(--paper)"})
    drawing.extend(root)
    dark = dict.fromkeys(rule for element in drawing.iter() for rule in _in_light_colours(element))
    style.text = f"svg{{color-scheme:light dark}}@media (prefers-color-scheme:dark){{{''.join(sorted(dark))}}}"
    return ElementTree.tostring(drawing, encoding="unicode") + "\n"


def _in_light_colours(element: Element) -> Iterator[str]:
    """Write the light colours in place of the variables of an element, and give the rules that make them dark."""
    palette = render.palette()
    for name in PAINT:
        if variable := VARIABLE.fullmatch(element.get(name, "")):
            light, dark = palette[variable[1]]
            element.set(name, light)
            yield f'[{name}="{light}"]{{{name}:{dark}}}'
