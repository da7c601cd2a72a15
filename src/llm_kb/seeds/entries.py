"""What the readers of facts share: the file that they read, and the entry in it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import yaml

from llm_kb.seeds.fact_index import FactIndex
from llm_kb.seeds.format import SeedTable
from llm_kb.seeds.nodes import YamlReader
from llm_kb.seeds.rows import StagingRows, Values
from llm_kb.seeds.text import MAXIMUM_PHRASE_WORDS, phrase_words


@dataclass(frozen=True)
class Terms:
    """The closed lists that name keys: ids of `relations` and `roles`, and attributes with their kinds."""

    relations: tuple[str, ...]
    roles: tuple[str, ...]
    attributes: dict[str, str]


@dataclass
class Entry:
    """The entry being read, which is one statement."""

    id: str
    passage_id: str
    phrase: str
    line: int
    evidence: dict[str, str] = field(default_factory=dict)
    """Id of each fact of the entry, with its technique."""
    figures: int = 0


@dataclass(frozen=True)
class FactFile:
    """A file of facts, with what reading it takes."""

    name: str
    source: str
    terms: Terms
    index: FactIndex
    rows: StagingRows
    reader: YamlReader

    def add(self, table: str, line: int, values: Values) -> None:
        """Add a row that comes from a line of the file."""
        self.rows.add(table, values, self.name, line)

    def keys(self, table: SeedTable) -> tuple[str, ...]:
        """The keys that fill the columns of a table."""
        return table.header(self.rows.version)

    def values(self, table: SeedTable, entries: dict[str, yaml.Node]) -> Values:
        """The columns of a table that keys fill, with their defaults where a key is left out."""
        values: Values = {}
        for column in table.columns_in(self.rows.version):
            node = entries.get(column.name)
            read = self.reader.number if column.kind == "number" else self.reader.string
            values[column.table_column] = column.default if node is None else read(node, f"{column.name!r}")
        return values

    def has_keys(self, node: yaml.Node, entries: Collection[str], needed: Iterable[str], what: str) -> bool:
        """Whether a mapping has the keys that it needs; reports those that are missing."""
        missing = [key for key in needed if key not in entries]
        if missing:
            self.reader.fault(node, f"{what} has no {' and no '.join(map(repr, missing))}, add it")
        return not missing

    def check_length(self, node: yaml.Node, phrase: str) -> None:
        """Report a phrase that is too long."""
        if (words := phrase_words(phrase)) > MAXIMUM_PHRASE_WORDS:
            self.reader.fault(node, f"the phrase has {words} words, shorten it to at most {MAXIMUM_PHRASE_WORDS}")


def line_of(node: yaml.Node) -> int:
    """The line of a node, counted from 1."""
    return int(node.start_mark.line) + 1
