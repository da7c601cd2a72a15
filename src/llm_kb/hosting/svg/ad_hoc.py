"""Charts of any result: the caller chooses which columns are drawn, and how.

Whether a column holds numbers or names is decided by its values. A chart is an SVG document of its own.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting.svg import render
from llm_kb.hosting.svg.columns import Column, cleaned, drawn_rows
from llm_kb.hosting.svg.document import document

Encoding = dict[str, Any]
Encodings = dict[str, Encoding]
Columns = Mapping[str, Column]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
MOST_SHADES = 9
COUNT: Encoding = {"aggregate": "count", "type": "quantitative", "title": "Number of rows", "axis": {"tickMinStep": 1}}
NOT_FROM_ZERO = {"scale": {"zero": False}}
IN_RANGES = {"bin": {"maxbins": 20}}


@dataclass(frozen=True)
class Choice:
    """Which columns of a result are drawn, and how."""

    mark: str
    """bar, line, point or heat."""
    x: str
    y: str = ""
    """Empty for the number of rows."""
    colour: str = ""
    """Empty for one colour; for a heat map the numbers that are added up in a cell, empty for the number of rows."""


def draw(columns: Sequence[str], rows: Sequence[Sequence[Any]], choice: Choice) -> str:
    """The chart of a result as an SVG document.

    Of too many names the most frequent are drawn, and the chart says so. Raises KnowledgeBaseError for a column or mark
    that there is not, for a choice that cannot be drawn, and where there are no rows.
    """
    if choice.mark not in MARKS:
        raise KnowledgeBaseError(f"There is no mark {choice.mark!r}: take one of {', '.join(MARKS)}.")
    if not rows:
        raise KnowledgeBaseError("There are no rows to draw: ask for some that exist.")
    chosen = _chosen(columns, rows, choice)
    mark, encodings = MARKS[choice.mark](chosen)
    data, notes = drawn_rows(chosen, encodings)
    if not data:
        raise _refused("No row has a value in every column that is drawn", "choose other columns")
    told = [_title(encodings), *notes]
    return document(render.drawn(_specification(mark, encodings, told), {"rows": data}), ". ".join(told))


def _specification(mark: Encoding, encodings: Encodings, told: Sequence[str]) -> render.Specification:
    return {
        "$schema": SCHEMA,
        "title": {"text": told[0], "subtitle": told[1:], "anchor": "start", "offset": 14},
        "data": {"name": "rows"},
        "mark": mark,
        "encoding": encodings,
        "width": {"step": 36} if _is_stepped(encodings["x"]) else 520,
        "height": {"step": 26} if _is_stepped(encodings["y"]) else 320,
    }


def _chosen(columns: Sequence[str], rows: Sequence[Sequence[Any]], choice: Choice) -> dict[str, Column]:
    chosen = {}
    for channel in ("x", "y", "colour"):
        name = getattr(choice, channel)
        if name in columns:
            place = columns.index(name)
            chosen[channel] = Column(channel, cleaned(name), [row[place] for row in rows])
        elif name or channel == "x":
            told = f"There is no column {name!r}" if name else "Nothing is chosen for x"
            raise KnowledgeBaseError(f"{told}: take one of {', '.join(columns)}.")
    return chosen


def _is_stepped(encoding: Encoding) -> bool:
    return encoding["type"] in {"nominal", "ordinal"}


def _title(encodings: Encodings) -> str:
    told = next((name for name, encoding in encodings.items() if "aggregate" in encoding), "y")
    others = [encoding["title"] for name, encoding in encodings.items() if name != told]
    return f"{encodings[told]['title']} by {' and '.join(others)}"


def _bar(chosen: Columns) -> tuple[Encoding, Encodings]:
    """Bars of each name along the page, of each number upright; many numbers alone are counted in ranges."""
    x, y = chosen["x"], chosen.get("y")
    if y is None:
        each, length = _one_by_one(x), COUNT
    elif y.is_number and x.is_discrete:
        each, length = x.named, _added(y, chosen)
    elif x.is_number and y.is_discrete:
        each, length = y.named, _added(x, chosen)
    else:
        raise _refused("A bar needs numbers and something that has them", "choose a column of numbers and one of names")
    if each["type"] == "nominal":
        places: Encodings = {"x": length, "y": each | {"sort": "-x"}}
    else:
        places = {"x": _below(each), "y": length}
    return {"type": "bar", "color": "var(--accent)"}, places | _colour(chosen)


def _line(chosen: Columns) -> tuple[Encoding, Encodings]:
    x, y = chosen["x"], chosen.get("y")
    if y and not y.is_number:
        raise _refused(f"A line needs numbers, and {y.name!r} holds names", "choose another column for y, or none")
    along = x.measured | NOT_FROM_ZERO if x.is_number else _below(x.named)
    mark = {"type": "line", "color": "var(--accent)", "point": True, "strokeWidth": 2}
    return mark, {"x": along, "y": _added(y, chosen) if y else COUNT} | _colour(chosen)


def _point(chosen: Columns) -> tuple[Encoding, Encodings]:
    places = {
        name: column.measured | NOT_FROM_ZERO if column.is_number else column.named
        for name, column in chosen.items()
        if name != "colour"
    }
    places["x"] = _below(places["x"])
    mark = {"type": "circle", "color": "var(--accent)", "size": 70, "opacity": 0.75}
    return mark, {"y": COUNT} | places | _colour(chosen, shaded=True)


def _heat(chosen: Columns) -> tuple[Encoding, Encodings]:
    x, y, colour = chosen["x"], chosen.get("y"), chosen.get("colour")
    if y is None:
        raise _refused("A heat map has two sides", "choose a column for y")
    if colour and not colour.is_number:
        raise _refused(f"The cells of a heat map add up numbers, and {colour.name!r} holds names", "choose another")
    mark = {"type": "rect", "fill": "var(--accent)", "stroke": "var(--paper)", "strokeWidth": 1}
    sides = {"x": _below(_one_by_one(x)), "y": _one_by_one(y)}
    return mark, sides | {"opacity": _shade(_added(colour, chosen) if colour else COUNT)}


MARKS: Mapping[str, Callable[[Columns], tuple[Encoding, Encodings]]] = {
    "bar": _bar,
    "line": _line,
    "point": _point,
    "heat": _heat,
}
"""How each mark is laid out: its look, and which column goes where."""


def _one_by_one(column: Column) -> Encoding:
    """Each value, or ranges of numbers of which there are many."""
    return column.named if column.is_discrete else column.measured | IN_RANGES


def _below(encoding: Encoding) -> Encoding:
    """An encoding along the lower edge, where names are slanted so that they have room."""
    axes: dict[str, Encoding] = {"nominal": {"labelAngle": -50}, "ordinal": {"labelAngle": 0, "labelOverlap": True}}
    return {**encoding, "axis": axes.get(encoding["type"], encoding["axis"])}


def _shade(encoding: Encoding) -> Encoding:
    """An encoding that is told by how solid a mark is."""
    kept = {name: value for name, value in encoding.items() if name != "axis"}
    return {**kept, "scale": {"range": [0.15, 1]}, "legend": {"symbolType": "square"}}


def _added(column: Column, chosen: Columns) -> dict[str, Any]:
    """Numbers that are added up where several rows meet in one place."""
    others = [other.values for other in chosen.values() if other is not column]
    places = list(zip(*others, strict=True))
    title = column.name if len(set(places)) == len(places) else f"Sum of {column.name}"
    return column.measured | {"aggregate": "sum", "title": title}


def _colour(chosen: Columns, *, shaded: bool = False) -> Encodings:
    colour = chosen.get("colour")
    if colour is None:
        return {}
    if not colour.is_number or (colour.is_discrete and len(set(colour.values)) <= MOST_SHADES):
        return {"color": {"field": "colour", "type": "nominal", "title": colour.name}}
    if not shaded:
        told = f"Colours tell names apart, and {colour.name!r} holds more than {MOST_SHADES} numbers"
        raise _refused(told, "choose another column, or points")
    return {"opacity": _shade(colour.measured)}


def _refused(told: str, cure: str) -> KnowledgeBaseError:
    return KnowledgeBaseError(f"{told}: {cure}.")
