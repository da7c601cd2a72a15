"""Converts the records of a bundle's CSV files to database rows, with computed ids and ordinals."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from llm_kb.seeds.csv_reader import Record, cell
from llm_kb.seeds.format import COLUMNS, SeedTable
from llm_kb.seeds.locators import Locators, page_of, passage_id, ranges_of, section_id
from llm_kb.seeds.problems import Problems
from llm_kb.seeds.rows import Cell, StagingRows, Values

VERBATIM_KINDS = frozenset({"id", "name", "text", "date", "sha256", "reference"})
"""Kinds of cells that are stored verbatim."""


def add_table(records: Iterable[Record], file: SeedTable, source: str, rows: StagingRows, problems: Problems) -> None:
    """Add a file's records as rows; `source` owns locators without a source."""
    finish = FINISHERS.get(file.name)
    places = _places(file, rows)
    columns = file.columns_in(rows.version)
    plain = [(column.table_column, column.name) for column in columns if column.kind in VERBATIM_KINDS]
    others = [(column.table_column, column) for column in columns if column.kind not in VERBATIM_KINDS]
    locators = Locators(rows)
    for record in records:
        owner = record.cells.get("source_id")
        places[owner] += 1
        values: Values = {target: record.cells[name] or None for target, name in plain}
        for target, column in others:
            if column.kind == "locator":
                values[target] = _passage_of(column.name, record, owner or source, locators, problems)
            else:
                values[target] = cell(column, record.cells[column.name])
        if file.name == "passages":
            values["id"] = _passage_of("at", record, str(owner), locators, problems)
        if finish:
            finish(values, places[owner], record, rows, problems)
        rows.add(file.name, values, record.file, record.line)


def _places(file: SeedTable, rows: StagingRows) -> Counter[str | None]:
    """The number of rows that a table already has, by source where it has sources."""
    owner = "source_id" if "source_id" in COLUMNS[file.name] else "NULL"
    return Counter(dict(rows.query(f"SELECT {owner}, count(*) FROM {file.name} GROUP BY 1").fetchall()))


def _passage_of(column: str, record: Record, source: str, locators: Locators, problems: Problems) -> Cell:
    """The id of the passage that a locator names."""
    value = record.cells[column]
    if fault := locators.fault(source, value) if value else None:
        problems.add(record.file, record.line, f"{column} {fault}")
    return None if fault or not value else passage_id(source, value)


Finisher = Callable[[Values, int, Record, StagingRows, Problems], None]


def _ordinal(values: Values, number: int, record: Record, rows: StagingRows, problems: Problems) -> None:
    values["ordinal"] = number


def _section(values: Values, number: int, record: Record, rows: StagingRows, problems: Problems) -> None:
    values["id"] = section_id(record.cells["source_id"], record.cells["name"])
    values["ordinal"] = number


def _passage(values: Values, number: int, record: Record, rows: StagingRows, problems: Problems) -> None:
    at, source = record.cells["at"], record.cells["source_id"]
    if values["id"] is None:
        return
    values["ordinal"] = number
    if at.count("/") == 2:
        section, paragraph, sentence = at.split("/")
        values |= {"section_id": section_id(source, section), "paragraph": int(paragraph), "sentence": int(sentence)}
    for fault in _faults_of_place(values, at, source):
        problems.add(record.file, record.line, fault)
    _ranges(str(values["id"]), record, rows, problems)


def _faults_of_place(values: Values, at: str, source: str) -> Iterator[str]:
    """What is wrong with the locator and the page of a passage."""
    named, page = page_of(at), values.get("page")
    if "section_id" in values:
        if values.get("locator") or page is not None:
            yield f"locator and page are for sources without sections, and {source!r} has some, leave them empty"
        return
    if not values.get("locator"):
        yield "locator is empty, write the place for people, such as 'p. 12' or the heading"
    if named is not None and page is None:
        yield f"page is empty, write {named}, the page of {at!r}"
    elif named is not None and page != named:
        yield f"page {page} is not that of {at!r}, make them agree"
    elif page == 0:
        yield "page is 0, count pages from 1"


def _ranges(passage: str, record: Record, rows: StagingRows, problems: Problems) -> None:
    """Add the character ranges of a passage; it has none where no text of its source could be kept."""
    if fault := _fault_of_hash(record, rows):
        problems.add(record.file, record.line, fault)
    if not record.cells["ranges"]:
        return
    ranges = ranges_of(record.cells["ranges"])
    if ranges is None:
        message = f"ranges {record.cells['ranges']!r} are not well-formed, write positions as 447-512;515-530"
        problems.add(record.file, record.line, message)
        return
    for ordinal, (start, end) in enumerate(ranges, 1):
        if start >= end:
            pair = record.cells["ranges"].split(";")[ordinal - 1]
            problems.add(record.file, record.line, f"range {pair!r} is empty, its end must be greater than its start")
        values: Values = {"passage_id": passage, "ordinal": ordinal, "start_character": start, "end_character": end}
        rows.add("passage_ranges", values, record.file, record.line)


def _fault_of_hash(record: Record, rows: StagingRows) -> str | None:
    """The problem of a passage that lacks what its source has, or has what its source lacks."""
    source, filled = record.cells["source_id"], (record.cells["ranges"] != "", record.cells["sha256"] != "")
    is_kept = rows.query("SELECT sha256 IS NOT NULL FROM sources WHERE id = ?", source).fetchone()
    if is_kept == (1,) and not all(filled):
        return f"ranges or sha256 is empty, take both from the text of {source!r}"
    if is_kept == (0,) and any(filled) and record.cells["at"].count("/") == 1:
        return f"no text of {source!r} is kept (its sha256 is empty), leave ranges and sha256 empty"
    return None


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
    "attributes": _ordinal,
    "techniques": _ordinal,
    "errata": _ordinal,
    "prompt_markers": _marker,
    "claim_changes": _change,
}
