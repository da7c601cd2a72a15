"""Splits a file of facts into the text above its lists and the text of each item, and joins them again.

Nothing is parsed and written anew: an item is its lines as they stand, so that joining unchanged items gives the file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import yaml

from llm_kb.seeds.nodes import YamlReader
from llm_kb.seeds.problems import Problems
from llm_kb.seeds.text import lines_of, only_comments

LISTS = ("entries", "silent")
"""The lists of a file of facts; a file without their keys is a list of entries."""
KEY_OF_LIST = re.compile(rf"[\"']?({'|'.join(LISTS)})[\"']?\s*:.*\n?")
DASH = re.compile(r" *- +")


class FactList(NamedTuple):
    """One list of a file: its name, the text above it, which has its key where it has one, and its items."""

    name: str
    heading: str
    items: list[str]


def split(text: str, file: str, problems: Problems) -> list[FactList]:
    """The lists of a file in their order; a file of comments alone is a list of entries without items.

    What cannot be split is added to `problems`.
    """
    if only_comments(text):
        return [FactList(LISTS[0], text, [])]
    reader = YamlReader(file, problems)
    nodes = list(reader.lists(text, *LISTS))
    lines = list(lines_of(text))
    for _, node in nodes:
        if (match := DASH.match(lines[node.start_mark.line])) is None or match.end() != node.start_mark.column:
            reader.fault(
                node, "begins on another line than its dash, or shares it, write '- at: …' on a line of its own"
            )
    return [] if problems.collected else _lists(nodes, lines)


def _lists(nodes: Sequence[tuple[str, yaml.Node]], lines: list[str]) -> list[FactList]:
    """The lists of nodes that each begin on a line of their own; comments above an item are part of it."""
    lists: list[FactList] = []
    starts: list[int] = []
    last = -1
    for name, node in nodes:
        line = int(node.start_mark.line)
        if not lists or lists[-1].name != name:
            key = next((n for n in range(line, last, -1) if KEY_OF_LIST.fullmatch(lines[n])), last + 1)
            starts += [_above(lines, key, last) if lists else 0, line]
            lists.append(FactList(name, "", [""]))
        else:
            starts.append(_above(lines, line, last))
            lists[-1].items.append("")
        last = _last_line(node)
    texts = ("".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True))
    return [FactList(each.name, next(texts), [next(texts) for _ in each.items]) for each in lists]


def _above(lines: list[str], line: int, last: int) -> int:
    """The first of the comments and empty lines above a line and below the last line of the item before."""
    while line - 1 > last and (not lines[line - 1].strip() or lines[line - 1].lstrip().startswith("#")):
        line -= 1
    return line


def _last_line(node: yaml.Node) -> int:
    """The line in which the last value of a node ends; a bracket that closes it may stand below."""
    while isinstance(node, yaml.CollectionNode) and node.value:
        node = node.value[-1][1] if isinstance(node, yaml.MappingNode) else node.value[-1]
    return int(node.end_mark.line) - (node.end_mark.column == 0)


def headings(stored: Mapping[str, str], items: Mapping[str, Iterable[object]]) -> Iterator[tuple[str, str]]:
    """The lists of a file in their order, each with the text above it as its items now need it.

    `stored` are the texts above the lists as they were. A list without items loses its key, which YAML would read as
    nothing, and a list beside `silent` needs one.
    """
    order = [*(name for name in LISTS[:1] if name not in stored), *stored, *LISTS[1:]]
    for name in dict.fromkeys(order):
        heading = stored.get(name, "")
        lines = list(lines_of(heading))
        if not items.get(name):
            rest = "".join(line for line in lines if not KEY_OF_LIST.fullmatch(line))
            heading = rest if rest.strip() else ""
        elif items.get(LISTS[1]) and not any(map(KEY_OF_LIST.fullmatch, lines)):
            heading += f"{name}:\n"
        yield name, heading
