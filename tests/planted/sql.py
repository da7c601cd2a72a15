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
    "set": [(r"\bDISTINCT ", to("")), (r"\bUNION ALL\b", to("UNION")), (r"\bUNION\b(?! ALL)", to("UNION ALL"))],
    "count": [(r"\bcount\(DISTINCT (?=\w)", to("count(")), (r"\bmin\(", to("max(")), (r"\bmax\(", to("min("))],
    "order": [(r" DESC\b", to("")), (r"(?<=ORDER BY )[\w.]+(?=,|\n|\)|$)", lambda match: f"{match[0]} DESC")],
    "arithmetic": [(r"(?<=\w) \+ (?=\w)", to(" - ")), (r"(?<=[\w)]) - (?=\w)", to(" + "))],
    "constant": [(r"(?<![\w'.:-])\d+(?![\w'.])", _next), (r"(?<=\(')[a-z-]+', '(?=[a-z-]+'\))", to(""))],
    "missing condition": [(r"\n +AND [^\n()]*(\([^\n()]*\)[^\n()]*)*(?=\n|$)", to(""))],
    "missing group": [(r"(?<=GROUP BY )[\w.]+, (?=\w)", to("")), (r"(?<=PARTITION BY )[\w.]+, (?=\w)", to(""))],
    "parameter": [(r"-- if (?=\w+$)", to("-- unless ")), (r"-- unless (?=\w+$)", to("-- if "))],
}
"""Patterns in a statement, each with what stands in its place.

An outer join in place of an inner one is none: foreign keys see to it that nearly every row has a partner.
"""

IGNORED = re.compile(r"'[^']*'|/\*.*?\*/|--(?! if| unless)[^\n]*", re.DOTALL)
"""Texts and comments, in which only constants are changed."""


def faults(path: str, text: str) -> Iterator[Fault]:
    """Every fault of these kinds that can be planted in a file."""
    body = sum(len(line) for line in _header(text))
    ignored = [match.span() for match in IGNORED.finditer(text, body)]
    for kind, patterns in KINDS.items():
        for pattern, change in patterns:
            for match in re.compile(pattern, re.MULTILINE).finditer(text, body):
                inside = any(start <= match.start() < end for start, end in ignored)
                if not inside or (kind == "constant" and match[0].endswith("'")):
                    yield Fault(path, kind, text, match.start(), match.end(), change(match))


def _header(text: str) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        if not HEADER.fullmatch(line.rstrip("\n")):
            return
        yield line
