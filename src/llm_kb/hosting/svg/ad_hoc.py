"""Ad-hoc charts of query results as stand-alone SVG documents: the caller chooses mark and columns.

Whether a column is quantitative or categorical is inferred from its values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting.svg import render
from llm_kb.hosting.svg.columns import MAX_COLORS, ChartColumn, chart_rows, cleaned, distinct_names
from llm_kb.hosting.svg.document import document

Encoding = dict[str, Any]
Encodings = dict[str, Encoding]
Channels = Mapping[str, ChartColumn]

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
MAX_SHADES = 9
NUMBERS_OR_COUNT = "color by a column of numbers, or by nothing to count rows"
COUNT: Encoding = {"aggregate": "count", "type": "quantitative", "title": "Number of rows", "axis": {"tickMinStep": 1}}
BINNED = {"bin": {"maxbins": 20}}


@dataclass(frozen=True)
class ChartChoice:
    """The mark of a chart, and the column of each of its channels."""

    mark: str
    """bar, line, point or heat."""
    x: str
    y: str = ""
    """Empty for the row count."""
    color: str = ""
    """Empty for a single color; for a heat map the numbers that are summed in a cell, empty for the row count."""


def draw(columns: Sequence[str], rows: Sequence[Sequence[Any]], choice: ChartChoice) -> str:
    """Render a result as an SVG document.

    Of too many categories only the most frequent are drawn, and the chart says so. Raises KnowledgeBaseError for an
    unknown column or mark, for a choice that cannot be drawn, and when there are no rows.
    """
    channels, mark, encodings = _encoded(columns, rows, choice)
    data, notes = chart_rows(channels, encodings)
    if not data:
        raise _error("No row has a value in every column that is drawn", "choose other columns")
    captions = [_title(encodings), *notes]
    svg = render.of_visitors.to_svg(_specification(mark, encodings, captions), {"rows": data})
    return document(svg, ". ".join(captions))


def problem(columns: Sequence[str], rows: Sequence[Sequence[Any]], choice: ChartChoice) -> str:
    """Why a choice cannot be drawn; empty where it can be."""
    try:
        _encoded(columns, rows, choice)
    except KnowledgeBaseError as error:
        return str(error)
    return ""


def _encoded(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], choice: ChartChoice
) -> tuple[dict[str, ChartColumn], Encoding, Encodings]:
    if choice.mark not in MARKS:
        raise KnowledgeBaseError(f"There is no mark {choice.mark!r}: choose one of {', '.join(MARKS)}.")
    if not rows:
        raise KnowledgeBaseError("There are no rows to draw: change the filters.")
    channels = _channels(columns, rows, choice)
    mark, encodings = MARKS[choice.mark](channels)
    return channels, mark, encodings


def _specification(mark: Encoding, encodings: Encodings, captions: Sequence[str]) -> render.Specification:
    return {
        "$schema": SCHEMA,
        "title": {"text": captions[0], "subtitle": captions[1:], "anchor": "start", "offset": 14},
        "data": {"name": "rows"},
        "mark": mark,
        "encoding": encodings,
        "width": {"step": 36 if mark["type"] in {"bar", "rect"} else 120} if _is_stepped(encodings["x"]) else 520,
        "height": {"step": 26} if _is_stepped(encodings["y"]) else 320,
    }


def _channels(columns: Sequence[str], rows: Sequence[Sequence[Any]], choice: ChartChoice) -> dict[str, ChartColumn]:
    channels = {}
    for channel in ("x", "y", "color"):
        name = getattr(choice, channel)
        if name in columns:
            position = columns.index(name)
            channels[channel] = ChartColumn(channel, cleaned(name), [row[position] for row in rows])
        elif name or channel == "x":
            message = f"There is no column {name!r}" if name else "Nothing is chosen for x"
            raise KnowledgeBaseError(f"{message}: choose one of {', '.join(columns)}.")
    return channels


def _is_stepped(encoding: Encoding) -> bool:
    return encoding["type"] in {"nominal", "ordinal"}


def _title(encodings: Encodings) -> str:
    measure = next((name for name, encoding in encodings.items() if "aggregate" in encoding), "y")
    others = [encoding["title"] for name, encoding in encodings.items() if name != measure]
    return f"{encodings[measure]['title']} by {' and '.join(others)}"


def _bar(channels: Channels) -> tuple[Encoding, Encodings]:
    """Horizontal bars for categories, vertical ones for numbers; a column of many numbers alone becomes a histogram."""
    x, y = channels["x"], channels.get("y")
    if y is None:
        groups, length = _discrete(x), COUNT
    elif y.is_number and x.is_discrete:
        groups, length = x.categorical, _summed(y, channels)
    elif x.is_number and y.is_discrete:
        groups, length = y.categorical, _summed(x, channels)
    else:
        raise _error("A bar chart needs numbers and names", "choose a column of numbers and one of names")
    if groups["type"] == "nominal":
        positions: Encodings = {"x": length, "y": groups | {"sort": "-x"}}
    else:
        positions = {"x": _on_x_axis(groups), "y": length}
    return {"type": "bar", "color": "var(--accent)"}, positions | _color(channels)


def _line(channels: Channels) -> tuple[Encoding, Encodings]:
    x, y = channels["x"], channels.get("y")
    if y and not y.is_number:
        raise _error(
            f"A line chart needs numbers, and {y.name!r} contains names", "choose another column for y, or none"
        )
    along = _on_x_axis(x.position)
    mark = {"type": "line", "color": "var(--accent)", "point": True, "strokeWidth": 2}
    return mark, {"x": along, "y": _summed(y, channels) if y else COUNT} | _color(channels)


def _point(channels: Channels) -> tuple[Encoding, Encodings]:
    positions = {name: column.position for name, column in channels.items() if name != "color"}
    positions["x"] = _on_x_axis(positions["x"])
    mark = {"type": "circle", "color": "var(--accent)", "size": 70, "opacity": 0.75}
    return mark, {"y": COUNT} | positions | _color(channels, shaded=True)


def _heat(channels: Channels) -> tuple[Encoding, Encodings]:
    x, y, color = channels["x"], channels.get("y"), channels.get("color")
    if y is None:
        raise _error("A heat map needs two axes", "choose a column for y")
    if color and not color.is_number:
        raise _error(f"The cells of a heat map sum up numbers, and {color.name!r} contains names", NUMBERS_OR_COUNT)
    mark = {"type": "rect", "fill": "var(--accent)", "stroke": "var(--paper)", "strokeWidth": 1}
    sides = {"x": _on_x_axis(_discrete(x)), "y": _discrete(y)}
    return mark, sides | {"opacity": _by_opacity(_summed(color, channels) if color else COUNT)}


MARKS: Mapping[str, Callable[[Channels], tuple[Encoding, Encodings]]] = {
    "bar": _bar,
    "line": _line,
    "point": _point,
    "heat": _heat,
}
"""For each mark the function that makes its Vega-Lite mark and encodings."""


def _discrete(column: ChartColumn) -> Encoding:
    """Each distinct value, or bins where there are many numbers."""
    return column.categorical if column.is_discrete else column.quantitative | BINNED


def _on_x_axis(encoding: Encoding) -> Encoding:
    """An encoding for the x axis, with slanted labels of categories."""
    axes: dict[str, Encoding] = {"nominal": {"labelAngle": -50}, "ordinal": {"labelAngle": 0, "labelOverlap": True}}
    return {**encoding, "axis": axes.get(encoding["type"], encoding["axis"])}


def _by_opacity(encoding: Encoding) -> Encoding:
    """An encoding by opacity."""
    rest = {name: value for name, value in encoding.items() if name != "axis"}
    return {**rest, "scale": {"range": [0.15, 1]}, "legend": {"symbolType": "square"}}


def _summed(column: ChartColumn, channels: Channels) -> dict[str, Any]:
    """Numbers, summed where several rows share all other channels."""
    others = [other.values for other in channels.values() if other is not column]
    positions = list(zip(*others, strict=True))
    title = column.name if len(set(positions)) == len(positions) else f"Sum of {column.name}"
    return column.quantitative | {"aggregate": "sum", "title": title}


def _color(channels: Channels, *, shaded: bool = False) -> Encodings:
    color = channels.get("color")
    if color is None:
        return {}
    if not color.is_number or (color.is_discrete and len(set(color.values)) <= MAX_SHADES):
        return {"color": {"field": "color", "type": "nominal", "title": color.name, **_own_colors(color)}}
    if not shaded:
        message = f"Colors distinguish names, and {color.name!r} contains more than {MAX_SHADES} numbers"
        raise _error(message, "choose another column, or points")
    return {"opacity": _by_opacity(color.quantitative)}


def _own_colors(column: ChartColumn) -> Encoding:
    """The scale of a column with values that have colors of their own, which no other value gets."""
    names = distinct_names(column)
    own = [name for name in render.categories() if name in names]
    if not own or len(names) > MAX_COLORS:
        return {}
    others = [name for name in names if name not in own]
    colors = [*own, *(f"c{number}" for number, _ in enumerate(others, 1))]
    return {"scale": {"domain": [*own, *others], "range": [f"var(--{color})" for color in colors]}}


def _error(message: str, cure: str) -> KnowledgeBaseError:
    return KnowledgeBaseError(f"{message}: {cure}.")
