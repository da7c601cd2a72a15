"""Texts for people at a terminal: headings, paragraphs and lists as wide as the terminal, and plain in a pipe."""

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence

import click
from tabulate import tabulate

INDENT = "  "
GAP = "  "
"""What stands between two columns."""

NARROWEST = 40


def width() -> int | None:
    """The number of characters of a line on the terminal; None where standard output is none."""
    return max(NARROWEST, shutil.get_terminal_size().columns) if sys.stdout.isatty() else None


def heading(text: str) -> str:
    """A heading, which stands out on a terminal."""
    return click.style(paragraph(text), bold=True)


def paragraph(text: str, indent: str = "", hanging: str = "") -> str:
    """A text with line breaks that fit the terminal, all its lines indented, further ones also by `hanging`."""
    if (columns := width()) is None:
        return indent + text
    return textwrap.fill(
        text, columns, initial_indent=indent, subsequent_indent=indent + hanging, break_on_hyphens=False
    )


def table(rows: Iterable[Sequence[str]], headers: Sequence[str] = (), indent: str = "") -> str:
    """Rows of cells in aligned columns; the widest columns give way where the terminal is narrow."""
    lines = [list(row) for row in (headers, *rows) if row]
    if (available := width()) is not None:
        limits = _limits(lines, available - len(indent))
        lines = [[_wrapped(cell, limit) for cell, limit in zip(line, limits, strict=True)] for line in lines]
    if headers:
        widths = [max(len(part) for cell in cells for part in cell.split("\n")) for cells in zip(*lines, strict=True)]
        lines.insert(1, ["-" * each for each in widths])
    told = tabulate(lines, tablefmt="plain", disable_numparse=True, preserve_whitespace=True)
    return "\n".join((indent + line).rstrip() for line in told.splitlines())


def _limits(lines: Sequence[Sequence[str]], available: int) -> list[int]:
    """The most characters of each column: the widest are cut until the lines fit, within words only if they must."""
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    words = [max(map(_longest_word, cells)) for cells in zip(*lines, strict=True)]
    room = available - len(GAP) * (len(widths) - 1)
    for least in (words, [1] * len(widths)):
        while sum(widths) > room and (wide := [n for n, width in enumerate(widths) if width > least[n]]):
            widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _longest_word(cell: str) -> int:
    """The length of the longest part of a cell that a line break leaves whole, with the indentation before it."""
    indent = len(cell) - len(cell.lstrip())
    return indent + max(map(len, re.findall(r"[^\s-]+-?", cell)), default=0)


def _wrapped(cell: str, limit: int) -> str:
    """A cell on several lines, with the indentation of the first."""
    indent = cell[: len(cell) - len(cell.lstrip())]
    return textwrap.fill(cell, max(limit, len(indent) + 1), subsequent_indent=indent)
