"""Layered layout of the lineage graph: teachers to the left of their students."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from llm_kb.hosting.svg.render import PLACEHOLDER_ORIGIN, Datum
from llm_kb.site.charts import layers
from llm_kb.wording import role_name

BOX_HEIGHT = 28
ROW_HEIGHT = 38
CHARACTER_WIDTH = 7.6
"""Generous average width of a character, since the page chooses the font."""
BETWEEN_LAYERS = 76
MAX_BETWEEN_LAYERS = 420
BETWEEN_FAMILIES = 14
BETWEEN_LINKS = 8
ARROW = 6
WIDTH = 860
"""Width that the layers are spread over."""
COLORS = {"teacher": "var(--c1)", "data-source": "var(--c2)", "judge": "var(--c3)", "base": "var(--c4)"}
"""Color of each role, in the order of the legend."""
OTHER_COLOR = "var(--c5)"
UNSURE = "Pale: inferred or ambiguous"

NodePair = tuple[str, str]
Edge = tuple[str, str, str]
"""An edge of the graph: teacher, student and the teacher's role."""
Position = tuple[float, float]


def data(rows: Sequence[Datum]) -> dict[str, list[dict[str, Any]]]:
    """Boxes and edges of the graph from rows of lineage, which may have a `student_url` and a `teacher_url`."""
    links = _links(rows)
    names = sorted({name for teacher, student, _ in links for name in (teacher, student)}, key=_by_size)
    boxes = _boxes(_positions(names, sorted({(teacher, student) for teacher, student, _ in links})))
    for row in rows:
        for role in ("teacher", "student"):
            if row.get(f"{role}_url"):
                boxes[row[role]]["url"] = PLACEHOLDER_ORIGIN + row[f"{role}_url"]
    canvas = {
        "width": max((box["x"] + box["width"] for box in boxes.values()), default=0),
        "height": max((box["y"] + box["height"] for box in boxes.values()), default=0),
        "note": "" if all(links.values()) else UNSURE,
    }
    return {
        "whole": [canvas],
        "models": sorted(boxes.values(), key=lambda box: (box["y"], box["x"])),
        "links": [_line(link, is_sure, boxes, links) for link, is_sure in links.items()],
    }


def _by_size(name: str) -> list[tuple[str, float]]:
    """Natural sort key, which puts 4B before 14B."""
    return [(text, float(number or 0)) for text, number in re.findall(r"(\D*)(\d+(?:\.\d+)?)?", name)]


def _links(rows: Sequence[Datum]) -> dict[Edge, bool]:
    """The edges, each with whether any of its evidence is explicit."""
    links: dict[Edge, bool] = {}
    for row in sorted(rows, key=lambda row: (row["teacher"], row["student"], _place(row["role"]))):
        link = row["teacher"], row["student"], row["role"]
        links[link] = links.get(link, False) or row["basis"] == "explicit"
    return links


def _place(role: str) -> int:
    """Position of a role in the legend, in which those without a color of their own are last."""
    return list(COLORS).index(role) if role in COLORS else len(COLORS)


def _positions(names: Sequence[str], pairs: Sequence[NodePair]) -> dict[str, Position]:
    """Layer and vertical position of each name; connected components are stacked, the largest at the top."""
    positions: dict[str, Position] = {}
    top = 0.0
    for places in layers.components(names, pairs):
        positions |= {name: (layer, top + place * ROW_HEIGHT) for name, (layer, place) in places.items()}
        top += (max(place for _, place in places.values()) + 1) * ROW_HEIGHT + BETWEEN_FAMILIES
    return positions


def _boxes(positions: Mapping[str, Position]) -> dict[str, dict[str, Any]]:
    """The box of each name; all boxes of a layer are as wide as its longest name needs."""
    longest: dict[float, int] = {}
    for name, (layer, _) in positions.items():
        longest[layer] = max(longest.get(layer, 0), len(name))
    widths = {layer: 20 + CHARACTER_WIDTH * longest[layer] for layer in sorted(longest)}
    spare = (WIDTH - sum(widths.values())) / max(1, len(widths) - 1)
    between = min(max(spare, BETWEEN_LAYERS), MAX_BETWEEN_LAYERS)
    boxes = {}
    left = 0.0
    for layer, width in widths.items():
        for name, (own, down) in positions.items():
            if own == layer:
                boxes[name] = {"name": name, "x": left, "y": down, "width": width, "height": BOX_HEIGHT, "url": None}
        left += width + between
    return boxes


def _line(
    link: Edge, is_sure: bool, boxes: Mapping[str, Mapping[str, Any]], links: Mapping[Edge, bool]
) -> dict[str, Any]:
    teacher, student, role = link
    verb = role_name(role)
    parallel = [other for one, learner, other in links if (one, learner) == (teacher, student)]
    shift = BOX_HEIGHT / 2 + (parallel.index(role) - (len(parallel) - 1) / 2) * BETWEEN_LINKS
    left, start = boxes[teacher]["x"] + boxes[teacher]["width"], boxes[teacher]["y"] + shift
    right, end = boxes[student]["x"] - ARROW, boxes[student]["y"] + shift
    middle = (left + right) / 2
    return {
        "path": f"M{left:g},{start:g}C{middle:g},{start:g},{middle:g},{end:g},{right:g},{end:g}",
        "x": right,
        "y": end,
        "verb": verb,
        "place": _place(role),
        "color": COLORS.get(role, OTHER_COLOR),
        "opacity": 1 if is_sure else 0.45,
        "label": f"{student} {verb} {teacher}" + ("" if is_sure else " (inferred or ambiguous)"),
    }
