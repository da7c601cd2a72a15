"""Draws what builds and pages cost over the size, in the look of the site's charts."""

import json
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from llm_kb.hosting.svg import render
from llm_kb.hosting.svg.document import document

from .pages import THREE_FACETS
from .rounds import Figures

NAME = "cost.svg"
SPECIFICATION = Path(__file__).with_name("cost.json")
TITLE = "What builds and pages cost as the knowledge base grows"


def write(report: Figures, folder: Path) -> None:
    """Draw what has been measured into the folder, if anything that is drawn has been."""
    rows = list(points(report["parts"]))
    if rows:
        chart = json.loads(SPECIFICATION.read_text(encoding="utf-8"))
        folder.mkdir(parents=True, exist_ok=True)
        (folder / NAME).write_text(
            document(render.of_pages.to_svg(chart, {"rows": rows}), description(rows)), encoding="utf-8"
        )


def points(parts: Figures) -> Iterator[dict[str, Any]]:
    """Every point of the plot."""
    for size, figures in parts.get("builds", {}).items():
        for line, side in (("build", "ours"), ("bare sqlite3, the same file", "bare")):
            yield _point("Builds", line, size, figures[side]["seconds"] * 1000)
    for size, figures in parts.get("pages", {}).items():
        pages = figures["pages"]
        costs = [page["ms"] for page in pages.values() if page["kind"] != "search"]
        searches = [page["ms"] for page in pages.values() if page["kind"] == "search"]
        yield _point("Pages made anew", "slowest page", size, max(costs))
        yield _point("Pages made anew", "median of all pages", size, median(costs))
        yield _point("Pages made anew", "slowest search", size, max(searches))
    for size, figures in parts.get("stock", {}).items():
        page = next(page_figures for page_figures in figures["pages"].values() if page_figures["path"] == THREE_FACETS)
        yield _point("Pages made anew", "three facets", size, page["ours"]["ms"])
        yield _point("Pages made anew", "three facets, Datasette out of the box", size, page["datasette"]["ms"])


def _point(panel: str, line: str, size: str, ms: float) -> dict[str, Any]:
    duration = f"{ms:,.0f} ms" if ms < 1000 else f"{ms / 1000:,.1f} s"
    return {"panel": panel, "line": line, "times": int(size), "ms": ms, "told": f"{line}, {size}×: {duration}"}


def description(rows: list[dict[str, Any]]) -> str:
    """The description of the plot, its alternative text."""
    return f"{TITLE}. " + "; ".join(row["told"] for row in rows) + "."
