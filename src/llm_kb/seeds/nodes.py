"""Reads YAML as typed nodes that know their line, and refuses everything in YAML that can be read two ways."""

import re
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, TypeVar

import yaml

from llm_kb.seeds.problems import Problems, suggestion
from llm_kb.seeds.text import line_fault

Item = TypeVar("Item")
STRING, SEQUENCE, MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?")
COUNT = re.compile(r"(0|[1-9][0-9]{0,29})(\.[0-9]{1,15})?(e\+?[0-9]{1,2})?")
"""A number that may be very large, such as 15600000000000 or 3.8e25."""
FLAGS = {"true": True, "false": False}
MAX_DEPTH = 20
"""Maximum nesting depth: facts need eight levels."""
PROPERTY_INDICATORS = ("&", "*", "!")
"""First characters of anchors, aliases and tags; no unquoted value begins with them."""
FAST_LOADER: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""The loader: libyaml where PyYAML has it, which is twenty times as fast."""
RESOLVER: Any = yaml.resolver.Resolver()
SEQUENCE_END: Any = yaml.SequenceEndEvent
MAPPING_END: Any = yaml.MappingEndEvent


class UnsupportedYamlError(Exception):
    """A YAML feature that seeds may not use; has the line, counted from 0, and a message with the cure."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(line, message)
        self.line = line
        self.message = message


@lru_cache(maxsize=10_000)
def _tag_of_plain(value: str) -> str:
    """The tag of a value without quotes; keys and ids come again and again."""
    return str(RESOLVER.resolve(yaml.ScalarNode, value, (True, False)))


class _Document:
    """The one document of a text, parsed as it is read; raises RefusedError, or what a loader raises at no YAML."""

    def __init__(self, text: str, loader: Any) -> None:
        self.text = text
        self.parser = loader(text)
        self.depth = 0
        self.parser.get_event()
        if self.parser.check_event(yaml.StreamEndEvent):
            raise UnsupportedYamlError(0, "is empty, fill it in or remove the file")
        self.parser.get_event()

    def begins(self, kind: type[yaml.Event]) -> bool:
        """Whether an event of a kind comes next."""
        return bool(self.parser.check_event(kind))

    def event(self) -> Any:
        """The next event, which has no anchor, alias or tag and is not nested too deeply."""
        event = self.parser.get_event()
        if isinstance(event, yaml.NodeEvent):
            start: Any = event.start_mark
            if self.text.startswith(PROPERTY_INDICATORS, start.index):
                raise UnsupportedYamlError(start.line, "uses an anchor, alias or tag, write the value out")
            self.depth += isinstance(event, yaml.CollectionStartEvent)
            if self.depth > MAX_DEPTH:
                raise UnsupportedYamlError(start.line, "is nested too deeply, write it as the format has it")
        else:
            self.depth -= isinstance(event, yaml.CollectionEndEvent)
        return event

    def node(self) -> yaml.Node:
        """The node that comes next."""
        return self._node(self.event())

    def _node(self, event: Any) -> yaml.Node:
        """The node that begins with an event."""
        kind, start = type(event), event.start_mark
        if kind is yaml.ScalarEvent:
            tag = _tag_of_plain(event.value) if event.implicit[0] else STRING
            return yaml.ScalarNode(tag, event.value, start, event.end_mark, event.style)
        if kind is yaml.SequenceStartEvent:
            items = []
            while type(each := self.event()) is not SEQUENCE_END:
                items.append(self._node(each))
            return yaml.SequenceNode(SEQUENCE, items, start, each.end_mark)
        entries = []
        while type(key := self.event()) is not MAPPING_END:
            entries.append((self._node(key), self.node()))
        return yaml.MappingNode(MAPPING, entries, start, key.end_mark)

    def end(self) -> None:
        """Read the end, behind which there may be no other document."""
        self.parser.get_event()
        if self.begins(yaml.DocumentStartEvent):
            start = self.parser.get_event().start_mark
            raise yaml.composer.ComposerError(None, None, "but found another document", start)
        self.parser.get_event()


def _root(document: _Document) -> Iterator[yaml.Node]:
    """The one node of a document that is whole."""
    root = document.node()
    document.end()
    yield root


class YamlReader:
    """The YAML of one file, with the list that its problems go to."""

    def __init__(self, file: str, problems: Problems) -> None:
        self.file = file
        self.problems = problems
        self.text = ""

    def compose(self, text: str) -> yaml.Node | None:
        """The root node of a document, or None when it is not YAML that seeds may use."""
        return next(self._read(text, _root), None)

    def entries(self, text: str, what: str) -> Iterator[yaml.Node]:
        """The items of a document that is a list, each as soon as it is read, so that few are in memory."""
        yield from self._read(text, lambda document: self._items_of(document, what, is_root=True))

    def lists(self, text: str, first: str, *others: str) -> Iterator[tuple[str, yaml.Node]]:
        """The items of the lists under the keys of a document, each with its key, as soon as it is read.

        A document that is one list has the items of the first key.
        """

        def items(document: _Document) -> Iterator[tuple[str, yaml.Node]]:
            if not document.begins(yaml.MappingStartEvent):
                yield from ((first, node) for node in self._items_of(document, "the file", is_root=True))
                return
            document.event()
            seen = set[str]()
            while not document.begins(yaml.MappingEndEvent):
                node = document.node()
                key = self._key_of_list(node, (first, *others), seen)
                for item in self._items_of(document, f"{key!r}"):
                    if key:
                        yield key, item
            document.event()
            document.end()

        yield from self._read(text, items)

    def _key_of_list(self, node: yaml.Node, allowed: Collection[str], seen: set[str]) -> str | None:
        """The name of a key, or None when it is unknown or repeated, which is a problem."""
        name = node.value if isinstance(node, yaml.ScalarNode) else "?"
        if name not in allowed:
            self.fault(node, f"unknown key {name!r} in the file{suggestion(name, allowed)}, remove or rename it")
        elif name in seen:
            self.fault(node, f"the key {name!r} occurs twice in the file, keep one of them")
        else:
            seen.add(name)
            return str(name)
        return None

    def _items_of(self, document: _Document, what: str, *, is_root: bool = False) -> Iterator[yaml.Node]:
        """The items of the list that comes next in a document, each as soon as it is read."""
        if not document.begins(yaml.SequenceStartEvent):
            yield from self.items(next(_root(document)) if is_root else document.node(), what)
            return
        start = document.event().start_mark
        if document.begins(yaml.SequenceEndEvent):
            yield from self.items(yaml.SequenceNode(SEQUENCE, [], start), what)
        while not document.begins(yaml.SequenceEndEvent):
            yield document.node()
        document.event()
        if is_root:
            document.end()

    def _read(self, text: str, nodes: Callable[[_Document], Iterator[Item]]) -> Iterator[Item]:
        """The nodes of a text, up to where it is not YAML that seeds may use, which is a problem.

        What libyaml refuses is read again by PyYAML's own parser from there on, since that says in more words what is
        wrong, and has the last word on whether anything is.
        """
        self.text = text
        done = 0
        problem = (0, "")
        for loader in dict.fromkeys((FAST_LOADER, yaml.SafeLoader)):
            try:
                for node in islice(nodes(_Document(text, loader)), done, None):
                    done += 1
                    yield node
                return
            except UnsupportedYamlError as error:
                problem = error.line, error.message
                break
            except yaml.MarkedYAMLError as error:
                mark = error.problem_mark or error.context_mark
                problem = mark.line if mark else 0, f"is not YAML ({error.problem}), check quotes, brackets and indents"
            except (yaml.YAMLError, ValueError, OverflowError) as error:
                problem = 0, f"is not YAML ({type(error).__name__}), check its characters"
        self._add(*problem)

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
                cure = "remove or rename it, or put a value that has a comma in quotes"
                self.fault(key, f"unknown key {name!r} in {what}{suggestion(name, allowed)}, {cure}")
            elif name in entries:
                self.fault(key, f"the key {name!r} occurs twice in {what}, keep one of them")
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
            self.fault(node, f"{what} is empty or has leading or trailing white space, correct it")
        elif node.tag != STRING:
            self.fault(node, f"{what} {value!r} would be parsed as {_kind(node.tag)}, put it in quotes")
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
        values = [self.string(item, what) for item in self.items(node, what)]
        for twice in sorted({s for s in values if values.count(s) > 1}):
            self.fault(node, f"{what} {twice!r} occurs twice in one list, keep one of them")
        return values

    def number(self, node: yaml.Node, what: str) -> float | None:
        """A plain decimal number."""
        if isinstance(node, yaml.ScalarNode) and not node.style and NUMBER.fullmatch(node.value):
            return float(node.value)
        self.fault(node, f"{what} is not a plain number such as 50 or 2.5, put words and ratios into 'printed'")
        return None

    def count(self, node: yaml.Node, what: str) -> float | None:
        """A plain number that is not negative, and may be very large."""
        if isinstance(node, yaml.ScalarNode) and not node.style and COUNT.fullmatch(node.value):
            return float(node.value)
        self.fault(node, f"{what} is not a plain number such as 8030000000, put what is printed into 'printed'")
        return None

    def flag(self, node: yaml.Node, what: str) -> bool | None:
        """Whether a node is true or false."""
        if isinstance(node, yaml.ScalarNode) and not node.style and node.value in FLAGS:
            return FLAGS[node.value]
        self.fault(node, f"{what} is neither true nor false, write one of the two without quotes")
        return None


def _kind(tag: str) -> str:
    kinds = {"int": "a number", "float": "a number", "bool": "true or false", "null": "nothing", "timestamp": "a date"}
    return kinds.get(tag.rpartition(":")[2], "something else")
