"""Rules that the files of the named queries keep, each as a function that finds what breaks it."""

import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from llm_kb.queries.rendering import PARAMETER, split_condition
from llm_kb.sqlfile import SqlFile

LINES = 60
LINES_OF = {"search": 147}
MEDIAN = 25
TRICKS = {
    "rowid": r"\browid\b",
    "a join that forces a plan": r"CROSS JOIN [^()]*\bON\b",
    "a plus that hides an index": r"[\s(,]\+[a-z]",
    "a value that may be blank": r"coalesce\(\s*nullif|trim\(\s*coalesce|coalesce\(\s*:",
    "a table of what was asked": r"\basked\b",
}
ROW_NUMBERS = {"search"}
"""The full-text index has no other key."""
KEYS_OF_PARAMETERS = ("default", "list", "number", "match", "folded", "columns")


@dataclass(frozen=True)
class Use:
    """A parameter that a line uses, with those that the line and those around it belong to."""

    parameter: str
    owners: tuple[str, ...]


def breaches(file: SqlFile, whole: str) -> Iterator[str]:
    """What breaks a rule in one query, of which `whole` is the statement with its parts."""
    known = set(file.named("parameter"))
    yield from (f"a header for {name!r}" for key in KEYS_OF_PARAMETERS for name in _named(file, key) - known)
    own = {mark.parameter for _, mark in map(split_condition, file.sql.splitlines()) if mark}
    yield from (f"a condition of {name!r}, which is no parameter" for name in own - known)
    uses = [use for use in used(whole) if use.parameter in known or not set(use.owners) - known]
    yield from (f"{use.parameter!r} in a line that is not its own" for use in uses if use.parameter not in use.owners)
    belonging = {mark.parameter for _, mark in map(split_condition, whole.splitlines()) if mark}
    yield from (f"{name!r} is used nowhere" for name in known - belonging - set(file.names("columns")))
    yield from (name for name, pattern in TRICKS.items() if _has(file, name, pattern))
    yield from (f"{line!r} twice" for line, number in conditions(file.sql).items() if number > 1)
    if lines(file) > LINES_OF.get(file.name, LINES):
        yield f"{lines(file)} lines"


def used(sql: str) -> Iterator[Use]:
    """Every use of a parameter."""
    around: list[tuple[int, str | None]] = []
    for line in sql.splitlines():
        text, mark = split_condition(line)
        indent = len(line) - len(line.lstrip())
        around = [(depth, name) for depth, name in around if depth < indent]
        around.append((indent, mark.parameter if mark and mark.expected else None))
        owners = tuple(name for _, name in around if name)
        yield from (Use(match["name"], owners) for match in PARAMETER.finditer(text) if match["name"])


def conditions(sql: str) -> Counter[str]:
    """How often each condition and each join stands in a text."""
    bare = (re.sub(r"^(AND|OR|WHERE|ON) ", "", split_condition(line)[0].strip()) for line in sql.splitlines())
    return Counter(line for line in bare if len(line) > 20 and re.search(r"\bJOIN\b| = | IN \(", line))


def lines(file: SqlFile) -> int:
    """The number of lines of a statement with all its conditions, without the parts that it includes."""
    return len(file.sql.splitlines())


def median(files: Iterable[SqlFile]) -> float:
    """The median of the numbers of lines."""
    return statistics.median(map(lines, files))


def _named(file: SqlFile, key: str) -> set[str]:
    return set(file.named(key)) if key == "default" else set(file.names(key))


def _has(file: SqlFile, name: str, pattern: str) -> bool:
    return not (name == "rowid" and file.name in ROW_NUMBERS) and bool(re.search(pattern, file.sql))
