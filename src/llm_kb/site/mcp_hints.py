"""Hints for language models on empty results: which names the statement contains, or that the topic is not covered."""

import re
import sqlite3
from collections.abc import Iterable, Iterator

from llm_kb.queries import naming
from llm_kb.text import WORD

LITERAL = re.compile(r"'((?:[^']|'')*)'")
NO_COLUMN = re.compile(r"no such column: (?:\w+\.)?(\w+)")
MAX_LITERALS = 10
"""Maximum number of string literals of a statement that are looked up."""

NOTHING = (
    "No rows: the survey states nothing that matches, or a value is spelled differently. model_names and "
    "technique_names contain every spelling (LIKE '%GRPO%'), and the named query 'search' takes any words."
)


def of_statement(connection: sqlite3.Connection, sql: str, values: Iterable[str] = ()) -> str:
    """The note for an empty result of a statement with these parameter values."""
    texts = [text.strip(" %_") for text in [*LITERAL.findall(sql), *values]][:MAX_LITERALS]
    return " ".join([NOTHING, *dict.fromkeys(_hints(connection, filter(None, texts)))])


def of_error(connection: sqlite3.Connection, message: str) -> str:
    """The hint added to an SQL error; empty if there is none."""
    column = NO_COLUMN.search(message)
    return " ".join(dict.fromkeys(_hints(connection, [column[1].replace("_", " ")] if column else [])))


def _hints(connection: sqlite3.Connection, texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from list(_names(connection, text)) or _topic(connection, text)


def _names(connection: sqlite3.Connection, text: str) -> Iterator[str]:
    """Hints on what a text is the name of."""
    for kind in naming.STORED:
        for identifier, name in naming.identifiers(connection, kind, text).items():
            yield f"{text!r} is the {kind} {name}, whose {kind}_id is {identifier!r}."
            yield from _parent(connection, identifier) if kind == "model" else ()


def _parent(connection: sqlite3.Connection, model: str) -> Iterator[str]:
    """The hint that a model belongs to another one, which may have the rows."""
    sql = "SELECT parent.id FROM models AS m INNER JOIN models AS parent ON m.parent_id = parent.id WHERE m.id = ?"
    for (parent,) in connection.execute(sql, (model,)):
        yield f"It belongs to {parent!r}, which some rows refer to instead."


def _topic(connection: sqlite3.Connection, text: str) -> Iterator[str]:
    """The sentence on a topic that the knowledge base does not cover."""
    words = " ".join(WORD.findall(text))
    sql = "SELECT body FROM search_index WHERE search_index MATCH ? AND kind = 'topic' ORDER BY rank LIMIT 1"
    yield from (str(body) for (body,) in connection.execute(sql, (f'{{title aliases}} : "{words}"',))) if words else ()
