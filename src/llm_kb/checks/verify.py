"""Verifies the knowledge base against a copy of the survey's text: more than is verified of every source.

The same file (recognized by its SHA-256) is compared with everything: each passage's place and hash, that no sentence
is left out, each phrase, each citation marker, what errata say is printed in a sentence, the references, and the
coverage of each section (`llm_kb.checks.coverage`). Any other text of the work, such as that of a PDF, is only searched
for the phrases.
"""

import hashlib
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from llm_kb.checks.coverage import SectionCoverage, coverage
from llm_kb.checks.sources import (
    PHRASES,
    QuotedPassage,
    SourceReport,
    passages_of,
    verify_sources,
    wrong_errata,
    wrong_passages,
    wrong_phrases,
)
from llm_kb.sourcetext import SourceText
from llm_kb.sourcetext.library import read_text
from llm_kb.text import normalized

MARKER = re.compile(r"\[(\d+(?:, \d+)*)\]")
REFERENCES_HEADING = "## References"
SOURCE = "paper"


@dataclass
class Report:
    """The result of verifying the knowledge base against a text."""

    same_text: bool
    """Whether the text is the file that the passages' character ranges refer to."""
    phrases: int
    problems: list[str]
    sections: list[SectionCoverage]


def verify(connection: sqlite3.Connection, file: Path) -> Report:
    """Verify the knowledge base against a text of the survey.

    Raises KnowledgeBaseError when the file cannot be read as UTF-8 text.
    """
    text = SourceText(read_text(file), file.name)
    source = connection.execute("SELECT sha256 FROM sources WHERE id = ?", (SOURCE,)).fetchone()
    phrases = connection.execute(PHRASES, (SOURCE,)).fetchall()
    if source is None or hashlib.sha256(text.text.encode()).hexdigest() != source[0]:
        return Report(False, len(phrases), list(_phrases_somewhere(connection, text.text)), [])
    passages = passages_of(connection, SOURCE)
    problems = [
        *wrong_passages(passages, text),
        *(problem for _, problem in wrong_phrases(passages, phrases, text)),
        *wrong_errata(connection, SOURCE, passages, text),
        *survey_problems(connection, text),
    ]
    return Report(True, len(phrases), problems, survey_coverage(connection, text))


def verify_sources_and_survey(connection: sqlite3.Connection, places: Iterable[Path]) -> list[SourceReport]:
    """Verify all sources against the texts among files and in folders, and the coverage of the survey, if it is there.

    Raises KnowledgeBaseError when a text of a source is not UTF-8, or a PDF not readable.
    """

    def more(connection: sqlite3.Connection, text: SourceText) -> Iterator[str]:
        yield from survey_problems(connection, text)
        yield from (place for section in survey_coverage(connection, text) for place in section.uncovered)

    return verify_sources(connection, places, {SOURCE: more})


def survey_problems(connection: sqlite3.Connection, text: SourceText) -> Iterator[str]:
    """What is verified of the survey alone: that no sentence is left out, its citations and its references."""
    passages = passages_of(connection, SOURCE)
    yield from _uncovered_text(connection, passages, text.text)
    yield from _wrong_citations(connection, passages, text)
    yield from _wrong_references(connection, text.text)


def survey_coverage(connection: sqlite3.Connection, text: SourceText) -> list[SectionCoverage]:
    """The coverage of each section of the survey."""
    passages = passages_of(connection, SOURCE).values()
    return coverage(connection, {p.id: (p.section or "", text.words_of(p.ranges)) for p in passages})


def _uncovered_text(connection: sqlite3.Connection, passages: dict[str, QuotedPassage], text: str) -> Iterator[str]:
    """Text between the passages that is more than headings, rules and footnote marks."""
    titles = [row[0] for row in connection.execute("SELECT name FROM topics")]
    allowed = {"Takeaway:", "Position:", "1", *(f"{normalized(title)}." for title in titles)}
    ranges = sorted(pair for passage in passages.values() for pair in passage.ranges)
    ends = [end for _, end in ranges[:-1]]
    gaps = [(a, b) for a, (b, _) in zip(ends, ranges[1:], strict=True)]
    gaps.append((ranges[-1][1], text.index(REFERENCES_HEADING)) if ranges else (0, 0))
    for start, end in gaps:
        for line in text[start:end].splitlines():
            words = normalized(re.sub(r"</?sup>", "", line))
            if words and words not in allowed and not line.startswith(("#", "---")):
                yield f"characters {start} to {end} belong to no passage, but are more than a heading: {words[:40]!r}"


def _wrong_citations(
    connection: sqlite3.Connection, passages: dict[str, QuotedPassage], text: SourceText
) -> Iterator[str]:
    rows = connection.execute(
        """SELECT c.passage_id, c.bracket, c.position, p.number
        FROM citations AS c INNER JOIN publications AS p ON c.publication_id = p.id
        ORDER BY c.passage_id, c.position"""
    )
    recorded: dict[str, list[tuple[int, int, int]]] = {}
    for passage_id, marker, position, number in rows:
        recorded.setdefault(passage_id, []).append((marker, position, number))
    for passage in passages.values():
        markers = _markers(text.words_of(passage.ranges))
        if markers != recorded.get(passage.id, []):
            yield f"{passage.id}: its citations are not those recorded, the text has {[n for _, _, n in markers]}"


def _markers(text: str) -> list[tuple[int, int, int]]:
    """The citations of a text as marker, position and number."""
    marked = [(m, int(n)) for m, match in enumerate(MARKER.finditer(text), 1) for n in match[1].split(", ")]
    return [(marker, position, number) for position, (marker, number) in enumerate(marked, 1)]


def _wrong_references(connection: sqlite3.Connection, text: str) -> Iterator[str]:
    bibliography = text[text.index(REFERENCES_HEADING) :]
    entries = dict(re.findall(r"^- \[(\d+)\] (.+)$", bibliography, re.MULTILINE))
    columns = ("title", "authors", "venue", "year", "url")
    query = f"SELECT number, {', '.join(columns)} FROM bibliography WHERE number IS NOT NULL ORDER BY number"
    for number, *values in connection.execute(query):
        entry = entries.pop(str(number), "")
        for column, value in zip(columns, values, strict=True):
            if value is not None and normalized(str(value)) not in normalized(entry.replace("*", "")):
                yield f"reference {number}: the {column} {value!r} is not as printed, correct publications.csv"
    for number in entries:
        yield f"reference {number} is not recorded, add it to publications.csv"


def _phrases_somewhere(connection: sqlite3.Connection, text: str) -> Iterator[str]:
    """Phrases that are missing in a text, regardless of line breaks, hyphens and letter case."""
    whole = _squash(text)
    for statement, _, phrase in connection.execute(PHRASES, (SOURCE,)):
        if _squash(phrase) not in whole:
            yield f"{statement}: the phrase {phrase!r} is not found"


def _squash(text: str) -> str:
    folded = unicodedata.normalize("NFKC", normalized(text)).casefold()
    return re.sub(r"[\s\-\u2010-\u2015\u00ad]", "", folded)
