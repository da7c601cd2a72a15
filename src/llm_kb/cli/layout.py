"""Terminal layout: headings, paragraphs and tables wrapped to the terminal width, unwrapped in a pipe."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence

import click
from tabulate import tabulate

INDENT = "  "
COLUMN_GAP = "  "
"""The gap between two columns."""

MIN_WIDTH = 40


def width() -> int | None:
    """The width of the terminal in characters; None where standard output is no terminal."""
    return (
        max(MIN_WIDTH, shutil.get_terminal_size().columns) if sys.stdout is not None and sys.stdout.isatty() else None
    )


def heading(text: str) -> str:
    """A heading, which stands out on a terminal."""
    return click.style(paragraph(text), bold=True)


def paragraph(text: str, indent: str = "", hanging: str = "") -> str:
    """A text wrapped to the terminal width with `indent` on all lines, and `hanging` on all but the first."""
    if (columns := width()) is None:
        return indent + text
    return textwrap.fill(
        text, columns, initial_indent=indent, subsequent_indent=indent + hanging, break_on_hyphens=False
    )


def part(title: str, content: str) -> Iterator[str]:
    """A part of a card: a blank line, its heading and its content; nothing where there is no content."""
    if content:
        yield f"\n{heading(title)}\n{content}"


def table(rows: Iterable[Sequence[str]], headers: Sequence[str] = (), indent: str = "") -> str:
    """Rows in aligned columns; where the terminal is narrow the widest columns are wrapped."""
    lines = [list(row) for row in (headers, *rows) if row]
    if (available := width()) is not None:
        limits = _column_widths(lines, available - len(indent))
        lines = [[_wrapped(cell, limit) for cell, limit in zip(line, limits, strict=True)] for line in lines]
    if headers:
        widths = [max(len(part) for cell in cells for part in cell.split("\n")) for cells in zip(*lines, strict=True)]
        lines.insert(1, ["-" * column_width for column_width in widths])
    text = tabulate(lines, tablefmt="plain", disable_numparse=True, preserve_whitespace=True)
    return "\n".join((indent + line).rstrip() for line in text.splitlines())


def _column_widths(lines: Sequence[Sequence[str]], available: int) -> list[int]:
    """The width of each column: the widest shrink until the lines fit, below their longest word only if they must."""
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    words = [max(map(_longest_word, cells)) for cells in zip(*lines, strict=True)]
    available_for_cells = available - len(COLUMN_GAP) * (len(widths) - 1)
    for minimum in (words, [1] * len(widths)):
        while sum(widths) > available_for_cells and (
            shrinkable := [n for n, width in enumerate(widths) if width > minimum[n]]
        ):
            widths[max(shrinkable, key=widths.__getitem__)] -= 1
    return widths


def _longest_word(cell: str) -> int:
    """The length of the longest unbreakable part of a cell, plus its indentation."""
    indent = len(cell) - len(cell.lstrip())
    return indent + max(map(len, re.findall(r"[^\s-]+-?", cell)), default=0)


def _wrapped(cell: str, limit: int) -> str:
    """A cell wrapped to the limit, keeping its indentation."""
    indent = cell[: len(cell) - len(cell.lstrip())]
    return textwrap.fill(cell, max(limit, len(indent) + 1), subsequent_indent=indent)
