"""Grows the knowledge base to many times its size: `python -m benchmarks.growth --times 100 --db grown.db`.

What grows with the number of models that are read is copied: models with their makers, names and lists, publications
and their authors, sentences with all that is said there, errata, and documents of makers with their specifications and
verdicts. The taxonomy, the questions and the findings stay, so that the groups by which facts are counted grow, too.
The first copy keeps its ids; every other bears its number in ids, names and texts. The grown files are seed bundles
like the real ones, and the real build loads them.
"""

import argparse
import csv
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from llm_kb import seeds, settings
from llm_kb.derive import fingerprint
from llm_kb.seeds import revisions
from llm_kb.seeds.format import FILES, SeedTable
from llm_kb.settings import data_directory

SURVEY = ("paper", "awesome-list")
"""The sources that do not grow: copies of their sentences stand further down in them."""
CODE = ("src", "migrations", "alembic.ini")
PARAGRAPHS = 10
"""So many paragraphs further down stands the next copy of a sentence: no section has more."""
CHARACTERS = 50_000
"""So many characters further down it stands: no source has more."""
PUBLICATIONS = 1_000
"""So much higher is the next copy's number of a reference: no source has more."""

Row = dict[str, str]
CopyRule = Callable[[str, int], str]
"""Gives a value in copy 1, 2, 3 …"""


def numbered_id(value: str, copy: int) -> str:
    """`llama-3` gives `llama-3-copy-17`."""
    return f"{value}-copy-{copy + 1}"


def numbered_name(value: str, copy: int) -> str:
    """`Llama 3` gives `Llama 3 (17)`."""
    return f"{value} ({copy + 1})"


def numbered_address(value: str, copy: int) -> str:
    """`2407.21783` gives `2407.21783.17`."""
    return f"{value}.{copy + 1}"


def later_publication(value: str, copy: int) -> str:
    """`126` gives `16126`."""
    return str(int(value) + PUBLICATIONS * copy)


def another_source(value: str, copy: int) -> str:
    """`qwen3-report` gives `qwen3-report-copy-17`; the survey stays."""
    return value if value in SURVEY else numbered_id(value, copy)


def later_place(value: str, copy: int) -> str:
    """`4.2/3/4` gives `4.2/163/4`; `p12/3`, which is a place in a document without sections, stays."""
    if value.count("/") == 1:
        return value
    section, paragraph, sentence = value.split("/")
    return f"{section}/{int(paragraph) + PARAGRAPHS * copy}/{sentence}"


def later_fact(value: str, copy: int) -> str:
    """The id of a fact, which is made of those of its sentence and its model."""
    sentence, model, claim = value.split("--", 2)
    section, paragraph, number = sentence.rsplit("-", 2)
    return f"{section}-{int(paragraph) + PARAGRAPHS * copy}-{number}--{numbered_id(model, copy)}--{claim}"


def later_ranges(value: str, copy: int) -> str:
    """`447-512;515-530` gives stretches as long, further down."""
    return re.sub("[0-9]+", lambda match: str(int(match[0]) + CHARACTERS * copy), value)


def another_hash(value: str, copy: int) -> str:
    """Another SHA-256."""
    return hashlib.sha256(f"{value} {copy}".encode()).hexdigest()


IDENTITIES: dict[str, CopyRule] = {
    **dict.fromkeys(("authors", "errata", "institutions", "models"), numbered_id),
    "evidence": later_fact,
    "passages": later_place,
    "publications": later_publication,
    "sources": another_source,
}
"""How the ids of a table differ from copy to copy; those of the other tables do not."""

OF_SOURCES = ("sources", "documents", "document_models", "document_texts")
COPIED = (
    *("passages", "publications", "authors", "authorships", "citations", "institutions", "models", "model_aliases"),
    *("model_listings", "technique_publications", "prompt_markers", "errata", "errata_places", "catalog_values"),
    *OF_SOURCES,
)
VALUES: dict[str, dict[str, CopyRule]] = {
    "passages": {"at": later_place, "ranges": later_ranges, "sha256": another_hash},
    "publications": {
        "number": later_publication,
        **dict.fromkeys(("title", "title_corrected"), numbered_name),
        **dict.fromkeys(("arxiv_id", "doi", "doi_corrected", "url", "url_corrected"), numbered_address),
    },
    "authors": {"name": numbered_name, "family": numbered_name},
    "authorships": {"name_printed": numbered_name, "name_corrected": numbered_name},
    "institutions": {"name": numbered_name},
    "models": {"name": numbered_name},
    "model_aliases": {"alias": numbered_name},
    "model_listings": {"name_printed": numbered_name, "url": numbered_address},
    "errata": {"title": numbered_name, "correction": numbered_name},
    "sources": {"title": numbered_name, "url": numbered_address, "sha256": another_hash},
    "documents": {"original_sha256": another_hash},
    "catalog_values": {"entry": numbered_address},
    "document_texts": {"sha256": another_hash},
}
"""How further columns differ from copy to copy."""


def grow_seeds(times: int, target: Path) -> None:
    """Write to the folder `target` a checkout whose bundles are the real ones, `times` as large, pinned.

    `PYTHONPATH=target/src python -m llm_kb build` builds it.
    """
    for name in CODE:
        part = (settings.checkout() or target) / name
        copy = shutil.copytree if part.is_dir() else shutil.copyfile
        copy(part, target / name)
    for revision in revisions.data_revisions(target / "migrations" / "versions"):
        bundle = target / "seed" / revision.edition
        _grow_bundle(data_directory("seed") / revision.edition, times, bundle)
        sums = seeds.sums_of(bundle)
        (bundle / seeds.SUMS).write_text(sums, encoding="utf-8")
        revision.pin(seeds.digest(sums))


def _grow_bundle(seed: Path, times: int, bundle: Path) -> None:
    (bundle / "facts").mkdir(parents=True)
    for path in sorted(p for p in seed.rglob("*") if p.is_file() and p.name != seeds.SUMS):
        target = bundle / path.relative_to(seed)
        declared = next((file for file in FILES if file.file == path.name), None)
        if times == 1:
            shutil.copyfile(path, target)
        elif path.parent.name == "facts":
            _grow_facts(path, times, target)
        elif declared and (declared.name in COPIED or declared.name in ("topics", "findings")):
            _grow_table(path, declared, times, target)
        else:
            shutil.copyfile(path, target)


def _grow_facts(path: Path, times: int, target: Path) -> None:
    """The sentences of a section with their copies in one file; each copy of a document in one of its own."""
    pieces = _Pieces(path.read_text(encoding="utf-8"))
    if re.fullmatch(r"[\d.]+", path.stem):
        with target.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(map(pieces.copy, range(times)))
        return
    for copy in range(times):
        name = another_source(path.stem, copy) if copy else path.stem
        target.with_stem(name).write_text(pieces.copy(copy), encoding="utf-8", newline="\n")


def _grow_table(path: Path, declared: SeedTable, times: int, target: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows, header = list(reader), reader.fieldnames or ()
    with target.open("w", encoding="utf-8", newline="\n") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_grown(rows, declared, times))


def _grown(rows: list[Row], declared: SeedTable, times: int) -> Iterator[Row]:
    """The rows of a grown file; sentences stand beside their copies, so that a stretch of them grows with them."""
    if declared.name not in COPIED:
        yield from ({**row, "last_passage": later_place(row["last_passage"], times - 1)} for row in rows)
        return
    changes = _changes(declared)
    if declared.name == "model_listings":
        longest = max(int(row["ordinal"]) for row in rows)
        changes["ordinal"] = lambda value, copy: str(int(value) + longest * copy)
    interleaved = declared.name == "passages"
    pairs: Iterable[tuple[int, Row]] = (
        ((copy, row) for row in rows for copy in range(times))
        if interleaved
        else ((copy, row) for copy in range(times) for row in rows)
    )
    for copy, row in pairs:
        of_survey = row.get("source_id", row.get("id")) in SURVEY
        if not copy or not (of_survey and declared.name in OF_SOURCES):
            yield _copied(row, changes, copy) if copy else row


def _copied(row: Row, changes: dict[str, CopyRule], copy: int) -> Row:
    return {**row, **{name: change(row[name], copy) for name, change in changes.items() if row[name]}}


def _changes(declared: SeedTable) -> dict[str, CopyRule]:
    """How each column of a file differs from copy to copy."""
    targets = {c.name: declared.name if c.name == "id" else c.references for c in declared.columns if c.in_file}
    changes = {name: IDENTITIES[table] for name, table in targets.items() if table in IDENTITIES}
    return changes | VALUES.get(declared.name, {})


ROLES = ("teacher", "student", "judge", "data-source", "pattern", "base")


class _Pieces:
    """The text of a file of facts, cut where copies differ: at places, texts, models and citations."""

    def __init__(self, text: str) -> None:
        self.spans: list[tuple[int, int, CopyRule]] = []
        self._gather(yaml.compose(text, Loader=yaml.SafeLoader), "")
        self.spans.sort(key=lambda span: span[0])
        self.text = text

    def _gather(self, node: Any, key: str) -> None:
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                self._gather(value, key if name.value == "value" else name.value)
        elif isinstance(node, yaml.SequenceNode):
            for item in node.value:
                self._gather(item, key)
        elif change := FACTS.get(key):
            quotes = 1 if node.style else 0
            self.spans.append((node.start_mark.index + quotes, node.end_mark.index - quotes, change))

    def copy(self, copy: int) -> str:
        """The text of a copy."""
        if not copy:
            return self.text
        pieces_of_copy: list[str] = []
        end = 0
        for start, stop, change in self.spans:
            pieces_of_copy += (self.text[end:start], change(self.text[start:stop], copy))
            end = stop
        return "".join((*pieces_of_copy, self.text[end:]))


FACTS: dict[str, CopyRule] = {
    "at": later_place,
    "says": numbered_name,
    "cites": later_publication,
    **dict.fromkeys(("fact", "facts"), later_fact),
    **dict.fromkeys(("model", "base_model", "baseline_model", *ROLES), numbered_id),
}
"""How the values of these keys differ from copy to copy."""


def grown_database(times: int, folder: Path) -> Path:
    """The knowledge base `times` as large as a file in `folder`, built unless it stands there already."""
    path = folder / f"{times}-{fingerprint()[:12]}.db"
    if not path.is_file():
        with tempfile.TemporaryDirectory(dir=folder) as checkout_of_its_own:
            grow_seeds(times, Path(checkout_of_its_own))
            build(Path(checkout_of_its_own), path)
    return path


def build(grown: Path, path: Path) -> None:
    """Build the checkout `grown` into a file, as a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(grown / "src")}
    command = [sys.executable, "-m", "llm_kb", "build", "--db", str(path.absolute())]
    subprocess.run(command, cwd=grown, env=environment, check=True)


def main() -> None:
    """Build a grown knowledge base, and keep its seeds where asked for."""
    parser = argparse.ArgumentParser(description="Build the knowledge base many times as large.")
    parser.add_argument("--times", type=int, required=True, help="how many times as large")
    parser.add_argument("--db", type=Path, required=True, help="the file to write")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.db.absolute().parent) as folder:
        grow_seeds(options.times, Path(folder))
        build(Path(folder), options.db)


if __name__ == "__main__":
    main()
