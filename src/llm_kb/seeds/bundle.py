"""A seed bundle as a whole: its files, its hash, and its rows in the order in which they can be inserted."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds import references
from llm_kb.seeds.facts import FactReader, Known, Terms
from llm_kb.seeds.files import FILES, VOCABULARIES
from llm_kb.seeds.format import CsvFile
from llm_kb.seeds.nodes import Reader
from llm_kb.seeds.order import FACT_TABLES, VOCABULARY_TABLES
from llm_kb.seeds.problems import Problems, SeedError, suggestion
from llm_kb.seeds.records import add_table
from llm_kb.seeds.rows import BundleRows, Rows, Values
from llm_kb.seeds.tables import Record, Table, ill_formed
from llm_kb.seeds.text import only_comments, read_text
from llm_kb.settings import data_directory

EDITION = "edition.yaml"
SUMS = "SHA256SUMS"
EDITION_KEYS = ("id", "title", "date", "description", "source", "follows")
FACTS = re.compile(r"facts/[^/]+\.yaml")


@dataclass(frozen=True)
class Bundle:
    """A bundle that is free of problems: its edition, the hash of its SHA256SUMS, and its rows by table."""

    id: str
    sha256: str
    rows: BundleRows
    earlier: tuple["Bundle", ...]
    """The bundles that this one builds on, the oldest first."""


@dataclass(frozen=True)
class _Edition:
    """What edition.yaml says: its values, and the line of each."""

    values: dict[str, str]
    lines: dict[str, int]


def files_of(directory: Path) -> list[Path]:
    """The files of a bundle that its SHA256SUMS must name, sorted."""
    found = (path for path in directory.rglob("*") if path.is_file() and path.name != SUMS)
    return sorted(path for path in found if not path.name.startswith("."))


def sums_of(directory: Path) -> str:
    """The text that SHA256SUMS should have."""
    lines = (
        f"{hashlib.sha256(p.read_bytes()).hexdigest()}  {p.relative_to(directory).as_posix()}\n"
        for p in files_of(directory)
    )
    return "".join(lines)


def digest(sums: str) -> str:
    """The hash of a bundle: that of the text of its SHA256SUMS."""
    return hashlib.sha256(sums.encode()).hexdigest()


def read(directory: Path) -> Bundle:
    """Read and check a bundle together with those that it follows.

    Raises SeedError with all problems at once. The hash is of the files as they are, whatever SHA256SUMS says.
    """
    directory = directory.resolve()
    if not directory.is_dir():
        told = f"there is no seed bundle {directory.name!r} in {directory.parent}"
        raise KnowledgeBaseError(f"{told}{suggestion(directory.name, _siblings(directory))}, check the name.")
    return _read(directory, ())


def _read(directory: Path, later: tuple[str, ...]) -> Bundle:
    """Read a bundle that the `later` ones build on, the nearest last."""
    problems = Problems()
    edition = _edition(directory, later, problems)
    if edition is None:
        raise SeedError(problems.found)
    earlier = _earlier(directory, edition, later, problems)
    rows = _rows(directory, edition, earlier, problems)
    problems.raise_if_any()
    return _bundle(directory, edition, earlier, rows)


def _earlier(directory: Path, edition: _Edition, later: tuple[str, ...], problems: Problems) -> tuple[Bundle, ...]:
    """The bundles that a bundle builds on, the oldest first; problems of theirs are told with their folder."""
    follows = edition.values.get("follows")
    if not follows:
        return ()
    try:
        before = _read(directory.parent / follows, (*later, directory.name))
    except SeedError as error:
        for p in error.problems:
            problems.add(p.file if p.file.startswith("../") else f"../{follows}/{p.file}", p.line, p.message)
        raise SeedError(problems.found) from None
    return (*before.earlier, before)


def _siblings(directory: Path) -> list[str]:
    return [path.name for path in directory.parent.glob("*/")]


def load(edition: str, sha256: str) -> Bundle:
    """Read the bundle of an edition whose hash must be `sha256`; raises KnowledgeBaseError if a file was changed."""
    directory = data_directory("seed") / edition
    if not directory.is_dir():
        return read(directory)
    found = sums_of(directory)
    if digest(found) != sha256:
        raise KnowledgeBaseError(_what_changed(directory, found) if sha256 else _not_pinned(edition))
    return read(directory)


def _not_pinned(edition: str) -> str:
    return f"Seed bundle {edition!r} is not pinned yet: run 'llm-kb seed pin {edition}'."


def _what_changed(directory: Path, found: str) -> str:
    """One sentence that names the files which differ from SHA256SUMS."""
    path = directory / SUMS
    pinned = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    lines = set(pinned.splitlines()) ^ set(found.splitlines())
    names = sorted({line.partition("  ")[2] for line in lines}) or [SUMS]
    return (
        f"Seed bundle {directory.name!r} is not the one that its migration knows ({', '.join(names)} changed): "
        "restore the files, or, if the edition is not released yet, run 'llm-kb seed pin'."
    )


def _edition(directory: Path, later: tuple[str, ...], problems: Problems) -> _Edition | None:
    """The edition of a bundle, or None when the rest cannot be read without it."""
    text = read_text(directory / EDITION, EDITION, problems)
    reader = Reader(EDITION, problems)
    root = reader.compose(text) if text is not None else None
    nodes = reader.mapping(root, EDITION_KEYS, "the edition") if root else None
    if root is None or nodes is None:
        return None
    for key in EDITION_KEYS[:-1]:
        if key not in nodes:
            reader.fault(root, f"the edition has no {key!r}, add it")
    values = {key: reader.string(node, f"{key!r}") for key, node in nodes.items()}
    faults = {
        "id": _wrong_name(values.get("id", ""), directory),
        "date": ill_formed("date", values.get("date", "")),
        "follows": _wrong_follows(values.get("follows", ""), directory, later),
    }
    for key, fault in faults.items():
        if fault and values.get(key):
            reader.fault(nodes[key], f"{key!r} {fault}")
    if not values.get("source") or values.get("follows") == "" or faults["follows"]:
        return None
    return _Edition(values, {key: node.start_mark.line + 1 for key, node in nodes.items()})


def _wrong_name(identity: str, directory: Path) -> str | None:
    name = directory.name
    return None if identity == name else f"{identity!r} is not the folder's name {name!r}, make them agree"


def _wrong_follows(follows: str, directory: Path, later: tuple[str, ...]) -> str | None:
    if not follows:
        return None
    if follows in (chain := (*later, directory.name)):
        circle = " → ".join((*chain, follows))
        return f"makes a circle of editions ({circle}), name the edition before or leave the key out"
    known = _siblings(directory)
    if follows not in known:
        return f"{follows!r} is not a bundle beside this one{suggestion(follows, known)}, name the edition before"
    return None


def _rows(directory: Path, edition: _Edition, earlier: tuple[Bundle, ...], problems: Problems) -> Rows:
    source = edition.values["source"]
    rows = Rows(directory.name, earlier[-1].rows.all if earlier else None)
    _check_names(directory, bool(earlier), problems)
    _vocabularies(directory, rows, problems)
    for file in FILES:
        add_table(_records(directory, file, rows, problems), file, source, rows, problems)
    sources = rows.known("sources")
    if source not in sources and "sources" not in rows.partial:
        told = f"'source' {source!r} is not among sources{suggestion(source, sources)}"
        problems.add(EDITION, edition.lines["source"], f"{told}, add it to sources.csv or use a known id")
        rows.partial.update(("passages", "citations"))
    _facts(directory, source, rows, problems)
    references.check(rows, problems)
    return rows


def _records(directory: Path, file: CsvFile, rows: Rows, problems: Problems) -> Iterator[Record]:
    """The records of a CSV file, none where a bundle does not have it; notes when they are not all there."""
    path = directory / file.name
    if not path.is_file() and (rows.bundle > 1 or file.optional):
        return
    text = read_text(path, file.name, problems) if path.is_file() else None
    table = Table(text or "", file, problems)
    if text is not None:
        yield from table
    if text is None or not table.complete:
        rows.partial.update((file.table,) if file.table else VOCABULARY_TABLES)


def _check_names(directory: Path, follows: bool, problems: Problems) -> None:
    """Every file has a name that the format knows, and a first bundle has every file that it needs."""
    names = {file.name for file in (*FILES, VOCABULARIES)} | {EDITION}
    for path in files_of(directory):
        name = path.relative_to(directory).as_posix()
        if name not in names and not FACTS.fullmatch(name):
            problems.add(name, 1, f"is not a file of a bundle{suggestion(name, names)}, rename or remove it")
    for file in (VOCABULARIES, *FILES):
        if not (follows or file.optional or (directory / file.name).is_file()):
            problems.add(file.name, 1, f"is missing, add it with the header {','.join(file.header)}")


def _vocabularies(directory: Path, rows: Rows, problems: Problems) -> None:
    terms = {table: len(rows.known(table)) for table in VOCABULARY_TABLES}
    for record in _records(directory, VOCABULARIES, rows, problems):
        cells: Values = dict(record.cells)
        table = str(cells.pop("vocabulary"))
        if table not in VOCABULARY_TABLES:
            told = f"unknown vocabulary {table!r}{suggestion(table, VOCABULARY_TABLES)}"
            problems.add(record.file, record.line, f"{told}, use one of {', '.join(VOCABULARY_TABLES)}")
            continue
        terms[table] += 1
        rows.add(table, {**cells, "ordinal": terms[table]}, record.file, record.line)


def _facts(directory: Path, source: str, rows: Rows, problems: Problems) -> None:
    before = len(problems.found)
    terms = Terms(*(tuple(rows.known(table)) for table in ("relations", "roles")))
    known = Known(rows)
    for path in _fact_files(directory, source, rows):
        name = path.relative_to(directory).as_posix()
        text = read_text(path, name, problems)
        if text is None or "relations" in rows.partial or (rows.bundle > 1 and only_comments(text)):
            continue
        FactReader(name, source, terms, known, rows, problems).read(text)
    if len(problems.found) > before or "relations" in rows.partial:
        rows.partial.update(FACT_TABLES)


def _fact_files(directory: Path, source: str, rows: Rows) -> list[Path]:
    """The files of facts in the reading order of their sections."""
    places = dict(rows.ask("SELECT name, ordinal FROM sections WHERE source_id = ?", source).fetchall())
    files = (path for path in files_of(directory) if FACTS.fullmatch(path.relative_to(directory).as_posix()))
    return sorted(files, key=lambda path: places.get(path.stem, len(places) + 1))


def _bundle(directory: Path, edition: _Edition, earlier: tuple[Bundle, ...], rows: Rows) -> Bundle:
    sha256 = digest(sums_of(directory))
    row: Values = {key: edition.values[key] for key in ("id", "title", "date", "description")}
    row |= {"ordinal": len(earlier) + 1, "source_id": edition.values["source"], "sha256": sha256}
    rows.add("editions", row, EDITION, 1)
    return Bundle(edition.values["id"], sha256, BundleRows(rows), earlier)
