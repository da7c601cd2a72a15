"""Converts the records of a bundle's CSV files to database rows, with computed ids and ordinals."""

import re
from collections import Counter
from collections.abc import Callable, Iterable

from llm_kb.seeds.csv_reader import LOCATOR, Record, cell
from llm_kb.seeds.format import COLUMNS, SeedColumn, SeedTable
from llm_kb.seeds.problems import Problems
from llm_kb.seeds.rows import Cell, StagingRows, Values

RANGES = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(;[0-9]{1,9}-[0-9]{1,9})*")
VERBATIM_KINDS = frozenset({"id", "text", "date", "sha256", "reference"})
"""Kinds of cells that are stored verbatim."""


def section_id(source: str, section: str) -> str:
    """Id of a section: `paper`, `4.2` gives `paper-4-2`."""
    return f"{source}-{section.replace('.', '-')}"


def passage_id(source: str, locator: str) -> str:
    """Id of a passage: `paper`, `4.2/3/4` gives `paper-4-2-3-4`."""
    section, paragraph, sentence = locator.split("/")
    return f"{section_id(source, section)}-{paragraph}-{sentence}"


def add_table(records: Iterable[Record], file: SeedTable, source: str, rows: StagingRows, problems: Problems) -> None:
    """Add a file's records as rows; `source` owns locators without a source."""
    finish = FINISHERS.get(file.name)
    places = _places(file, rows)
    columns = file.columns_in(rows.version)
    plain = [(column.table_column, column.name) for column in columns if column.kind in VERBATIM_KINDS]
    others = [(column.table_column, column) for column in columns if column.kind not in VERBATIM_KINDS]
    for record in records:
        owner = record.cells.get("source_id")
        places[owner] += 1
        values: Values = {target: record.cells[name] or None for target, name in plain}
        for target, column in others:
            values[target] = _value(column, record, source)
        if finish:
            finish(values, places[owner], record, rows, problems)
        rows.add(file.name, values, record.file, record.line)


def _places(file: SeedTable, rows: StagingRows) -> Counter[str | None]:
    """The number of rows that a table already has, by source where it has sources."""
    owner = "source_id" if "source_id" in COLUMNS[file.name] else "NULL"
    return Counter(dict(rows.query(f"SELECT {owner}, count(*) FROM {file.name} GROUP BY 1").fetchall()))


def _value(column: SeedColumn, record: Record, source: str) -> Cell:
    value = record.cells[column.name]
    if column.kind == "locator":
        return passage_id(record.cells.get("source_id", source), value) if LOCATOR.fullmatch(value) else None
    return cell(column, value)


Finisher = Callable[[Values, int, Record, StagingRows, Problems], None]


def _ordinal(values: Values, number: int, record: Record, rows: StagingRows, problems: Problems) -> None:
    values["ordinal"] = number


def _section(values: Values, number: int, record: Record, rows: StagingRows, problems: Problems) -> None:
    values["id"] = section_id(record.cells["source_id"], record.cells["name"])
    values["ordinal"] = number


def _passage(values: Values, number: int, record: Record, rows: StagingRows, problems: Problems) -> None:
    at, source = record.cells["at"], record.cells["source_id"]
    if not LOCATOR.fullmatch(at):
        message = f"at {at!r} is not well-formed, write section/paragraph/sentence, such as 4.2/3/4"
        problems.add(record.file, record.line, message)
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
        passage_range: Values = {
            "passage_id": identity,
            "ordinal": ordinal,
            "start_character": start,
            "end_character": end,
        }
        rows.add("passage_ranges", passage_range, record.file, record.line)


def _citation(values: Values, number: int, record: Record, rows: StagingRows, problems: Problems) -> None:
    values["id"] = f"{values['passage_id']}--{record.cells['position']}"


def _marker(values: Values, number: int, record: Record, rows: StagingRows, problems: Problems) -> None:
    place = (values["passage_id"], values["model_id"])
    count = rows.query("SELECT count(*) FROM prompt_markers WHERE passage_id IS ? AND model_id = ?", *place)
    values["ordinal"] = count.fetchone()[0] + 1
    values["id"] = f"{values['passage_id']}--{values['model_id']}--{values['ordinal']}"


def _change(values: Values, number: int, record: Record, rows: StagingRows, problems: Problems) -> None:
    count = rows.query("SELECT count(*) FROM claim_changes WHERE bundle = ?", rows.bundle)
    values |= {"id": f"{rows.edition}--{count.fetchone()[0] + 1}", "edition_id": rows.edition}


FINISHERS: dict[str, Finisher] = {
    "sections": _section,
    "passages": _passage,
    "citations": _citation,
    "institutions": _ordinal,
    "techniques": _ordinal,
    "errata": _ordinal,
    "prompt_markers": _marker,
    "claim_changes": _change,
}
