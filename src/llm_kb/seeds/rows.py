"""Turns the records of a bundle's CSV files into rows of the database's tables, with the ids that are computed."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from llm_kb.seeds.format import Column, CsvFile
from llm_kb.seeds.problems import Problems
from llm_kb.seeds.tables import LOCATOR, Cell, Record, cell

Values = dict[str, Cell]
RANGES = re.compile(r"[0-9]+-[0-9]+(;[0-9]+-[0-9]+)*")


@dataclass(frozen=True)
class Row:
    """One row for a table, and the line of the bundle that it comes from."""

    table: str
    values: Values
    file: str
    line: int


@dataclass
class Rows:
    """The rows of a bundle by table, in the order in which they were read."""

    earlier: Mapping[str, list[Values]] = field(default_factory=dict)
    """The rows of the bundles that this one builds on."""
    by_table: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    partial: set[str] = field(default_factory=set)
    """Tables of which not every row could be read, so that an id may be missing there without being unknown."""

    def add(self, table: str, values: Values, file: str, line: int) -> None:
        """Append a row to a table."""
        self.by_table[table].append(Row(table, values, file, line))

    def values(self, table: str) -> list[Values]:
        """All rows of a table, those of earlier bundles first."""
        return [*self.earlier.get(table, ()), *(row.values for row in self.by_table[table])]


def section_id(source: str, section: str) -> str:
    """Id of a section: `paper`, `4.2` gives `paper-4-2`."""
    return f"{source}-{section.replace('.', '-')}"


def passage_id(source: str, locator: str) -> str:
    """Id of a passage: `paper`, `4.2/3/4` gives `paper-4-2-3-4`."""
    section, paragraph, sentence = locator.split("/")
    return f"{section_id(source, section)}-{paragraph}-{sentence}"


def add_table(records: list[Record], file: CsvFile, source: str, rows: Rows, problems: Problems) -> None:
    """Add a file's records as rows; `source` owns locators without a source."""
    finish = FINISHERS.get(file.table)
    places = Counter(values.get("source_id") for values in rows.values(file.table))
    for record in records:
        owner = record.cells.get("source_id")
        places[owner] += 1
        values: Values = {c.table_column: _value(c, record, source) for c in file.columns}
        if finish:
            finish(values, places[owner], record, rows, problems)
        rows.add(file.table, values, record.file, record.line)


def _value(column: Column, record: Record, source: str) -> Cell:
    value = record.cells[column.name]
    if column.kind == "locator":
        return passage_id(record.cells.get("source_id", source), value) if LOCATOR.fullmatch(value) else None
    return cell(column, value)


Finisher = Callable[[Values, int, Record, Rows, Problems], None]


def _ordinal(values: Values, number: int, record: Record, rows: Rows, problems: Problems) -> None:
    values["ordinal"] = number


def _section(values: Values, number: int, record: Record, rows: Rows, problems: Problems) -> None:
    values["id"] = section_id(record.cells["source_id"], record.cells["name"])
    values["ordinal"] = number


def _passage(values: Values, number: int, record: Record, rows: Rows, problems: Problems) -> None:
    at, source = record.cells["at"], record.cells["source_id"]
    del values["at"], values["ranges"]
    if not LOCATOR.fullmatch(at):
        told = f"at {at!r} is not well-formed, write section/paragraph/sentence, such as 4.2/3/4"
        problems.add(record.file, record.line, told)
        return
    section, paragraph, sentence = at.split("/")
    identity = passage_id(source, at)
    values |= {
        "id": identity,
        "section_id": section_id(source, section),
        "paragraph": int(paragraph),
        "sentence": int(sentence),
        "ordinal": number,
    }
    ranges = record.cells["ranges"]
    if not RANGES.fullmatch(ranges):
        problems.add(
            record.file, record.line, f"ranges {ranges!r} are not well-formed, write positions as 447-512;515-530"
        )
        return
    for ordinal, pair in enumerate(ranges.split(";"), 1):
        start, end = map(int, pair.split("-"))
        if start >= end:
            problems.add(record.file, record.line, f"range {pair!r} is empty, its end must be greater than its start")
        stretch: Values = {
            "passage_id": identity,
            "ordinal": ordinal,
            "start_character": start,
            "end_character": end,
        }
        rows.add("passage_ranges", stretch, record.file, record.line)


def _citation(values: Values, number: int, record: Record, rows: Rows, problems: Problems) -> None:
    values["id"] = f"{values['passage_id']}--{record.cells['position']}"
    del values["source_id"]


def _marker(values: Values, number: int, record: Record, rows: Rows, problems: Problems) -> None:
    beside = [v for v in rows.values("prompt_markers") if _same_place(v, values)]
    values["ordinal"] = len(beside) + 1
    values["id"] = f"{values['passage_id']}--{values['model_id']}--{values['ordinal']}"
    del values["source_id"]


def _same_place(one: Values, other: Values) -> bool:
    return (one["passage_id"], one["model_id"]) == (other["passage_id"], other["model_id"])


FINISHERS: dict[str, Finisher] = {
    "sections": _section,
    "passages": _passage,
    "citations": _citation,
    "institutions": _ordinal,
    "techniques": _ordinal,
    "errata": _ordinal,
    "prompt_markers": _marker,
}
