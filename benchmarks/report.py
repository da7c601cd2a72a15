"""Writes the report in Markdown from the figures."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from string import ascii_uppercase

from . import plot
from .goals import MEGABYTE, goals
from .markdown import table
from .rounds import Figures
from .tables import SECTIONS

NAME = "report.md"
HEAD = """# What it costs

`make bench` measured this; {runs}. [report.json](report.json) has every median. What stands beside one another \
and names the same run was measured in turns, so that a busy machine slows both alike. “10×” is the knowledge base \
with ten times as many models, publications, sentences and facts, by copies that keep how they are distributed, on the \
same taxonomy: `python -m benchmarks.growth`.
"""


def write(report: Figures, folder: Path) -> None:
    """Write the report into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text("\n".join(_lines(report)) + "\n", encoding="utf-8")


def _lines(report: Figures) -> Iterator[str]:
    parts, several = report["parts"], len(report["runs"]) > 1
    scope = "the figures are of several runs, which are [described at the end](#runs) and named by letters"
    yield HEAD.replace("{runs}", scope if several else "all figures are of [one run](#runs)")
    yield from _held_against_goals(parts)
    yield from _plotted(parts)
    for part, (title, section) in SECTIONS.items():
        if sizes := parts.get(part):
            yield f"## {title}\n"
            yield from _section(sizes, section)
    yield from _runs(report)


def _held_against_goals(parts: Figures) -> Iterator[str]:
    measured_goals = goals(parts)
    missed = sum(not goal.met for goal in measured_goals)
    yield "## Goals\n"
    yield f"{len(measured_goals) - missed} of {len(measured_goals)} are met.\n"
    verdict = {True: "met", False: "**not met**"}
    rows = [(goal.what, goal.goal, goal.measured, verdict[goal.met], _letters(goal.runs)) for goal in measured_goals]
    yield from table(("what", "goal", "measured", "", "run"), rows)
    if left_out := [part for part in SECTIONS if not parts.get(part)]:
        yield f"Not measured: {', '.join(left_out)}.\n"


def _plotted(parts: Figures) -> Iterator[str]:
    rows = list(plot.points(parts))
    if rows:
        yield f"![{plot.description(rows)}]({plot.NAME})\n"


def _section(sizes: Figures, section: Callable[[Figures], Iterator[str]]) -> Iterator[str]:
    left_out = {reason for figures in sizes.values() if (reason := figures.get("left_out"))}
    if left_out:
        yield f"Left out: {'; '.join(sorted(left_out))}.\n"
    else:
        yield from section(sizes)
        rounds = [
            f"{figures['rounds']} at {size}× (run {_letters([figures['run']])})" for size, figures in sizes.items()
        ]
        yield f"Rounds: {', '.join(rounds)}.\n"


def _letters(runs: Iterable[int]) -> str:
    """The names of runs: A, B …; of more than 26 the later ones are numbered."""
    return ", ".join(ascii_uppercase[run] if run < len(ascii_uppercase) else str(run) for run in runs)


def _runs(report: Figures) -> Iterator[str]:
    """What each run was measured on."""
    runs = report["runs"]
    yield "## Runs\n"
    names = list(dict.fromkeys(name for run in runs for name in run))
    rows = [(name, *(run.get(name, "") for run in runs)) for name in names]
    yield from table(("run", *(_letters([number]) for number in range(len(runs)))), rows)
    seconds = sum(figures["took_seconds"] for sizes in report["parts"].values() for figures in sizes.values())
    built = report["parts"].get("builds", {})
    largest = max((figures["file_bytes"] for figures in built.values()), default=0)
    largest_file = f", and the largest file had {largest / MEGABYTE:,.0f} MB" if largest else ""
    yield f"All parts together took {seconds / 60:.3g} minutes{largest_file}."
