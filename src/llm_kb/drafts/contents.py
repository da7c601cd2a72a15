"""The contents of a draft: the files of a bundle as rows of tables, and the rows as files again.

`read_bundle` and `render` are each other's inverse: rows that nobody changed give the bytes that they came from.
"""

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from llm_kb.drafts import facts
from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds.bundle import FACTS, files_of
from llm_kb.seeds.csv_reader import CsvReader
from llm_kb.seeds.edition import EDITION, read_edition
from llm_kb.seeds.format import FILES, VOCABULARIES, SeedTable
from llm_kb.seeds.problems import Problems
from llm_kb.seeds.text import lines_of, read_text

Row = Mapping[str, Any]
Contents = Mapping[str, Iterable[Row]]
"""The rows of each table of a draft, in order."""
FILE_NAME = r"(facts/)?[A-Za-z0-9_][A-Za-z0-9_.-]*"
"""What a file may be called, so that none is written outside of its bundle."""


class Piece(NamedTuple):
    """A part of a file, and the key of the row that it comes from."""

    text: str
    row: str = ""


Rendered = Mapping[str, list[Piece]]
"""The files of a bundle by name."""


def csv_tables(version: int) -> list[SeedTable]:
    """The tables that have a CSV file in bundles of a format."""
    return [table for table in (VOCABULARIES, *FILES) if table.since <= version]


def format_of(folder: Path) -> int:
    """The format of a bundle; raises SeedError where its edition.yaml does not tell it."""
    problems = Problems(folder.name)
    edition = read_edition(folder, (), problems)
    if edition is None:
        raise problems.error()
    return edition.version


def read_bundle(folder: Path, version: int) -> dict[str, list[dict[str, Any]]]:
    """The rows of a bundle, valid or not; raises SeedError where a file cannot be taken apart."""
    problems = Problems(folder.name)
    tables = {table.file: table for table in csv_tables(version)}
    contents: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for path in files_of(folder):
        name = path.relative_to(folder).as_posix()
        is_facts = bool(FACTS.fullmatch(name))
        if not re.fullmatch(FILE_NAME, name) or not (is_facts or name in tables or name == EDITION):
            problems.add(name, 1, "is not a file of a bundle of its format, rename or remove it")
        elif (text := read_text(path, name, problems)) is not None:
            if name in tables:
                _take_csv(text, tables[name], version, contents, problems)
            elif is_facts:
                _take_facts(text, name, contents, problems)
            else:
                contents["files"].append({"name": name, "list": "", "text": text})
    if problems.collected:
        raise problems.error()
    return {table: [{**row, "row_position": n} for n, row in enumerate(rows, 1)] for table, rows in contents.items()}


def _take_csv(
    text: str, table: SeedTable, version: int, contents: dict[str, list[dict[str, Any]]], problems: Problems
) -> None:
    found = Problems()
    reader = CsvReader(text, table, version, found)
    for _ in reader:
        pass
    if not reader.complete:
        problems.collected += found.collected
        return
    header = table.header(version)
    contents["files"].append({"name": table.file, "list": "", "text": ""})
    for number, (cells, written) in enumerate(_records(text)):
        if number:
            contents[table.name].append(dict(zip(header, cells, strict=True)))
        if (line := _csv_line(cells)) != written:
            contents["spellings"].append({"file": table.file, "line": line, "written": written})


def _records(text: str) -> Iterator[tuple[list[str], str]]:
    """The records of a CSV file, each with its text."""
    taken: list[str] = []

    def lines() -> Iterator[str]:
        for line in lines_of(text):
            taken.append(line)
            yield line

    for cells in csv.reader(lines(), strict=True):
        yield cells, "".join(taken)
        taken.clear()


def _csv_line(cells: Iterable[str]) -> str:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerow(cells)
    return stream.getvalue()


def _take_facts(text: str, name: str, contents: dict[str, list[dict[str, Any]]], problems: Problems) -> None:
    for each in facts.split(text, name, problems):
        contents["files"].append({"name": name, "list": each.name, "text": each.heading})
        contents["entries"] += [{"file": name, "list": each.name, "entry": item} for item in each.items]


def render(contents: Contents, version: int) -> dict[str, list[Piece]]:
    """The files of a draft; one that has neither rows nor a text is left out.

    Raises KnowledgeBaseError where a file has a name that no file of a bundle may have.
    """
    texts: dict[str, dict[str, str]] = defaultdict(dict)
    for row in contents.get("files", ()):
        texts[row["name"]][row["list"]] = row["text"]
    rendered = dict(_rendered_tables(contents, version, texts))
    rendered |= _rendered_facts(contents.get("entries", ()), texts)
    rendered |= {name: [Piece(parts[""])] for name, parts in texts.items() if name not in rendered and "" in parts}
    if strange := [name for name in rendered if not re.fullmatch(FILE_NAME, name)]:
        raise KnowledgeBaseError(f"The draft has a file {min(strange)!r}, which no bundle has: rename it there.")
    return {name: pieces for name, pieces in sorted(rendered.items()) if any(piece.text for piece in pieces)}


def _rendered_tables(contents: Contents, version: int, names: Iterable[str]) -> Iterator[tuple[str, list[Piece]]]:
    written = {(row["file"], row["line"]): row["written"] for row in contents.get("spellings", ())}
    for table in csv_tables(version):
        header = table.header(version)
        rows = [({}, dict(zip(header, header, strict=True))), *((row, row) for row in contents.get(table.name, ()))]
        if len(rows) == 1 and table.file not in names:
            continue
        lines = ((key, _csv_line(row[name] for name in header)) for key, row in rows)
        yield (
            table.file,
            [Piece(written.get((table.file, line), line), _key(key, table.file_key)) for key, line in lines],
        )


def _key(row: Row, columns: Iterable[str]) -> str:
    return " ".join(row[name] for name in columns) if row else ""


def _rendered_facts(
    entries: Iterable[Row], texts: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, list[Piece]]]:
    items: dict[str, dict[str, list[Piece]]] = {name: {} for name in texts if FACTS.fullmatch(name)}
    for row in entries:
        text = row["entry"] if row["entry"].endswith("\n") else row["entry"] + "\n"
        items.setdefault(row["file"], {}).setdefault(row["list"], []).append(Piece(text, row.get("at", "")))
    for name, lists in items.items():
        order = facts.headings(texts.get(name, {}), lists)
        yield name, [piece for key, heading in order for piece in (Piece(heading), *lists.get(key, ()))]


def text_of(pieces: Iterable[Piece]) -> str:
    """The text of a file."""
    return "".join(piece.text for piece in pieces)


def row_at(pieces: Iterable[Piece], line: int) -> str:
    """The key of the row that a line of a file, counted from 1, comes from; empty where it is of none."""
    for piece in pieces:
        line -= piece.text.count("\n")
        if line <= 0:
            return piece.row
    return ""
