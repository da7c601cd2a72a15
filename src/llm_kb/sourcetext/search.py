"""Searches stretches of a text for a phrase, in forms that disregard what the text has besides its words."""

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from functools import cached_property

from llm_kb.sourcetext import structure
from llm_kb.sourcetext.folding import Folded, fold, pattern_of

WORD = re.compile(r"\w")
Range = tuple[int, int]


class Form(Enum):
    """What a search disregards."""

    PLAIN = "nothing"
    MARKDOWN = "the markup of Markdown"
    PAGE = "borders of tables"
    PAGES = "borders of tables, and page numbers and running lines between pages"
    COLUMN = "borders of tables, and what stands in another column"


CLEANED: dict[Form, Callable[[str], str]] = {
    Form.PLAIN: str,
    Form.MARKDOWN: structure.without_markup,
    Form.PAGE: structure.without_borders,
    Form.PAGES: structure.without_borders,
    Form.COLUMN: structure.without_borders,
}


def occurrences(phrase: str, text: str, form: Form) -> int:
    """How often a phrase stands in a text of its own."""
    folded = fold(CLEANED[form](text)).text
    pattern = pattern_of(CLEANED[form](phrase), folded)
    return len(pattern.findall(folded)) if pattern else 0


class Search:
    """A text in its forms."""

    def __init__(self, text: str, pages: Sequence[Range]) -> None:
        self.text = text
        self.pages = pages
        self._folded: dict[tuple[int, int, Form], Folded] = {}

    def matches(self, phrase: str, start: int, end: int, form: Form) -> Iterator[tuple[Range, ...]]:
        """The ranges of each occurrence of a phrase in a stretch."""
        pattern = pattern_of(CLEANED[form](phrase))
        if pattern is None:
            return
        if form is Form.COLUMN:
            yield from self._in_columns(pattern, start, end)
            return
        folded = self.folded(start, end, form)
        for match in pattern.finditer(folded.text):
            yield self._ranges(folded.positions[slice(*match.span())], form)

    def folded(self, start: int, end: int, form: Form) -> Folded:
        """The folded form of a stretch."""
        key = (start, end, form)
        if key not in self._folded:
            self._folded[key] = fold(self._texts[form], start, end)
        return self._folded[key]

    @cached_property
    def _texts(self) -> "_Texts":
        return _Texts(self.text, self.pages)

    def _in_columns(self, pattern: re.Pattern[str], start: int, end: int) -> Iterator[tuple[Range, ...]]:
        """The occurrences in a page with layout, where a line of one column is followed by one of another."""
        text = self._texts[Form.PAGES]
        for column in structure.columns_of(text, start, end):
            characters, positions = list[str](), list[int]()
            for first, last in column:
                characters.append(text[first:last] + "\n")
                positions += range(first, last + 1)
            folded = fold("".join(characters))
            for match in pattern.finditer(folded.text):
                found = folded.positions[slice(*match.span())]
                yield self._ranges([positions[place] for place in found], Form.COLUMN)

    def _ranges(self, positions: Sequence[int], form: Form) -> tuple[Range, ...]:
        """The ranges of characters: apart where words stand between them, such as a page number or another column."""
        ranges = [(positions[0], positions[0] + 1)]
        for position in positions[1:]:
            first, end = ranges[-1]
            if form is Form.MARKDOWN or not WORD.search(self.text, end, max(position, end)):
                ranges[-1] = (first, max(end, position + 1))
            else:
                ranges.append((position, position + 1))
        return tuple((first, first + len(self.text[first:end].rstrip())) for first, end in ranges)


class _Texts(dict[Form, str]):
    """The forms of a text, each made when it is needed and as long as the text itself."""

    def __init__(self, text: str, pages: Sequence[Range]) -> None:
        super().__init__({Form.PLAIN: text})
        self._pages = pages

    def __missing__(self, form: Form) -> str:
        cleaned = CLEANED[form](self[Form.PLAIN])
        self[form] = structure.without_running_lines(cleaned, self._pages) if form is Form.PAGES else cleaned
        return self[form]
