"""Verifies what the knowledge base quotes from its sources, against the texts of a library.

Against the text in which characters are counted, everything is proven: range, hash, place and phrase. Against another
text of the same document, the phrases at their places are. A source of which there is no text is absent.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from llm_kb.sourcetext import Form, PhraseError, Place, SourceText, occurrences, place_of
from llm_kb.sourcetext.library import Library, text_of_pdf
from llm_kb.text import normalized

RECORDED, OTHER, PDF, ABSENT, UNKEPT = "recorded", "another text", "PDF", "absent", "not kept"
"""Which text of a source there is: that in which characters are counted, another one, or none that could be kept."""

MoreChecks = Callable[[sqlite3.Connection, SourceText], Iterable[str]]

PHRASES = """
    SELECT id, passage_id, phrase
    FROM (
        SELECT s.id, s.passage_id, s.phrase, s.ordinal
        FROM passages AS p INNER JOIN statements AS s ON p.id = s.passage_id
        WHERE p.source_id = ?1
        UNION
        SELECT s.id, e.passage_id, e.phrase, s.ordinal
        FROM passages AS p INNER JOIN statements AS s ON p.id = s.passage_id
        INNER JOIN evidence AS e ON s.id = e.statement_id
        WHERE p.source_id = ?1 AND e.phrase IS NOT NULL
    )
    ORDER BY ordinal, phrase
"""
"""The phrases of statements and of facts that have one of their own, each with its statement."""


@dataclass(frozen=True)
class QuotedPassage:
    """A passage as recorded: its section, or else its place in the text."""

    id: str
    section: str | None
    place: Place | None
    sha256: str | None
    ranges: tuple[tuple[int, int], ...]


@dataclass
class SourceReport:
    """The result of verifying one source."""

    source: str
    title: str
    text: str = ABSENT
    """Which text there was."""
    passages: int = 0
    phrases: int = 0
    proven: int = 0
    """Phrases that stand at their places."""
    problems: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    """What is no failure, but limits what was proven."""

    @property
    def is_absent(self) -> bool:
        """Whether there was no text of the source."""
        return self.text in (ABSENT, UNKEPT)


@dataclass(frozen=True)
class _SourceDocument:
    source: str
    title: str
    sha256: str | None
    path: str | None
    pages: int | None
    original_sha256: str | None


def verify_sources(
    connection: sqlite3.Connection, places: Iterable[Path], more: Mapping[str, MoreChecks]
) -> list[SourceReport]:
    """Verify all sources against the texts among files and in folders and below; `more` are checks by source."""
    documents = [_SourceDocument(*row) for row in connection.execute(DOCUMENTS)]
    others: dict[str, list[str]] = {}
    for source, sha256 in connection.execute("SELECT source_id, sha256 FROM document_texts ORDER BY 1, 2"):
        others.setdefault(source, []).append(sha256)
    wanted = {
        sha256 for d in documents for sha256 in (d.sha256, d.original_sha256, *others.get(d.source, ())) if sha256
    }
    library = Library(places, wanted)
    return [_verified(connection, d, others.get(d.source, ()), library, more.get(d.source)) for d in documents]


def _verified(
    connection: sqlite3.Connection,
    document: _SourceDocument,
    others: Sequence[str],
    library: Library,
    more: MoreChecks | None,
) -> SourceReport:
    report = SourceReport(document.source, document.title)
    passages = passages_of(connection, document.source)
    phrases = connection.execute(PHRASES, (document.source,)).fetchall()
    report.passages, report.phrases = len(passages), len(phrases)
    if document.sha256 and document.sha256 in library:
        text = library.text(document.sha256, document.path)
        report.text = RECORDED
        report.problems += [*_wrong_pages(document, text), *wrong_passages(passages, text)]
        _prove(report, phrases, wrong_phrases(passages, phrases, text))
        report.problems += wrong_errata(connection, document.source, passages, text)
        report.problems += more(connection, text) if more else ()
    elif texts := _other_texts(document, others, library, report):
        _prove(report, phrases, _phrases_not_at_their_places(passages, phrases, texts))
        report.remarks.append("only phrases and their places were proven, and no ranges")
    return report


def _prove(report: SourceReport, phrases: Sequence[tuple[str, str, str]], wrong: Iterable[tuple[int, str]]) -> None:
    problems = list(wrong)
    report.proven = len(phrases) - len({number for number, _ in problems})
    report.problems += [problem for _, problem in problems]


def _other_texts(
    document: _SourceDocument, others: Sequence[str], library: Library, report: SourceReport
) -> list[SourceText]:
    """Other texts of a document: recorded ones, and that of its PDF."""
    texts = [library.text(sha256, document.path) for sha256 in others if sha256 in library]
    report.text = OTHER if texts else ABSENT if document.sha256 else UNKEPT
    original = document.original_sha256
    if not texts and original and original in library:
        path = library.path(original)
        content = text_of_pdf(path)
        if content is None:
            report.remarks.append("its PDF is there, but pypdf is not installed: pip install 'llm-kb[pdf]'")
        else:
            texts, report.text = [SourceText(content, path.name)], PDF
    return texts


def passages_of(connection: sqlite3.Connection, source: str) -> dict[str, QuotedPassage]:
    """The passages of a source in reading order."""
    rows = connection.execute(PASSAGES, (source,))
    passages: dict[str, QuotedPassage] = {}
    for identity, group in groupby(rows, key=lambda row: row[0]):
        (_, section, locator, page, sha256, *_), *_ = ranges = list(group)
        place = Place("page", page, page) if page else place_of(locator) if locator else None
        passages[identity] = QuotedPassage(
            identity, section, place, sha256, tuple((row[-2], row[-1]) for row in ranges if row[-1])
        )
    return passages


def _wrong_pages(document: _SourceDocument, text: SourceText) -> Iterator[str]:
    if document.pages and document.pages != len(text.pages):
        yield f"{document.source}: the text has {len(text.pages)} pages, not {document.pages}, correct documents.csv"


def wrong_passages(passages: dict[str, QuotedPassage], text: SourceText) -> Iterator[str]:
    """Passages whose ranges, hash or place differ from the text."""
    for passage in passages.values():
        if hashlib.sha256(text.words_of(passage.ranges).encode()).hexdigest() != passage.sha256:
            yield f"{passage.id}: the text at its place has another hash, correct ranges or sha256 in passages.csv"
        elif passage.place:
            yield from _wrong_place(passage, passage.place, text)


def _wrong_place(passage: QuotedPassage, place: Place, text: SourceText) -> Iterator[str]:
    start = passage.ranges[0][0]
    try:
        if not text.contains(place, start):
            found = text.place_at(start).words
            yield f"{passage.id}: its ranges begin {found}, not {place.words}, correct passages.csv"
    except PhraseError as error:
        yield f"{passage.id}: {error}"


def wrong_phrases(
    passages: dict[str, QuotedPassage], phrases: Sequence[tuple[str, str, str]], text: SourceText
) -> Iterator[tuple[int, str]]:
    """Phrases, by number, that do not occur in their passages, or more than once in a source with sections."""
    whole = normalized(text.text) if any(passage.section for passage in passages.values()) else ""
    for number, (statement, identity, phrase) in enumerate(phrases):
        passage = passages.get(identity)
        # A word that the end of a page divides is joined again, as at the end of a line.
        words = "\n".join(text.text[start:end] for start, end in passage.ranges) if passage else ""
        if not occurrences(phrase, words, _form(passage)):
            cure = "choose another" if passage and passage.section else "correct it or run 'llm-kb seed passages' again"
            yield number, f"{statement}: the phrase {phrase!r} does not occur in its passage, {cure}"
        elif passage and passage.section and len(passage.ranges) == 1:
            times = whole.count(normalized(phrase))
            if times != 1:
                yield number, f"{statement}: the phrase {phrase!r} occurs {times} times in the source, lengthen it"


def _place(passage: QuotedPassage | None) -> Place:
    return passage.place if passage and passage.place else Place("text")


def _form(passage: QuotedPassage | None) -> Form:
    kind = _place(passage).kind
    return {"page": Form.PAGE, "key": Form.PLAIN, "lines": Form.PLAIN}.get(kind, Form.MARKDOWN)


def _phrases_not_at_their_places(
    passages: dict[str, QuotedPassage], phrases: Sequence[tuple[str, str, str]], texts: Sequence[SourceText]
) -> Iterator[tuple[int, str]]:
    """Phrases, by number, that stand at their places in none of the texts."""
    for number, (statement, identity, phrase) in enumerate(phrases):
        problems = []
        for text in texts:
            try:
                text.require(_place(passages.get(identity)), phrase)
            except PhraseError as error:
                problems.append(f"{statement}: {error}")
        if len(problems) == len(texts):
            yield number, problems[0]


def wrong_errata(
    connection: sqlite3.Connection, source: str, passages: dict[str, QuotedPassage], text: SourceText
) -> Iterator[str]:
    """What errata quote from a source and is not printed there; what they quote from references is not looked for."""
    whole = normalized(text.text)
    for erratum, ordinal, passage, printed in connection.execute(ERRATA, (source,)):
        words = normalized(text.words_of(passages[passage].ranges)) if passage in passages else whole
        if normalized(printed) not in words:
            yield f"{erratum}, place {ordinal}: {printed!r} is not printed there, correct errata_places.csv"


DOCUMENTS = """
    SELECT s.id, s.title, s.sha256, d.path, d.pages, d.original_sha256
    FROM sources AS s LEFT JOIN documents AS d ON s.id = d.source_id ORDER BY s.id
"""
PASSAGES = """
    SELECT p.id, s.name, p.locator, p.page, p.sha256, r.start_character, r.end_character
    FROM passages AS p
    LEFT JOIN sections AS s ON p.section_id = s.id
    LEFT JOIN passage_ranges AS r ON p.id = r.passage_id
    WHERE p.source_id = ? ORDER BY p.ordinal, r.ordinal
"""
ERRATA = """
    SELECT erratum_id, ordinal, passage_id, printed FROM errata_places
    WHERE source_id = ? AND printed IS NOT NULL AND (passage_id IS NOT NULL OR publication_id IS NULL)
    ORDER BY erratum_id, ordinal
"""
