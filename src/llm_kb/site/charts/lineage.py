"""Places models in layers, those that taught to the left of those that learned from them."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import igraph  # type: ignore[import-untyped]

from llm_kb.hosting.svg.render import PLACEHOLDER_ORIGIN, Datum

BOX_HEIGHT = 28
ROW_HEIGHT = 38
LETTER_WIDTH = 7.6
"""A generous width of a letter, since the page chooses the font."""
BETWEEN_LAYERS = 76
BETWEEN_FAMILIES = 14
BETWEEN_LINKS = 8
ARROW = 6
ROLES = {
    "teacher": ("teaches", "var(--c1)"),
    "data-source": ("gives data to", "var(--c2)"),
    "judge": ("judges for", "var(--c3)"),
}
"""How each role is told, and its colour, in the order of the legend."""
UNSURE = "Pale: the survey implies it or leaves it open."

Pair = tuple[str, str]
Link = tuple[str, str, str]
"""A teacher, a student and the role of the teacher."""
Place = tuple[float, float]


def data(rows: Sequence[Datum]) -> dict[str, list[dict[str, Any]]]:
    """The boxes and links of a drawing from rows of lineage, which may have a `student_url` and a `teacher_url`."""
    links = _links(rows)
    names = sorted({name for teacher, student, _ in links for name in (teacher, student)}, key=_by_size)
    boxes = _boxes(_places(names, sorted({(teacher, student) for teacher, student, _ in links})))
    for row in rows:
        for part in ("teacher", "student"):
            if row.get(f"{part}_url"):
                boxes[row[part]]["url"] = PLACEHOLDER_ORIGIN + row[f"{part}_url"]
    whole = {
        "width": max((box["x"] + box["width"] for box in boxes.values()), default=0),
        "height": max((box["y"] + box["height"] for box in boxes.values()), default=0),
        "note": "" if all(links.values()) else UNSURE,
    }
    return {
        "whole": [whole],
        "models": sorted(boxes.values(), key=lambda box: (box["y"], box["x"])),
        "links": [_line(link, is_sure, boxes, links) for link, is_sure in links.items()],
    }


def _by_size(name: str) -> list[tuple[str, float]]:
    """A key that puts 4B before 14B."""
    return [(text, float(number or 0)) for text, number in re.findall(r"(\D*)(\d+(?:\.\d+)?)?", name)]


def _links(rows: Sequence[Datum]) -> dict[Link, bool]:
    """Every teacher, student and role, with whether a sentence says so outright."""
    order = list(ROLES)
    links: dict[Link, bool] = {}
    for row in sorted(rows, key=lambda row: (row["teacher"], row["student"], order.index(row["role"]))):
        link = row["teacher"], row["student"], row["role"]
        links[link] = links.get(link, False) or row["basis"] == "explicit"
    return links


def _places(names: Sequence[str], pairs: Sequence[Pair]) -> dict[str, Place]:
    """Of each name its layer and how far down it is: one family below the other, the largest at the top."""
    number = {name: index for index, name in enumerate(names)}
    graph = igraph.Graph(len(names), [(number[one], number[other]) for one, other in pairs], directed=True)
    places: dict[str, Place] = {}
    top = 0.0
    for members in sorted(graph.connected_components(mode="weak"), key=lambda members: (-len(members), members)):
        layout = graph.induced_subgraph(members).layout_sugiyama(hgap=ROW_HEIGHT, vgap=1).coords
        highest = min(down for down, _ in layout)
        for member, (down, layer) in zip(sorted(members), layout, strict=True):
            places[names[member]] = (layer, top + down - highest)
        top += max(down for down, _ in layout) - highest + ROW_HEIGHT + BETWEEN_FAMILIES
    return places


def _boxes(places: Mapping[str, Place]) -> dict[str, dict[str, Any]]:
    """The box of each name; those of a layer stand one below the other, as wide as the longest name needs."""
    longest: dict[float, int] = {}
    for name, (layer, _) in places.items():
        longest[layer] = max(longest.get(layer, 0), len(name))
    boxes = {}
    left = 0.0
    for layer in sorted(longest):
        width = 20 + LETTER_WIDTH * longest[layer]
        for name, (own, down) in places.items():
            if own == layer:
                boxes[name] = {"name": name, "x": left, "y": down, "width": width, "height": BOX_HEIGHT, "url": None}
        left += width + BETWEEN_LAYERS
    return boxes


def _line(
    link: Link, is_sure: bool, boxes: Mapping[str, Mapping[str, Any]], links: Mapping[Link, bool]
) -> dict[str, Any]:
    teacher, student, role = link
    told_as, colour = ROLES[role]
    beside = [other for one, learner, other in links if (one, learner) == (teacher, student)]
    shift = BOX_HEIGHT / 2 + (beside.index(role) - (len(beside) - 1) / 2) * BETWEEN_LINKS
    left, start = boxes[teacher]["x"] + boxes[teacher]["width"], boxes[teacher]["y"] + shift
    right, end = boxes[student]["x"] - ARROW, boxes[student]["y"] + shift
    middle = (left + right) / 2
    return {
        "path": f"M{left:g},{start:g}C{middle:g},{start:g},{middle:g},{end:g},{right:g},{end:g}",
        "x": right,
        "y": end,
        "told_as": told_as,
        "place": list(ROLES).index(role),
        "colour": colour,
        "opacity": 1 if is_sure else 0.45,
        "told": f"{teacher} {told_as} {student}" + ("" if is_sure else " (implied or ambiguous)"),
    }
