"""Verifies the knowledge base against a copy of its source text.

The same file (recognized by its SHA-256) is compared with everything: each passage's place and hash, that no sentence
is left out, each phrase, each citation marker, what errata say is printed in a sentence, the references, and the
coverage of each section (`llm_kb.checks.coverage`). Any other text of the work, such as that of a PDF, is only searched
for the phrases.
"""

import hashlib
import re
import sqlite3
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from llm_kb.checks.coverage import SectionCoverage, coverage
from llm_kb.errors import KnowledgeBaseError
from llm_kb.text import normalized

MARKER = re.compile(r"\[(\d+(?:, \d+)*)\]")
REFERENCES_HEADING = "## References"
SOURCE = "paper"
PHRASES = """
    SELECT said.id, said.passage_id, said.phrase
    FROM (
        SELECT id, passage_id, phrase FROM statements
        UNION
        SELECT statement_id, passage_id, phrase FROM evidence WHERE phrase IS NOT NULL
    ) AS said
    INNER JOIN statements AS s ON said.id = s.id
    INNER JOIN passages AS p ON s.passage_id = p.id
    WHERE p.source_id = ? ORDER BY s.ordinal, said.phrase
"""
"""The phrases of statements and of facts that have one of their own, each with its statement."""


@dataclass
class Report:
    """The result of verifying the knowledge base against a text."""

    same_text: bool
    """Whether the text is the file that the passages' character ranges refer to."""
    phrases: int
    problems: list[str]
    sections: list[SectionCoverage]


@dataclass(frozen=True)
class _Passage:
    id: str
    section: str
    ranges: tuple[tuple[int, int], ...]
    sha256: str
    text: str


def verify(connection: sqlite3.Connection, file: Path) -> Report:
    """Verify the knowledge base against a text of the survey.

    Raises KnowledgeBaseError when the file cannot be read as UTF-8 text.
    """
    try:
        data = file.read_bytes()
        text = data.decode("utf-8")
    except OSError as error:
        raise KnowledgeBaseError(f"{str(file)!r} cannot be read ({error.strerror}): name a text file.") from error
    except UnicodeDecodeError as error:
        raise KnowledgeBaseError(f"{str(file)!r} is not UTF-8 text: convert it to plain text first.") from error
    source = connection.execute("SELECT sha256 FROM sources WHERE id = ?", (SOURCE,)).fetchone()
    phrases = len(connection.execute(PHRASES, (SOURCE,)).fetchall())
    if source is None or hashlib.sha256(data).hexdigest() != source[0]:
        return Report(False, phrases, list(_phrases_somewhere(connection, text)), [])
    passages = _passages(connection, text)
    problems = [
        *_wrong_passages(passages),
        *_uncovered_text(connection, passages, text),
        *_wrong_phrases(connection, passages, text),
        *_wrong_citations(connection, passages),
        *_wrong_errata(connection, passages),
        *_wrong_references(connection, text),
    ]
    return Report(True, phrases, problems, coverage(connection, {p.id: (p.section, p.text) for p in passages.values()}))


def _passages(connection: sqlite3.Connection, text: str) -> dict[str, _Passage]:
    rows = connection.execute(
        """SELECT p.id, s.name, p.sha256, r.start_character, r.end_character
        FROM passages AS p
        INNER JOIN sections AS s ON p.section_id = s.id
        INNER JOIN passage_ranges AS r ON p.id = r.passage_id
        WHERE p.source_id = ? ORDER BY p.ordinal, r.ordinal""",
        (SOURCE,),
    )
    passages: dict[str, _Passage] = {}
    for identity, section, sha256, start, end in rows:
        earlier = passages.get(identity)
        ranges = (*earlier.ranges, (start, end)) if earlier else ((start, end),)
        passages[identity] = _Passage(identity, section, ranges, sha256, " ".join(text[a:b] for a, b in ranges))
    return passages


def _wrong_passages(passages: dict[str, _Passage]) -> Iterator[str]:
    for passage in passages.values():
        if hashlib.sha256(passage.text.encode()).hexdigest() != passage.sha256:
            yield f"{passage.id}: the text at its place has another hash, correct ranges or sha256 in passages.csv"


def _uncovered_text(connection: sqlite3.Connection, passages: dict[str, _Passage], text: str) -> Iterator[str]:
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


def _wrong_phrases(connection: sqlite3.Connection, passages: dict[str, _Passage], text: str) -> Iterator[str]:
    whole = normalized(text)
    for statement, passage, phrase in connection.execute(PHRASES, (SOURCE,)):
        if passage not in passages:
            continue
        words = normalized(phrase)
        if words not in normalized(passages[passage].text):
            yield f"{statement}: the phrase {phrase!r} does not occur in its sentence, choose another"
        elif whole.count(words) != 1 and not _has_page_break(passages[passage]):
            yield f"{statement}: the phrase {phrase!r} occurs {whole.count(words)} times in the source, lengthen it"


def _has_page_break(passage: _Passage) -> bool:
    return len(passage.ranges) > 1


def _wrong_citations(connection: sqlite3.Connection, passages: dict[str, _Passage]) -> Iterator[str]:
    rows = connection.execute(
        """SELECT c.passage_id, c.bracket, c.position, p.number
        FROM citations AS c INNER JOIN publications AS p ON c.publication_id = p.id
        ORDER BY c.passage_id, c.position"""
    )
    recorded: dict[str, list[tuple[int, int, int]]] = {}
    for passage_id, marker, position, number in rows:
        recorded.setdefault(passage_id, []).append((marker, position, number))
    for passage in passages.values():
        markers = _markers(passage.text)
        if markers != recorded.get(passage.id, []):
            yield f"{passage.id}: its citations are not those recorded, the text has {[n for _, _, n in markers]}"


def _markers(text: str) -> list[tuple[int, int, int]]:
    """The citations of a text as marker, position and number."""
    marked = [(m, int(n)) for m, match in enumerate(MARKER.finditer(text), 1) for n in match[1].split(", ")]
    return [(marker, position, number) for position, (marker, number) in enumerate(marked, 1)]


def _wrong_errata(connection: sqlite3.Connection, passages: dict[str, _Passage]) -> Iterator[str]:
    rows = connection.execute(
        "SELECT erratum_id, ordinal, passage_id, printed FROM errata_places WHERE printed IS NOT NULL"
    )
    for erratum, ordinal, passage, printed in rows:
        if passage in passages and normalized(printed) not in normalized(passages[passage].text):
            yield f"{erratum}, place {ordinal}: {printed!r} is not printed there, correct errata_places.csv"


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
