"""Locates sentences and phrases in a source, and makes the rows of passages.csv from them.

A passage of a source without sections is the stretch of the phrases of its entries.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import yaml

from llm_kb.errors import KnowledgeBaseError
from llm_kb.seeds.bundle_files import BundleFiles, Row
from llm_kb.seeds.locators import ENTRY, ranges_of
from llm_kb.sourcetext import Occurrence, PhraseError, SourceText, place_of
from llm_kb.sourcetext.library import Library


def located(text: str, fragments: Sequence[str]) -> tuple[str, str]:
    """The `ranges` and `sha256` of a sentence, given as it stands in `text`, in several stretches where it is cut.

    White space may differ. Raises KnowledgeBaseError when a stretch does not stand in the text exactly once.
    """
    places = [_place(text, fragment) for fragment in fragments]
    return _ranges_and_hash(text, places)


def _place(text: str, fragment: str) -> tuple[int, int]:
    words = r"\s+".join(map(re.escape, fragment.split()))
    spans = [match.span() for match in re.finditer(words, text)] if words else []
    if len(spans) != 1:
        cure = "copy it exactly" if not spans else "give the whole sentence"
        raise KnowledgeBaseError(f"The source has {fragment!r} {len(spans)} times, not once: {cure}.")
    return spans[0]


def _ranges_and_hash(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[str, str]:
    written = ";".join(f"{start}-{end}" for start, end in ranges)
    sentence = " ".join(text[start:end] for start, end in ranges)
    return written, hashlib.sha256(sentence.encode()).hexdigest()


def passage_row(text: SourceText, source: str, at: str, phrases: Iterable[str], taken: Collection[str] = ()) -> Row:
    """The row of a passage with phrases at a place, given as `p12/3`, or as `p12` for the next number there.

    Raises PhraseError when a phrase does not stand there exactly once.
    """
    named, _, number = at.partition("/")
    findings = [text.find(place_of(named), phrase) for phrase in phrases]
    place = findings[0].place
    if not number:
        number = next(str(n) for n in count(1) if f"{place.at}/{n}" not in taken)
        named = place.at
    ranges, sha256 = _ranges_and_hash(text.text, _joined(findings))
    page = str(place.first) if place.kind == "page" else ""
    at = f"{named}/{number}"
    return {"source_id": source, "at": at, "ranges": ranges, "sha256": sha256, "locator": place.label, "page": page}


def _joined(findings: Iterable[Occurrence]) -> list[tuple[int, int]]:
    """The ranges of phrases in the order of the text, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(pair for finding in findings for pair in finding.ranges):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


@dataclass
class Quoted:
    """A passage that entries of facts name: where the first of them stands, and their phrases."""

    file: str
    line: int
    phrases: list[str]


@dataclass(frozen=True)
class Drafted:
    """The rows of passages that were found, all rows of the file with them, and what is wrong with the others."""

    added: list[Row]
    corrected: list[Row]
    """Those whose phrase or place has changed since their row was written."""
    rows: list[Row]
    problems: list[str]


def draft_passages(bundle: BundleFiles, folders: Iterable[Path]) -> Drafted:
    """The rows of all passages that facts name and passages.csv does not have or has otherwise, from texts in folders.

    Only of sources without sections: the sentences of the others are numbered by hand.
    """
    with_sections = {row["source_id"] for row in bundle.rows("sections")}
    sources = {row["id"]: row["sha256"] for row in bundle.rows("sources") if row["id"] not in with_sections}
    paths = {row["source_id"]: row["path"] for row in bundle.rows("documents")}
    library = Library(folders, set(filter(None, sources.values())))
    known = {(row["source_id"], row["at"]) for row in bundle.rows("passages")}
    own = {(row["source_id"], row["at"]): row for row in bundle.own("passages")}
    found: dict[tuple[str, str], Row] = {}
    problems: list[str] = []
    places: dict[tuple[str, str], int] = {}
    for source, sha256 in sources.items():
        quoted = _quoted(bundle.folder, source)
        places |= {(source, at): number for number, at in enumerate(quoted, 1)}
        missing = [at for at in quoted if (source, at) not in known]
        if sha256 not in library:
            if missing:
                problems.append(_without_a_text(source, sha256, len(missing)))
            continue
        text = library.text(sha256, paths.get(source) or None) if quoted else None
        for at, passage in quoted.items():
            key = (source, at)
            if not text or (at not in missing and key not in own):
                continue
            try:
                row = passage_row(text, source, at, passage.phrases)
            except PhraseError as error:
                problems.append(f"{passage.file}:{passage.line}: {error}")
                continue
            if key not in own or not _covers(own[key], row):
                found[key] = row
    rows = _in_order_of_facts(list((own | found).values()), places)
    added = [row for key, row in found.items() if key not in own]
    return Drafted(added, [row for key, row in found.items() if key in own], rows, problems)


def _without_a_text(source: str, sha256: str, missing: int) -> str:
    """Why passages of a source have no row."""
    if sha256:
        return f"{source}: its text is in none of the folders, so {missing} passages have no row"
    return (
        f"{source}: no text of it is kept, so write the rows of {missing} passages by hand, without ranges and sha256"
    )


def _covers(passage: Row, phrases: Row) -> bool:
    """Whether the ranges of a passage hold those of its phrases."""
    stretches, parts = ranges_of(passage["ranges"]) or [], ranges_of(phrases["ranges"]) or []
    return all(any(start <= first and last <= end for start, end in stretches) for first, last in parts)


def _in_order_of_facts(rows: list[Row], places: Mapping[tuple[str, str], int]) -> list[Row]:
    """Rows by source, those of a source in the order in which facts name them; others stay in their order."""
    sources = {source: number for number, source in enumerate(dict.fromkeys(row["source_id"] for row in rows))}
    return sorted(rows, key=lambda row: (sources[row["source_id"]], places.get((row["source_id"], row["at"]), 0)))


def _quoted(folder: Path, source: str) -> dict[str, Quoted]:
    """The phrases of the facts of a source by the locator of their passage."""
    path = folder / "facts" / f"{source}.yaml"
    passages: dict[str, Quoted] = {}
    for entry in _entries(path) if path.is_file() else ():
        match = ENTRY.fullmatch(_scalar(entry, "at"))
        phrases = [phrase for node in (entry, *_claims(entry)) if (phrase := _scalar(node, "phrase"))]
        if match and phrases:
            name = path.relative_to(folder).as_posix()
            passage = passages.setdefault(match["locator"], Quoted(name, entry.start_mark.line + 1, []))
            passage.phrases += [phrase for phrase in phrases if phrase not in passage.phrases]
    return passages


def _entries(path: Path) -> Iterator[yaml.MappingNode]:
    try:
        root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        message = f"{path.name!r} is not YAML"
        raise KnowledgeBaseError(f"{message}: correct what 'llm-kb seed check' lists first.") from error
    entries = _value(root, "entries") if isinstance(root, yaml.MappingNode) else root
    yield from _mappings(entries)


def _claims(entry: yaml.MappingNode) -> Iterator[yaml.MappingNode]:
    yield from _mappings(_value(entry, "claims"))


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    items = node.value if isinstance(node, yaml.SequenceNode) else []
    yield from (item for item in items if isinstance(item, yaml.MappingNode))


def _value(node: yaml.MappingNode, key: str) -> yaml.Node | None:
    return next((value for name, value in node.value if name.value == key), None)


def _scalar(node: yaml.MappingNode, key: str) -> str:
    value = _value(node, key)
    return str(value.value) if isinstance(value, yaml.ScalarNode) else ""
