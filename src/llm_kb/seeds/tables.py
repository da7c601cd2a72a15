"""Reads one CSV file of a bundle, cell by cell, against its declaration."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from llm_kb.seeds.format import Column, CsvFile
from llm_kb.seeds.problems import Problems, suggestion

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LOCATOR = re.compile(r"[a-z0-9.-]+/[1-9][0-9]*/[1-9][0-9]*")
PATTERNS = {
    "integer": (re.compile(r"0|[1-9][0-9]*"), "write a whole number"),
    "flag": (re.compile(r"[01]"), "write 0 or 1"),
    "date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "write a date as YYYY-MM-DD"),
    "sha256": (re.compile(r"[0-9a-f]{64}"), "write 64 hexadecimal digits"),
    "id": (ID, "write lower-case letters and digits joined by single dashes"),
    "locator": (LOCATOR, "write section/paragraph/sentence, such as 4.2/3/4"),
}

Cell = str | int | float | None


@dataclass(frozen=True)
class Record:
    """One line of a CSV file: where it stands, and its cells by column of the file."""

    file: str
    line: int
    cells: dict[str, str]


def read_table(text: str, file: CsvFile, problems: Problems) -> tuple[list[Record], bool]:
    """The records of a CSV file, and whether these are all; what is not well-formed is added to `problems`."""
    records: list[Record] = []
    seen: dict[tuple[str, ...], int] = {}
    complete = True
    for line, cells in _lines(text, file, problems):
        if cells is None:
            complete = False
            continue
        record = Record(file.name, line, dict(zip(file.header, cells, strict=True)))
        _check_cells(record, file, problems)
        identity = tuple(record.cells[name] for name in file.key)
        if identity in seen:
            words = ", ".join(f"{name} {value!r}" for name, value in zip(file.key, identity, strict=True))
            problems.add(file.name, line, f"{words} stands already in line {seen[identity]}, keep one of them")
            complete = False
            continue
        seen[identity] = line
        records.append(record)
    return records, complete


def _lines(text: str, file: CsvFile, problems: Problems) -> Iterator[tuple[int, list[str] | None]]:
    """The lines after the header with their cells, or with None where they cannot be read."""
    reader = csv.reader(io.StringIO(text), strict=True)
    line = 1
    try:
        header = next(reader, [])
        if not _header_fits(header, file, problems):
            yield line, None
            return
        line = reader.line_num + 1
        for cells in reader:
            if len(cells) == len(header):
                yield line, cells
            else:
                told = f"has {len(cells)} cells where the header has {len(header)}"
                problems.add(file.name, line, f"{told}, quote cells that hold a comma")
                yield line, None
            line = reader.line_num + 1
    except csv.Error as error:
        problems.add(file.name, line, f"is not CSV ({error}), close the quotes and double those inside a cell")
        yield line, None


def _header_fits(header: list[str], file: CsvFile, problems: Problems) -> bool:
    expected = list(file.header)
    if header == expected:
        return True
    for name in expected:
        if name not in header:
            problems.add(file.name, 1, f"the column {name!r} is missing, the header is {','.join(expected)}")
    for name in header:
        if name not in expected:
            problems.add(file.name, 1, f"unknown column {name!r}{suggestion(name, expected)}, remove or rename it")
    if sorted(header) == sorted(expected):
        problems.add(file.name, 1, f"the columns stand in another order, the header is {','.join(expected)}")
    elif set(header) == set(expected):
        problems.add(file.name, 1, f"a column stands twice, the header is {','.join(expected)}")
    return False


def _check_cells(record: Record, file: CsvFile, problems: Problems) -> None:
    for column in file.columns:
        value = record.cells[column.name]
        if fault := _fault(column, value):
            problems.add(record.file, record.line, f"{column.name} {fault}")


def _fault(column: Column, value: str) -> str | None:
    if not value:
        return "is empty, fill it in" if column.required else None
    if value != value.strip():
        return f"{value!r} begins or ends with white space, remove it"
    return ill_formed(column.kind, value)


def ill_formed(kind: str, value: str) -> str | None:
    """What is wrong with a value of a kind, and the cure, or None."""
    if kind not in PATTERNS:
        return None
    pattern, cure = PATTERNS[kind]
    fits = pattern.fullmatch(value) and (kind != "date" or _is_a_day(value))
    return None if fits else f"{value!r} is not well-formed, {cure}"


def _is_a_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def cell(column: Column, value: str) -> Cell:
    """The value of a cell as the database keeps it: NULL for an empty one, a number for integers and flags."""
    if not value:
        return None
    numeric = column.kind in ("integer", "flag") and PATTERNS[column.kind][0].fullmatch(value)
    return int(value) if numeric else value
