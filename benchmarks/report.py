"""Writes the report in Markdown from the figures."""

from collections.abc import Callable, Iterator
from pathlib import Path

from . import plot
from .goals import MEGABYTE, goals
from .rounds import Figures
from .tables import SECTIONS, table

NAME = "report.md"
HEAD = """# What it costs

`make bench` measured this on one machine in one run; [report.json](report.json) has every median. What stands beside \
one another was measured in turns, so that a busy machine slows both alike. “10×” is the knowledge base with ten \
times as many models, publications, sentences and facts, by copies that keep how they are distributed, on the same \
taxonomy: `python -m benchmarks.growth`.
"""


def write(report: Figures, folder: Path) -> None:
    """Write the report into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text("\n".join(_lines(report)) + "\n", encoding="utf-8")


def _lines(report: Figures) -> Iterator[str]:
    parts = report["parts"]
    yield HEAD
    yield from _held_against_goals(parts)
    yield from _plotted(parts)
    for part, (title, section) in SECTIONS.items():
        if sizes := parts.get(part):
            yield f"## {title}\n"
            yield from _section(sizes, section)
    yield from _machine(report)


def _held_against_goals(parts: Figures) -> Iterator[str]:
    found = goals(parts)
    missed = sum(not goal.met for goal in found)
    yield "## Goals\n"
    yield f"{len(found) - missed} of {len(found)} are met.\n"
    verdict = {True: "met", False: "**not met**"}
    yield from table(("what", "goal", "measured", ""), [(*goal[:3], verdict[goal.met]) for goal in found])
    if left_out := [part for part in SECTIONS if not parts.get(part)]:
        yield f"Not measured in this run: {', '.join(left_out)}.\n"


def _plotted(parts: Figures) -> Iterator[str]:
    rows = list(plot.points(parts))
    if rows:
        yield f"![{plot.told(rows)}]({plot.NAME})\n"


def _section(sizes: Figures, section: Callable[[Figures], Iterator[str]]) -> Iterator[str]:
    left_out = {reason for found in sizes.values() if (reason := found.get("left_out"))}
    if left_out:
        yield f"Left out: {'; '.join(sorted(left_out))}.\n"
    else:
        yield from section(sizes)
        rounds = ", ".join(f"{found['rounds']} at {size}×" for size, found in sizes.items())
        yield f"Rounds: {rounds}.\n"


def _machine(report: Figures) -> Iterator[str]:
    yield "## Machine\n"
    yield from table(("", ""), list(report["machine"].items()))
    took = sum(found["took_seconds"] for sizes in report["parts"].values() for found in sizes.values())
    built = report["parts"].get("builds", {})
    largest = max((found["file_bytes"] for found in built.values()), default=0)
    told = f", and the largest file had {largest / MEGABYTE:,.0f} MB" if largest else ""
    yield f"All parts together took {took / 60:.3g} minutes{told}."
