"""A text of a source in which phrases are found, with their character ranges."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePath

from llm_kb.errors import KnowledgeBaseError
from llm_kb.sourcetext import structure
from llm_kb.sourcetext.folding import fold, pattern_of
from llm_kb.sourcetext.places import Place, key_of
from llm_kb.sourcetext.search import Form, Range, Search
from llm_kb.text import counted, listed, nearest

CONFIGURATIONS = {".json", ".yaml", ".yml"}
MIN_SIMILARITY = 75
"""Minimum similarity, of 100, of the words that a message names as nearest to a phrase."""
LONGEST_WORD = 40
"""Longest word that is named as a whole."""
MOST_NAMED = 3
"""Most places that a message names."""
PAGED = (Form.PAGE, Form.PAGES, Form.COLUMN)
MARKDOWN = (Form.MARKDOWN,)


class PhraseError(KnowledgeBaseError):
    """A phrase that does not stand exactly once at its place."""


@dataclass(frozen=True)
class Occurrence:
    """The ranges of a phrase, and the place where it stands."""

    ranges: tuple[Range, ...]
    place: Place


@dataclass(frozen=True)
class _Extent:
    """The ranges of a place: the narrow ones and, where a phrase is in none of them, the wider ones."""

    tiers: tuple[Sequence[Range], ...]
    place: Place
    forms: tuple[Form, ...] = (Form.PLAIN,)
    """The forms that are searched, until the phrase is found in one."""


class SourceText:
    """A text, and the name of its file or document, whose suffix tells a configuration."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.is_configuration = PurePath(name).suffix.lower() in CONFIGURATIONS

    @cached_property
    def pages(self) -> list[Range]:
        """The range of each page; a text without form feeds is one page."""
        return structure.pages_of(self.text)

    @cached_property
    def sections(self) -> list[structure.MarkdownSection]:
        """The headings with what stands under them; none of a configuration and of a text with pages."""
        return [] if self.is_configuration or len(self.pages) > 1 else structure.sections_of(self.text)

    @cached_property
    def keys(self) -> dict[str, list[Range]]:
        """The ranges of the keys of a configuration, or of the front matter of Markdown."""
        stretch = (0, len(self.text)) if self.is_configuration else structure.front_matter(self.text)
        return structure.keys_of(self.text, *stretch) if stretch else {}

    @cached_property
    def lines(self) -> list[Range]:
        """The range of each line."""
        return structure.lines_of(self.text)

    def find(self, place: Place, phrase: str) -> Occurrence:
        """The phrase at a place.

        Raises PhraseError when there is no such place, or when the phrase does not stand there exactly once.
        """
        extent = self._extent(place)
        found = self._found(extent, phrase)
        if len(found) > 1:
            raise PhraseError(f"{phrase!r} stands {len(found)} times {extent.place.words}: take more words.")
        if not found:
            raise PhraseError(self._explanation(extent.place, phrase))
        return Occurrence(found[0], extent.place)

    def require(self, place: Place, phrase: str) -> None:
        """Raise PhraseError unless the phrase stands at a place, once or several times."""
        extent = self._extent(place)
        if not self._found(extent, phrase):
            raise PhraseError(self._explanation(extent.place, phrase))

    def contains(self, place: Place, position: int) -> bool:
        """Whether a position lies at a place; raises PhraseError when there is no such place."""
        return any(start <= position < end for tier in self._extent(place).tiers for start, end in tier)

    def words_of(self, ranges: Iterable[Range]) -> str:
        """The text of ranges, joined by spaces, as its hash is computed."""
        return " ".join(self.text[start:end] for start, end in ranges)

    def place_at(self, position: int) -> Place:
        """The place of a position: its page, heading or line."""
        if len(self.pages) > 1:
            number = sum(start <= position for start, _ in self.pages)
            return Place("page", number, number)
        above = [section for section in self.sections if section.start <= position]
        if above:
            return Place("heading", name=above[-1].title)
        number = sum(start <= position for start, _ in self.lines)
        return Place("lines", number, number)

    def _found(self, extent: _Extent, phrase: str) -> list[tuple[Range, ...]]:
        """The ranges of each occurrence of a phrase at a place, in the first tier and form that have any."""
        for tier in extent.tiers:
            for form in extent.forms:
                found: list[tuple[Range, ...]] = []
                for start, end in tier:
                    # A phrase may run over the end of a page; it counts where it begins.
                    limit = self._end_of_next_page(extent.place) if form is Form.PAGES else end
                    found += (
                        ranges for ranges in self._search.matches(phrase, start, limit, form) if ranges[0][0] < end
                    )
                if found:
                    return list(dict.fromkeys(found))
        return []

    def _end_of_next_page(self, place: Place) -> int:
        return self.pages[min(place.first, len(self.pages) - 1)][1] if place.kind == "page" else len(self.text)

    @cached_property
    def _search(self) -> Search:
        return Search(self.text, self.pages)

    def _extent(self, place: Place) -> _Extent:
        """Where a place is; raises PhraseError when there is none."""
        if place.kind == "text":
            forms = PAGED if len(self.pages) > 1 else _Extent.forms if self.is_configuration else MARKDOWN
            return _Extent(([(0, len(self.text))],), place, forms)
        if place.kind == "page":
            return self._page(place)
        if place.kind == "lines":
            return self._lines(place)
        if place.kind in ("name", "key") and (key := self._key(place.name)):
            return _Extent((self.keys[key],), Place("key", name=key))
        if place.kind != "key" and (sections := self._sections(place.name)):
            own, whole = [(s.start, s.own_end) for s in sections], [(s.start, s.end) for s in sections]
            return _Extent((own, whole), Place("heading", name=self._title(sections)), MARKDOWN)
        if place.kind != "key" and (lines := self._lines_reading(place.name)):
            start, end = lines[0]
            return _Extent(
                ([(start, len(self.text))],), Place("heading", name=self.text[start:end].strip()), forms=MARKDOWN
            )
        raise PhraseError(self._no_place(place))

    def _page(self, place: Place) -> _Extent:
        if place.first > len(self.pages):
            raise PhraseError(f"There is no page {place.first}: the text has {counted(len(self.pages), 'page')}.")
        return _Extent(([self.pages[place.first - 1]],), place, PAGED)

    def _lines(self, place: Place) -> _Extent:
        if not place.first <= place.last <= len(self.lines):
            raise PhraseError(f"There is no {place.label}: the text has {counted(len(self.lines), 'line')}.")
        return _Extent(([(self.lines[place.first - 1][0], self.lines[place.last - 1][1])],), place)

    def _key(self, name: str) -> str | None:
        """The path of a key that a name stands for."""
        if name in self.keys:
            return name
        return next((path for path in self.keys if key_of(path) == name), None)

    def _sections(self, name: str) -> list[structure.MarkdownSection]:
        """The sections of a title, or of titles joined by ` › `, or of the part of an `at` that stands for one."""
        words = fold(structure.without_markup(name)).text.strip()
        exact = [s for s in self.sections if words in (fold(s.title).text, fold(s.path).text)]
        return exact or [s for s in self.sections if name in (key_of(s.title), key_of(s.path))]

    def _title(self, sections: Sequence[structure.MarkdownSection]) -> str:
        """The title of a section, with those above it where it is not the only one of its title."""
        (first, *others) = sections
        alike = sum(section.title == first.title for section in self.sections)
        return first.title if others or alike == 1 else first.path

    def _lines_reading(self, name: str) -> list[Range]:
        """The lines of a text without headings that have just these words, of which the first is a title."""
        if self.is_configuration or self.sections or len(self.pages) > 1:
            return []
        return [
            (start, end)
            for start, end in self.lines
            if (line := self.text[start:end].strip(" *_:")) and name.strip(" *_:") in (line, key_of(line))
        ]

    def _no_place(self, place: Place) -> str:
        names = [*self.keys, *(section.title for section in self.sections)]
        close = nearest(place.name, [(name, name) for name in names], 1)
        return f"There is no heading or key {place.name!r}" + (
            f": did you mean {close[0]!r}?" if close else ": copy it from the text."
        )

    def _explanation(self, place: Place, phrase: str) -> str:
        """Why a phrase is not at a place, with the nearest place, in one sentence."""
        if not pattern_of(phrase):
            return f"The phrase {phrase!r} has no words: take some from the text."
        whole = self._extent(Place("text"))
        if places := list(dict.fromkeys(self.place_at(ranges[0][0]).words for ranges in self._found(whole, phrase))):
            more = f" and {len(places) - MOST_NAMED} more places" if len(places) > MOST_NAMED else ""
            return f"{phrase!r} is {listed(places[:MOST_NAMED], 'and')}{more}, not {place.words}."
        return f"{phrase!r} is nowhere in the text: {self._advice(phrase)}."

    def _advice(self, phrase: str) -> str:
        """What is nearest to a phrase that the text does not have."""
        from rapidfuzz import fuzz

        folded = self._search.folded(0, len(self.text), Form.PLAIN)
        match = fuzz.partial_ratio_alignment(fold(phrase).text, folded.text, score_cutoff=MIN_SIMILARITY)
        words = list(re.finditer(r"\S+", folded.text[: match.dest_end + LONGEST_WORD])) if match else []
        near = [word for word in words if match and match.dest_start < word.end() and word.start() < match.dest_end]
        if not near:
            return "take words from it"
        start, end = folded.positions[near[0].start()], folded.positions[near[-1].end() - 1] + 1
        return f"the nearest is {' '.join(self.text[start:end].split())!r} {self.place_at(start).words}"
