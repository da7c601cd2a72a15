"""Faults of SQL: other comparisons, joins, sets, orders, bounds, and conditions or columns that are missing."""

import re
from collections.abc import Callable, Iterator

from llm_kb.sqlfile import HEADER

from .fault import Fault

Match = re.Match[str]
Change = Callable[[Match], str]


def to(text: str) -> Change:
    return lambda match: text


def _next(match: Match) -> str:
    return str(int(match[0]) + 1)


def _descending(match: Match) -> str:
    return f"{match[0]} DESC"


KINDS: dict[str, list[tuple[str, Change]]] = {
    "comparison": [
        (r"(?<= )=(?= )", to("<>")),
        (r"(?<= )<>(?= )", to("=")),
        (r"(?<= )>=(?= )", to(">")),
        (r"(?<= )<=(?= )", to("<")),
        (r"(?<= )>(?= )", to(">=")),
        (r"(?<= )<(?= )", to("<=")),
    ],
    "logic": [
        (r"\bAND\b", to("OR")),
        (r"\bOR\b", to("AND")),
        (r"\bNOT (?=IN\b|EXISTS\b)", to("")),
        (r"\bIS NULL\b", to("IS NOT NULL")),
        (r"\bIS NOT NULL\b", to("IS NULL")),
    ],
    "join": [(r"\bLEFT OUTER JOIN\b", to("INNER JOIN"))],
    "set": [(r"\bDISTINCT ", to("")), (r"\bUNION\b(?! ALL)", to("UNION ALL"))],
    "count": [
        (r"\bcount\(DISTINCT (?=\w)", to("count(")),
        (r"\bmin\(", to("max(")),
        (r"\bmax\((?!CASE WHEN (?:name|s\.attribute) = )", to("min(")),
    ],
    "order": [
        (r" DESC\b", to("")),
        (r"(?<=^ORDER BY )[\w.]+(?=,|\n|$)", _descending),
        (r"(?<= ORDER BY )[\w.]+(?=\n|\)|, [^\n]*\) AS|$)", _descending),
        (r"^ +ORDER BY [\w.]+, .*[\w.]$", _descending),
    ],
    "arithmetic": [(r"(?<=\w) \+ (?=\w)", to(" - ")), (r"(?<=[\w)]) - (?=\w)", to(" + "))],
    "constant": [(r"(?<![\w'.:-])\d+(?![\w'.])", _next), (r"(?<=\(')[a-z-]+', '(?=[a-z-]+'\))", to(""))],
    "missing condition": [(r"\n +AND [^\n()]*(\([^\n()]*\)[^\n()]*)*(?=\n|$)", to(""))],
    "missing group": [
        (r"(?<=GROUP BY )(?!(?:\w+\.)?id, |(\w+)_id, \1\b)[\w.]+, (?=\w)", to("")),
        (r"(?<=PARTITION BY )[\w.]+, (?=\w)", to("")),
    ],
    "parameter": [(r"-- if (?=\w+$)", to("-- unless ")), (r"-- unless (?=\w+$)", to("-- if "))],
}
"""Patterns in a statement, each with what stands in its place.

These change no answer, and are none:

- an outer join in place of an inner one: foreign keys see to it that nearly every row has a partner;
- UNION in place of UNION ALL, whose parts differ in a literal or in their identifiers;
- the least in place of the greatest of the one value of a name, or of the one preferred value of an attribute;
- another order of the groups within which names are then joined (but of the names it is one);
- a group without its identifier where it has the name, too, which is as unique;
- rows that are there twice of a list, or of a part of WITH, that is only asked whether it has a value by IN.
"""

SAME = re.compile(
    r"\bcount\(CASE [^\n]* THEN \d END|\bSELECT 1(?=\n| FROM)|ORDER BY CASE [^\n,]* END|SELECT \w+, \d, '"
    r"|coalesce\(\w+\.year, \d+\)",
)
"""Where a constant one greater says the same: what is counted or exists, and what only sorts before or after."""

PART = re.compile(
    r"^(?:WITH (?:RECURSIVE )?)?(\w+)(?: \([\w, ]+\))? AS (?:MATERIALIZED )?\($.*?^\)", re.MULTILINE | re.DOTALL
)
"""A part of WITH from its name to its end."""
LIST = re.compile(r"\bIN \(\s*SELECT [^()]*\)")
"""A list of values that a statement selects."""

IGNORED = re.compile(r"'[^']*'|/\*.*?\*/|--(?! if| unless)[^\n]*", re.DOTALL)
"""Texts and comments, in which only constants are changed."""


def faults(path: str, text: str) -> Iterator[Fault]:
    """Every fault of these kinds that can be planted in a file."""
    body = sum(len(line) for line in _header(text))
    ignored = [match.span() for match in IGNORED.finditer(text, body)]
    same = [match.span() for match in SAME.finditer(text, body)]
    lists = [*_lists(text, body)]
    for kind, patterns in KINDS.items():
        for pattern, change in patterns:
            for match in re.compile(pattern, re.MULTILINE).finditer(text, body):
                inside = any(start <= match.start() < end for start, end in ignored)
                if kind == "constant":
                    inside = any(start <= match.start() < end for start, end in same) or (
                        inside and not match[0].endswith("'")
                    )
                if kind == "set":
                    inside = inside or any(start <= match.start() < end for start, end in lists)
                if not inside:
                    yield Fault(path, kind, text, match.start(), match.end(), change(match))


def _lists(text: str, body: int) -> Iterator[tuple[int, int]]:
    """Where rows are selected of which it only matters whether a value is among them."""
    yield from (match.span() for match in LIST.finditer(text, body))
    for part in PART.finditer(text, body):
        uses = re.findall(rf"\b(?:FROM|JOIN) {part[1]}\b", text[body:])
        asked = re.findall(rf"\bIN \(SELECT [\w.]+ FROM {part[1]}\)", text[body:])
        if uses and len(uses) == len(asked):
            yield part.span()


def _header(text: str) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        if not HEADER.fullmatch(line.rstrip("\n")):
            return
        yield line
