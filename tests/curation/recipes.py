"""Reads the recipes of CONTRIBUTING.md, and follows them in a checkout."""

import re
import shlex
from dataclasses import dataclass
from textwrap import dedent

from llm_kb.seeds import revisions
from llm_kb.settings import checkout as real_checkout
from llm_kb.settings import data_directory

from ..checkout import Checkout

FIRST = "2025-06-paper"
REVISIONS = revisions.numbered(data_directory("migrations") / "versions")
EDITIONS = revisions.data_revisions(data_directory("migrations") / "versions")
LATER = EDITIONS[1:]
"""All revisions, those that load editions, and those of them after the first."""

RECIPE = re.compile(r"^#{2,3} (?P<title>.+)$", re.MULTILINE)
BLOCK = re.compile(r"^(?P<indent> *)```(?P<kind>\w+)(?: (?P<file>\S+))?\n(?P<text>.*?)^(?P=indent)```$", re.M | re.S)
AT = re.compile(r"^- at: \S+?/(\d+)/(\d+)([a-z]?)", re.MULTILINE)
LAID_OUT = re.compile(r"Created \S*/(?P<edition>[a-z0-9-]+), which follows")


@dataclass(frozen=True)
class Step:
    """One block of a recipe: commands, or what is put into a file."""

    kind: str
    file: str
    text: str


def recipes(text: str) -> dict[str, list[Step]]:
    """The blocks below each heading of a document."""
    parts = RECIPE.split(text)[1:]
    return {title: steps(body) for title, body in zip(parts[::2], parts[1::2], strict=True)}


def steps(text: str) -> list[Step]:
    return [Step(m["kind"], m["file"] or "", dedent(m["text"])) for m in BLOCK.finditer(text)]


def follow(recipe: list[Step], checkout: Checkout, edition: str) -> str:
    """Follow a recipe to the letter, and return the edition that was worked on: a new one where one was laid out."""
    assert recipe
    for step in recipe:
        if step.kind == "console":
            edition = _run(step.text.replace("EDITION", edition), checkout) or edition
        else:
            path = checkout.root / step.file.replace("EDITION", edition)
            before = path.read_text(encoding="utf-8") if path.exists() else ""
            path.write_text(EDITORS[step.kind](before, step.text), encoding="utf-8")
    return edition


def _run(text: str, checkout: Checkout) -> str | None:
    """Run the commands of a block, each of which must print what is shown; return the edition that they lay out."""
    edition = None
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        printed = checkout.run(*shlex.split(command))
        assert not shown or printed == shown, command
        if match := LAID_OUT.search(printed):
            edition = match["edition"]
    return edition


def _changed(before: str, diff: str) -> str:
    """A text in which the lines with a minus stand no longer, but those with a plus."""
    old, new = ("".join(f"{x[1:]}\n" for x in diff.splitlines() if x[0] in kept) for kept in (" -", " +"))
    assert before.count(old) == 1, old
    return before.replace(old, new)


def _with_rows(before: str, rows: str) -> str:
    return before + rows


def _with_entry(before: str, entry: str) -> str:
    """A file of facts with one more entry at its place in reading order; a new file is the entries alone."""
    if not before:
        return entry
    later = [match.start() for match in AT.finditer(before) if _place(match) > _place(AT.search(entry))]
    at = min(later, default=len(before))
    return before[:at] + entry + before[at:]


def _place(match: re.Match[str] | None) -> tuple[int, int, str]:
    assert match
    return int(match[1]), int(match[2]), match[3]


EDITORS = {"diff": _changed, "csv": _with_rows, "yaml": _with_entry, "text": _with_rows}


def _of_the_repository() -> dict[str, list[Step]]:
    root = real_checkout()
    assert root
    return recipes((root / "CONTRIBUTING.md").read_text(encoding="utf-8"))


RECIPES = _of_the_repository()
