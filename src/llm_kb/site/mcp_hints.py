"""Hints on empty results and unknown columns of SQL, for language models and for people.

They say which names the statement contains, which table has a column, or that the topic is not covered.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from operator import itemgetter

from llm_kb.queries import naming
from llm_kb.text import WORD, listed

LITERAL = re.compile(r"'((?:[^']|'')*)'")
FROM = re.compile(r"\b(?:from|join)\s+(\w+)")
NO_COLUMN = re.compile(r"no such column: (?:\w+\.)?(\w+)")
MAX_LITERALS = 10
"""Maximum number of string literals of a statement that are looked up."""
MAX_TABLES = 6
"""Maximum number of tables that a hint names."""

NOTHING = (
    "No rows: no source states anything that matches, or a value is spelled differently. model_names and "
    "technique_names contain every spelling (LIKE '%GRPO%'), and the named query 'search' takes any words."
)


def of_statement(connection: sqlite3.Connection, sql: str, values: Iterable[str] = ()) -> str:
    """The note for an empty result of a statement with these parameter values."""
    literals = [text.strip(" %_") for text in [*LITERAL.findall(sql), *values]][:MAX_LITERALS]
    hints = (
        [*_names(connection, text), *_attributes(connection, text)] or _topics(connection, text, whole=True)
        for text in literals
        if text
    )
    return " ".join([NOTHING, *dict.fromkeys(chain.from_iterable(hints))])


def of_error(connection: sqlite3.Connection, message: str, sql: str = "") -> str:
    """The hint added to the error of a statement; empty if there is none."""
    column = NO_COLUMN.search(message)
    if not column:
        return ""
    text = column[1].replace("_", " ")
    named = [*_names(connection, text), *_attributes(connection, text, in_part=True)]
    return " ".join(named or _topics(connection, text) or _columns(connection, column[1].lower(), sql))


def _columns(connection: sqlite3.Connection, column: str, sql: str) -> Iterator[str]:
    """Where a column is, the widest tables first, and which columns the tables of a statement have."""
    found = connection.execute("SELECT table_name, name FROM dictionary_columns ORDER BY table_name, ordinal")
    columns = {table: [name for _, name in rows] for table, rows in groupby(found, key=itemgetter(0))}
    having = sorted((table for table in columns if column in columns[table]), key=lambda table: -len(columns[table]))
    if having:
        yield f"{column} is a column of {listed(having[:MAX_TABLES], 'and')}."
    for table in dict.fromkeys(FROM.findall(sql.lower())):
        if table in columns:
            yield f"{table} has {listed(columns[table], 'and')}."


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


def _attributes(connection: sqlite3.Connection, text: str, *, in_part: bool = False) -> Iterator[str]:
    """The hint on attributes that a text names, or of whose names it is a word; none without specifications."""
    if connection.execute("SELECT 1 FROM spec_sheet LIMIT 1").fetchone() is None:
        return
    found = list(naming.identifiers(connection, "attribute", text))
    if not found and in_part and (words := _words(text)):
        sql = "SELECT id FROM attributes WHERE instr(' ' || lower(name) || ' ', ?) ORDER BY ordinal"
        found = [attribute for (attribute,) in connection.execute(sql, (f" {words} ",))]
    if found:
        columns = f"{listed(found, 'and')} {'is a column' if len(found) == 1 else 'are columns'} of spec_sheet"
        yield f"{columns}; specifications has each value with its source and place."


def _topics(connection: sqlite3.Connection, text: str, *, whole: bool = False) -> list[str]:
    """The sentence on a topic that the knowledge base does not cover, of which the text is a part or a whole phrase.

    A value such as the stage training is no question about training tokens, while any column of a guessed name is.
    """
    words = _words(text)
    if not words:
        return []
    sql = """
        SELECT title || ' · ' || aliases, body FROM search_index
        WHERE search_index MATCH ? AND kind = 'topic' ORDER BY rank
    """
    topics = connection.execute(sql, (f'{{title aliases}} : "{words}"',))
    return [body for phrases, body in topics if not whole or words in map(_words, phrases.split(" · "))][:1]


def _words(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))
