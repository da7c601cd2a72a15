"""Locators of passages: `section/paragraph/sentence` in a source with sections, `place/number` in any other."""

import re

from llm_kb.seeds.rows import StagingRows

NUMBER = "[1-9][0-9]{0,8}"
SENTENCE = re.compile(rf"[a-z0-9.-]+/{NUMBER}/{NUMBER}")
PLACE = re.compile(rf"[a-z0-9]+([._-][a-z0-9]+)*/{NUMBER}")
PAGE = re.compile(rf"p({NUMBER})/.*")
ENTRY = re.compile(rf"(?P<locator>(?P<place>[a-z0-9._-]+)/{NUMBER}(/{NUMBER})?)(?P<letter>[a-z]?)")
"""The place of an entry of facts: a locator, and a letter where a passage has several entries."""

OF_SENTENCE = "write section/paragraph/sentence, such as 4.2/3/4"
OF_PLACE = "write place/number, such as p12/3 or training-data/1"


RANGES = re.compile(r"[0-9]{1,9}-[0-9]{1,9}(;[0-9]{1,9}-[0-9]{1,9})*")


def ranges_of(cell: str) -> list[tuple[int, int]] | None:
    """Start and end of each range of a cell such as `447-512;515-530`; None if it is not well-formed."""
    if not RANGES.fullmatch(cell):
        return None
    pairs = (pair.split("-") for pair in cell.split(";"))
    return [(int(start), int(end)) for start, end in pairs]


def section_id(source: str, section: str) -> str:
    """Id of a section: `paper`, `4.2` gives `paper-4-2`."""
    return f"{source}-{_dashed(section)}"


def passage_id(source: str, locator: str) -> str:
    """Id of a passage: `paper`, `4.2/3/4` gives `paper-4-2-3-4`, and `report`, `p12/3` gives `report-p12-3`."""
    place, *numbers = locator.split("/")
    return "-".join((source, _dashed(place), *numbers))


def _dashed(place: str) -> str:
    return place.replace(".", "-").replace("_", "-")


def page_of(locator: str) -> int | None:
    """The page that a locator names, as in `p12/3`."""
    match = PAGE.fullmatch(locator)
    return int(match[1]) if match else None


class Locators:
    """Validates the locators of a bundle by what its sources have: sections or not."""

    def __init__(self, rows: StagingRows) -> None:
        self.version = rows.version
        self.known = set(rows.column_values("sources"))
        self.with_sections = set(rows.column_values("sections", "source_id"))
        self.unsure = "sections" in rows.partial

    def has_sections(self, source: str) -> bool:
        """Whether a source has sections, as every source of format 1 does."""
        return self.version == 1 or source in self.with_sections

    def fault(self, source: str, locator: str) -> str | None:
        """The problem of a locator, with the cure, or None."""
        is_place, is_sentence = PLACE.fullmatch(locator), SENTENCE.fullmatch(locator)
        if self.has_sections(source):
            is_right = is_sentence or (is_place and self.unsure)
            return None if is_right else f"{locator!r} is not well-formed, {OF_SENTENCE}"
        if is_sentence and source in self.known and not self.unsure:
            return f"{locator!r} names a sentence of a section, and {source!r} has no sections, {OF_PLACE}"
        return None if is_place or is_sentence else f"{locator!r} is not well-formed, {OF_PLACE}"
