"""Reads YAML as typed nodes that know their line, and refuses everything in YAML that can be read two ways."""

import re
from collections.abc import Iterable, Iterator

import yaml

from llm_kb.seeds.problems import Problems, suggestion
from llm_kb.seeds.text import line_fault

STRING = "tag:yaml.org,2002:str"
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


class Reader:
    """The YAML of one file, with the list that its problems go to."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.file = file
        self.problems = problems
        self.lines: list[str] = []

    def compose(self, text: str) -> yaml.Node | None:
        """The root node of a document, or None when it is not YAML that seeds may use."""
        self.lines = text.split("\n")
        try:
            for event in yaml.parse(text, Loader=yaml.SafeLoader):
                if getattr(event, "anchor", None) or getattr(event, "tag", None):
                    line = event.start_mark.line if event.start_mark else 0
                    self._add(line, "uses an anchor, alias or tag, write the value out")
                    return None
            root: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
            if root is None:
                self._add(0, "is empty, fill it in or remove the file")
            return root
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            self._add(mark.line if mark else 0, f"is not YAML ({error.problem}), check quotes, brackets and indents")
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            self._add(0, f"is not YAML ({type(error).__name__}), check its characters")
        return None

    def _add(self, line_from_zero: int, message: str) -> None:
        self.problems.add(self.file, line_from_zero + 1, message)

    def fault(self, node: yaml.Node, message: str) -> None:
        """Note a problem at the line of a node."""
        self._add(node.start_mark.line, message)

    def mapping(self, node: yaml.Node, allowed: Iterable[str], what: str) -> dict[str, yaml.Node] | None:
        """The entries of a mapping by key, or None when it is none; unknown and repeated keys are problems."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, f"{what} is not a mapping, write it as key: value")
            return None
        allowed = list(allowed)
        entries: dict[str, yaml.Node] = {}
        for key, value in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if name not in allowed:
                self.fault(key, f"unknown key {name!r} in {what}{suggestion(name, allowed)}, remove or rename it")
            elif name in entries:
                self.fault(key, f"the key {name!r} stands twice in {what}, keep one of them")
            else:
                entries[name] = value
        return entries

    def items(self, node: yaml.Node, what: str) -> Iterator[yaml.Node]:
        """The items of a list."""
        if isinstance(node, yaml.SequenceNode):
            if not node.value:
                self.fault(node, f"{what} is an empty list, fill it in or leave the key out")
            yield from node.value
        else:
            self.fault(node, f"{what} is not a list, begin each item with a dash")

    def string(self, node: yaml.Node, what: str) -> str:
        """A string, or an empty one (with a problem) when the node is something else."""
        if not isinstance(node, yaml.ScalarNode):
            self.fault(node, f"{what} is not text, write one value")
            return ""
        value = str(node.value)
        if not value or value != value.strip():
            self.fault(node, f"{what} is empty or has white space at an end, mend it")
        elif node.tag != STRING:
            self.fault(node, f"{what} {value!r} would be read as {_kind(node.tag)}, put it in quotes")
            return ""
        elif fault := next(filter(None, map(line_fault, value.split("\n"))), None):
            self.fault(node, f"{what} {fault}")
        elif self.lines[node.end_mark.line].startswith(" #", node.end_mark.column):
            self.fault(node, f"{what} is cut short by ' #', put it in quotes, or two spaces before a comment")
        return value

    def strings(self, node: yaml.Node, what: str) -> list[str]:
        """One string, or a list of different ones."""
        if not isinstance(node, yaml.SequenceNode):
            return [self.string(node, what)]
        found = [self.string(item, what) for item in self.items(node, what)]
        for twice in sorted({s for s in found if found.count(s) > 1}):
            self.fault(node, f"{what} {twice!r} stands twice in one list, keep one of them")
        return found

    def number(self, node: yaml.Node, what: str) -> float | None:
        """A plain decimal number."""
        if isinstance(node, yaml.ScalarNode) and not node.style and NUMBER.fullmatch(node.value):
            return float(node.value)
        self.fault(node, f"{what} is not a plain number such as 50 or 2.5, put words and ratios into 'printed'")
        return None


def _kind(tag: str) -> str:
    kinds = {"int": "a number", "float": "a number", "bool": "true or false", "null": "nothing", "timestamp": "a date"}
    return kinds.get(tag.rpartition(":")[2], "something else")
