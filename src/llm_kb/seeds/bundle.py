"""A seed bundle as a whole: its files, its hash, and its rows in the order in which they can be inserted."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds import cache, references, revisions
from llm_kb.seeds.csv_reader import CsvReader, Record, came_with
from llm_kb.seeds.edition import EDITION, EditionFile, read_edition, siblings
from llm_kb.seeds.entries import FactFile, Terms
from llm_kb.seeds.fact_index import FactIndex
from llm_kb.seeds.facts import FactReader
from llm_kb.seeds.format import FACT_TABLES, FILES, TERMS, VOCABULARIES, SeedTable
from llm_kb.seeds.locators import Locators
from llm_kb.seeds.nodes import YamlReader
from llm_kb.seeds.problems import Problems, SeedError, suggestion
from llm_kb.seeds.records import add_table
from llm_kb.seeds.rows import BundleRows, StagingRows, Values
from llm_kb.seeds.text import only_comments, read_text
from llm_kb.settings import data_directory

SUMS = "SHA256SUMS"
FACTS = re.compile(r"facts/[^/]+\.yaml")


@dataclass(frozen=True)
class Bundle:
    """A validated bundle: its edition, the hash of its SHA256SUMS, and its rows by table."""

    id: str
    sha256: str
    rows: BundleRows
    earlier: tuple["Bundle", ...]
    """The bundles that this one builds on, the oldest first."""


def files_of(directory: Path) -> list[Path]:
    """The files of a bundle that its SHA256SUMS must name, sorted."""
    files = (path for path in directory.rglob("*") if path.is_file() and path.name != SUMS)
    return sorted(path for path in files if not path.name.startswith("."))


def sums_of(directory: Path) -> str:
    """The expected contents of SHA256SUMS."""
    lines = (
        f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(directory).as_posix()}\n"
        for p in files_of(directory)
    )
    return "".join(lines)


def digest(sums: str) -> str:
    """The hash of a bundle: that of the text of its SHA256SUMS."""
    return hashlib.sha256(sums.encode()).hexdigest()


def read(directory: Path) -> Bundle:
    """Read and validate a bundle together with those that it builds on.

    Raises SeedError with all problems at once. The hash is of the files as they are, whatever SHA256SUMS says.
    """
    directory = directory.resolve()
    if not directory.is_dir():
        message = f"there is no seed bundle {directory.name!r} in {directory.parent}"
        raise KnowledgeBaseError(f"{message}{suggestion(directory.name, siblings(directory))}, check the name.")
    return _read(directory, (), digest(sums_of(directory)))


def load(edition: str, sha256: str) -> Bundle:
    """Read the bundle of an edition whose hash must be `sha256`; raises KnowledgeBaseError if a file was changed."""
    directory = (data_directory("seed") / edition).resolve()
    if not directory.is_dir():
        return read(directory)
    _verify_pin(directory, sha256)
    return cache.current().get(directory, sha256) or _read(directory, (), sha256)


def verify_pins() -> None:
    """Raise KnowledgeBaseError if the hash of a bundle is not the one that its data revision pins."""
    for revision in revisions.data_revisions(data_directory("migrations") / "versions"):
        directory = data_directory("seed") / revision.edition
        if directory.is_dir() and revision.sha256 is not None:
            _verify_pin(directory, revision.sha256)


def _verify_pin(directory: Path, sha256: str) -> None:
    sums = sums_of(directory)
    if digest(sums) != sha256:
        raise KnowledgeBaseError(_change_message(directory, sums) if sha256 else _unpinned_message(directory.name))


def _read(directory: Path, later: tuple[str, ...], sha256: str) -> Bundle:
    """Read a bundle of this hash that the `later` ones build on, the nearest last."""
    problems = Problems(directory.name)
    edition = read_edition(directory, later, problems)
    if edition is None:
        raise problems.error()
    earlier = _earlier(directory, edition, later, problems)
    rows = _rows(directory, edition, earlier, problems)
    if problems.collected:
        raise problems.error()
    bundle = _bundle(edition, sha256, earlier, rows)
    cache.current().put(directory, bundle)
    return bundle


def _earlier(directory: Path, edition: EditionFile, later: tuple[str, ...], problems: Problems) -> tuple[Bundle, ...]:
    """The bundles that a bundle builds on, the oldest first; their problems are reported with their folder."""
    follows = edition.values.get("follows")
    if not follows:
        return ()
    folder = directory.parent / follows
    sha256 = digest(sums_of(folder))
    try:
        newest = cache.current().take(folder, sha256) or _read(folder, (*later, directory.name), sha256)
    except SeedError as error:
        for p in error.problems:
            problems.add(p.file if p.file.startswith("../") else f"../{follows}/{p.file}", p.line, p.message)
        raise problems.error() from None
    return (*newest.earlier, newest)


def _unpinned_message(edition: str) -> str:
    return f"Seed bundle {edition!r} is not pinned yet: once it is filled in, run 'llm-kb seed pin {edition}'."


def _change_message(directory: Path, sums: str) -> str:
    """One sentence that names the files which differ from SHA256SUMS."""
    path = directory / SUMS
    pinned = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    lines = set(pinned.splitlines()) ^ set(sums.splitlines())
    names = sorted({line.partition("  ")[2] for line in lines}) or [SUMS]
    return (
        f"Seed bundle {directory.name!r} does not match the hash in its migration ({', '.join(names)} changed): "
        f"restore the files, or, if the edition is not released yet, run 'llm-kb seed pin {directory.name}'."
    )


def _rows(directory: Path, edition: EditionFile, earlier: tuple[Bundle, ...], problems: Problems) -> StagingRows:
    source = edition.values["source"]
    rows = StagingRows(directory.name, edition.version, earlier[-1].rows.all if earlier else None)
    rows.date = edition.values.get("date", "")
    _check_names(directory, rows, problems)
    _vocabularies(directory, rows, problems)
    for file in FILES:
        add_table(_records(directory, file, rows, problems), file, source, rows, problems)
    sources = rows.column_values("sources")
    if source not in sources and "sources" not in rows.partial:
        message = f"'source' {source!r} is not among sources{suggestion(source, sources)}"
        problems.add(EDITION, edition.lines["source"], f"{message}, add it to sources.csv or use a known id")
        rows.partial.update(("passages", "citations"))
    _facts(directory, source, rows, problems)
    references.check(rows, problems)
    return rows


def _records(directory: Path, table: SeedTable, rows: StagingRows, problems: Problems) -> Iterator[Record]:
    """The records of a CSV file, none where it is missing; marks the table as partial where some cannot be read."""
    path = directory / table.file
    if table.since > rows.version or (not path.is_file() and (rows.bundle > 1 or table.optional)):
        return
    text = read_text(path, table.file, problems) if path.is_file() else None
    reader = CsvReader(text or "", table, rows.version, problems)
    if text is not None:
        yield from reader
    if text is None or not reader.complete:
        rows.partial.update(TERMS if table is VOCABULARIES else (table.name,))


def _check_names(directory: Path, rows: StagingRows, problems: Problems) -> None:
    """Report files unknown to the bundle's format, and required files that a first bundle lacks."""
    declared = {file.file: file for file in (VOCABULARIES, *FILES)}
    names = {EDITION, *(name for name, file in declared.items() if file.since <= rows.version)}
    for path in files_of(directory):
        name = path.relative_to(directory).as_posix()
        if name in names or FACTS.fullmatch(name):
            continue
        if name in declared:
            problems.add(name, 1, came_with(declared[name].since, "remove it"))
        else:
            problems.add(name, 1, f"is not a file of a bundle{suggestion(name, names)}, rename or remove it")
    for name, file in declared.items():
        if name in names and not (rows.bundle > 1 or file.optional or (directory / name).is_file()):
            problems.add(name, 1, f"is missing, add it with the header {','.join(file.header(rows.version))}")


def _vocabularies(directory: Path, rows: StagingRows, problems: Problems) -> None:
    terms = {table: len(rows.column_values(table)) for table, since in TERMS.items() if since <= rows.version}
    for record in _records(directory, VOCABULARIES, rows, problems):
        cells: Values = dict(record.cells)
        table = str(cells.pop("vocabulary"))
        if table in terms:
            terms[table] += 1
            rows.add(table, {**cells, "ordinal": terms[table]}, record.file, record.line)
        elif table in TERMS:
            problems.add(record.file, record.line, f"the vocabulary {table!r} {came_with(TERMS[table], 'remove it')}")
        else:
            message = f"unknown vocabulary {table!r}{suggestion(table, terms)}"
            problems.add(record.file, record.line, f"{message}, use one of {', '.join(terms)}")


def _facts(directory: Path, source: str, rows: StagingRows, problems: Problems) -> None:
    count_before = len(problems.collected)
    attributes = {str(name): str(kind) for name, kind in rows.query("SELECT id, kind_id FROM attributes")}
    terms = Terms(tuple(rows.column_values("relations")), tuple(rows.column_values("roles")), attributes)
    index, locators = FactIndex(rows), Locators(rows)
    for path, owner in _fact_files(directory, source, rows):
        name = path.relative_to(directory).as_posix()
        text = read_text(path, name, problems)
        if text is None or "relations" in rows.partial or (rows.bundle > 1 and only_comments(text)):
            continue
        file = FactFile(name, owner, terms, index, rows, YamlReader(name, problems))
        FactReader(file, locators).read(text)
    if len(problems.collected) > count_before or "relations" in rows.partial:
        rows.partial.update(table.name for table in FACT_TABLES)


def _fact_files(directory: Path, source: str, rows: StagingRows) -> list[tuple[Path, str]]:
    """The files of facts with their sources: those of sections in reading order, then those named like a source."""
    sections = dict(rows.query("SELECT name, ordinal FROM sections WHERE source_id = ?", source).fetchall())
    sources = {name: place for place, name in enumerate(rows.column_values("sources"), len(sections) + 1)}
    places = sections if rows.version == 1 else {**sources, **sections}
    files = [path for path in files_of(directory) if FACTS.fullmatch(path.relative_to(directory).as_posix())]
    files.sort(key=lambda path: places.get(path.stem, len(places) + 1))
    owners = sources.keys() - sections.keys() if rows.version > 1 else ()
    return [(path, path.stem if path.stem in owners else source) for path in files]


def _bundle(edition: EditionFile, sha256: str, earlier: tuple[Bundle, ...], rows: StagingRows) -> Bundle:
    row: Values = {key: edition.values[key] for key in ("id", "title", "date", "description")}
    row |= {"ordinal": len(earlier) + 1, "source_id": edition.values["source"], "sha256": sha256}
    rows.add("editions", row, EDITION, 1)
    return Bundle(edition.values["id"], sha256, BundleRows(rows), earlier)
