"""Reads one CSV file of a bundle, cell by cell, against its declaration."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from operator import itemgetter
from typing import NamedTuple

from llm_kb.seeds.format import SeedColumn, SeedTable
from llm_kb.seeds.problems import Problems, suggestion
from llm_kb.seeds.rows import Cell
from llm_kb.seeds.text import lines_of

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
PATTERNS = {
    "integer": (re.compile(r"0|[1-9][0-9]{0,8}"), "write a whole number of at most nine digits"),
    "flag": (re.compile(r"[01]"), "write 0 or 1"),
    "date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "write a date as YYYY-MM-DD"),
    "sha256": (re.compile(r"[0-9a-f]{64}"), "write 64 hexadecimal digits"),
    "id": (ID, "write lower-case letters and digits joined by single dashes"),
    "name": (re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*"), "write lower-case words joined by single underscores"),
}
MATCHERS = {kind: pattern.fullmatch for kind, (pattern, _) in PATTERNS.items()}
MATCHERS |= {"text": re.compile(r"\S(.*\S)?", re.DOTALL).fullmatch, "date": re.compile("(?!)").fullmatch}
"""Fast path by kind: a match means that a value is valid; others are examined in detail."""


class Record(NamedTuple):
    """One line of a CSV file: where it stands, and its cells by column of the file."""

    file: str
    line: int
    cells: dict[str, str]


class CsvReader:
    """One CSV file of a bundle, read line by line; what is not well-formed is added to `problems`."""

    def __init__(self, text: str, file: SeedTable, version: int, problems: Problems) -> None:
        self.text = text
        self.matchers = [(column, MATCHERS.get(column.kind, MATCHERS["text"])) for column in file.columns_in(version)]
        self.file = file
        self.version = version
        self.problems = problems
        self.complete = True
        """Whether every record could be read so far."""

    def __iter__(self) -> Iterator[Record]:
        """The records of the file, but for those whose key stands above already."""
        file, header = self.file, self.file.header(self.version)
        key = itemgetter(*file.file_key)
        seen: dict[str | tuple[str, ...], int] = {}
        for line, cells in _lines(self.text, file, self.version, self.problems):
            if cells is None:
                self.complete = False
                continue
            record = Record(file.file, line, dict(zip(header, cells, strict=True)))
            for (column, matches), value in zip(self.matchers, cells, strict=True):
                if not matches(value) and (fault := _fault(column, value)):
                    self.problems.add(file.file, line, f"{column.name} {fault}")
            identity = key(record.cells)
            if identity in seen:
                words = ", ".join(f"{name} {record.cells[name]!r}" for name in file.file_key)
                message = f"{words} is already in line {seen[identity]}, keep one of them"
                self.problems.add(file.file, line, message)
                self.complete = False
                continue
            seen[identity] = line
            yield record


def _lines(text: str, file: SeedTable, version: int, problems: Problems) -> Iterator[tuple[int, list[str] | None]]:
    """The lines after the header with their cells, or with None where they cannot be read."""
    reader = csv.reader(lines_of(text), strict=True)
    line = 1
    try:
        header = next(reader, [])
        if not _header_fits(header, file, version, problems):
            yield line, None
            return
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(header):
                yield line, cells
            else:
                message = f"has {len(cells)} cells where the header has {len(header)}"
                problems.add(file.file, line, f"{message}, quote cells that contain a comma")
                yield line, None
            line = reader.line_num + 1
    except csv.Error as error:
        problems.add(file.file, line, f"is not CSV ({error}), close the quotes and double those inside a cell")
        yield line, None


def _header_fits(header: list[str], file: SeedTable, version: int, problems: Problems) -> bool:
    expected = list(file.header(version))
    if header == expected:
        return True
    later = {column.name: column.since for column in file.columns if column.in_file and column.since > version}
    for name in expected:
        if name not in header:
            problems.add(file.file, 1, f"the column {name!r} is missing, the header is {','.join(expected)}")
    for name in header:
        if name in later:
            problems.add(file.file, 1, f"the column {name!r} {came_with(later[name], 'remove it')}")
        elif name not in expected:
            problems.add(file.file, 1, f"unknown column {name!r}{suggestion(name, expected)}, remove or rename it")
    if sorted(header) == sorted(expected):
        problems.add(file.file, 1, f"the columns are in the wrong order, the header is {','.join(expected)}")
    elif set(header) == set(expected):
        problems.add(file.file, 1, f"a column occurs twice, the header is {','.join(expected)}")
    return False


def came_with(version: int, otherwise: str) -> str:
    """The end of a message about what a bundle's format does not have yet."""
    return f"came with format {version}, write 'format: {version}' in edition.yaml or {otherwise}"


def _fault(column: SeedColumn, value: str) -> str | None:
    if not value:
        return "is empty, fill it in" if column.required else None
    if value != value.strip():
        return f"{value!r} begins or ends with white space, remove it"
    return ill_formed(column.kind, value)


def ill_formed(kind: str, value: str) -> str | None:
    """The problem of a value of this kind, with the cure, or None."""
    if kind not in PATTERNS:
        return None
    pattern, cure = PATTERNS[kind]
    matches = pattern.fullmatch(value) and (kind != "date" or _is_a_day(value))
    return None if matches else f"{value!r} is not well-formed, {cure}"


def _is_a_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def cell(column: SeedColumn, value: str) -> Cell:
    """The database value of a cell: NULL for an empty one, an integer for integers and flags."""
    if not value:
        return None
    numeric = column.kind in ("integer", "flag") and PATTERNS[column.kind][0].fullmatch(value)
    return int(value) if numeric else value
