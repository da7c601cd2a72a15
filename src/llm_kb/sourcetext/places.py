"""Places in sources without sections: a page, lines, a heading or a key; as curators, files and people write them."""

import re
from dataclasses import dataclass
from typing import Literal

from llm_kb.text import slug

Kind = Literal["page", "lines", "heading", "key", "name", "text"]
PAGE = re.compile(r"(?:p|p\. ?)([1-9][0-9]*)")
LINES = re.compile(r"[lL]([1-9][0-9]*)(?:[-\u2013][lL]?([1-9][0-9]*))?")


@dataclass(frozen=True)
class Place:
    """A page (`first`), lines (`first` to `last`), a heading or a key; a name is either, a text everything."""

    kind: Kind
    first: int = 0
    last: int = 0
    name: str = ""

    @property
    def label(self) -> str:
        """The locator for people: `p. 12`, `L12–L20`, or the name."""
        if self.kind == "page":
            return f"p. {self.first}"
        if self.kind == "lines":
            return f"L{self.first}" + (f"\u2013L{self.last}" if self.last > self.first else "")
        return f"`{self.name}`" if self.kind == "key" else self.name

    @property
    def at(self) -> str:
        """The place as files of a bundle have it, without the number behind the slash."""
        if self.kind == "page":
            return f"p{self.first}"
        return self.label.lower().replace("\u2013", "-") if self.kind == "lines" else key_of(self.name)

    @property
    def words(self) -> str:
        """The place within a message, such as "on page 12"."""
        if self.kind == "page":
            return f"on page {self.first}"
        if self.kind == "lines":
            return f"in {self.label}"
        return "in the text" if self.kind == "text" else f"{'under' if self.kind == 'heading' else 'at'} {self.name!r}"


def place_of(at: str) -> Place:
    """The place that a curator or a locator names: `p12`, `p. 12`, `L12-L20`, else a heading or a key."""
    if match := PAGE.fullmatch(at):
        return Place("page", int(match[1]), int(match[1]))
    if match := LINES.fullmatch(at):
        return Place("lines", int(match[1]), int(match[2] or match[1]))
    return Place("key", name=at[1:-1]) if re.fullmatch("`[^`]+`", at) else Place("name", name=at)


def key_of(name: str) -> str:
    """The part of an `at` that stands for a heading or a key, such as `training-data` or `model.n_heads`."""
    if re.fullmatch(r"[A-Za-z0-9_.-]+", name):
        return re.sub(r"[._-]*([._-])[._-]*", r"\1", name.lower()).strip("._-")
    return slug(name)
