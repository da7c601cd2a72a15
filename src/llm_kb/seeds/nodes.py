"""Reads YAML as typed nodes that know their line, and refuses everything in YAML that can be read two ways."""

import re
from collections.abc import Collection, Iterator
from typing import Any

import yaml

from llm_kb.seeds.problems import Problems, suggestion
from llm_kb.seeds.text import line_fault

STRING, SEQUENCE, MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
DEEPEST = 20
"""How many lists and mappings may stand in one another: facts need eight."""
PROPERTIES = ("&", "*", "!")
"""What an anchor, alias and tag begin with; no value does without quotes."""
FAST: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""The loader that reads: libyaml where PyYAML has it, which is twenty times as fast."""


class Reader:
    """The YAML of one file, with the list that its problems go to."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.file = file
        self.problems = problems
        self.text = ""

    def compose(self, text: str) -> yaml.Node | None:
        """The root node of a document, or None when it is not YAML that seeds may use."""
        self.text = text
        parser = self._parser()
        return self._node(parser) if parser else None

    def entries(self, text: str, what: str) -> Iterator[yaml.Node]:
        """The items of a document that is a list, each as soon as it is read, so that few are in memory."""
        self.text = text
        parser = self._parser()
        if not parser:
            return
        if not parser.check_event(yaml.SequenceStartEvent):
            yield from self.items(self._node(parser), what)
            return
        start = parser.get_event()
        if parser.check_event(yaml.SequenceEndEvent):
            yield from self.items(yaml.SequenceNode(SEQUENCE, [], start.start_mark), what)
        while not parser.check_event(yaml.SequenceEndEvent):
            yield self._node(parser)

    def _parser(self) -> Any | None:
        """A parser of the text before its first node, or None when the text is not YAML that seeds may use."""
        for loader in dict.fromkeys((FAST, yaml.SafeLoader)):  # the slow one tells in more words what is wrong
            try:
                usable = self._is_usable(loader)
            except yaml.MarkedYAMLError as error:
                mark = error.problem_mark or error.context_mark
                found = mark.line if mark else 0, f"is not YAML ({error.problem}), check quotes, brackets and indents"
            except (yaml.YAMLError, ValueError, OverflowError) as error:
                found = 0, f"is not YAML ({type(error).__name__}), check its characters"
            else:
                parser = loader(self.text)
                while usable and not isinstance(parser.get_event(), yaml.DocumentStartEvent):
                    pass
                return parser if usable else None
        self._add(*found)
        return None

    def _is_usable(self, loader: Any) -> bool:
        """Whether a text is one document without anchors, aliases and tags; raises what a loader does if not YAML."""
        documents = depth = 0
        events: Iterator[Any] = yaml.parse(self.text, Loader=loader)
        for event in events:
            start = event.start_mark
            if isinstance(event, yaml.NodeEvent) and self.text.startswith(PROPERTIES, start.index):
                self._add(start.line, "uses an anchor, alias or tag, write the value out")
                return False
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                self._add(start.line, "is nested too deeply, write it as the format has it")
                return False
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise yaml.composer.ComposerError(None, None, "but found another document", start)
        if not documents:
            self._add(0, "is empty, fill it in or remove the file")
        return documents == 1

    def _node(self, parser: Any) -> yaml.Node:
        """The node that comes next."""
        event = parser.get_event()
        kind, start = type(event), event.start_mark
        if kind is yaml.ScalarEvent:
            tag = parser.resolve(yaml.ScalarNode, event.value, event.implicit) if event.implicit[0] else STRING
            return yaml.ScalarNode(tag, event.value, start, event.end_mark, event.style)
        if kind is yaml.SequenceStartEvent:
            items = []
            while not parser.check_event(yaml.SequenceEndEvent):
                items.append(self._node(parser))
            return yaml.SequenceNode(SEQUENCE, items, start, parser.get_event().end_mark)
        entries = []
        while not parser.check_event(yaml.MappingEndEvent):
            entries.append((self._node(parser), self._node(parser)))
        return yaml.MappingNode(MAPPING, entries, start, parser.get_event().end_mark)

    def _add(self, line_from_zero: int, message: str) -> None:
        self.problems.add(self.file, line_from_zero + 1, message)

    def fault(self, node: yaml.Node, message: str) -> None:
        """Note a problem at the line of a node."""
        self._add(node.start_mark.line, message)

    def mapping(self, node: yaml.Node, allowed: Collection[str], what: str) -> dict[str, yaml.Node] | None:
        """The entries of a mapping by key, or None when it is none; unknown and repeated keys are problems."""
        if not isinstance(node, yaml.MappingNode):
            self.fault(node, f"{what} is not a mapping, write it as key: value")
            return None
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
            return value.encode(errors="replace").decode()  # half a surrogate pair is text that nothing can hold
        elif self.text.startswith(" #", node.end_mark.index):
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
