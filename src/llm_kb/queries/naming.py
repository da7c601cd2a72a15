"""Resolves what people type to identifiers: "DeepSeek R1" and "deepseekr1" are the model deepseek-r1.

A name is looked up as it is stored, or else by its key (`text.folded`), by which the build has stored all names. One
that several models share, such as "Gemma 2 and 3", stays as it is.
"""

import json
import sqlite3
from collections.abc import Mapping

from llm_kb.errors import KnowledgeBaseError
from llm_kb.queries import LISTS, NamedQuery, Reader, listed_values, run
from llm_kb.text import folded, listed, without_size

KINDS = {kind: kind for kind in LISTS} | {
    "above": "technique",
    "first": "model",
    "group": "technique",
    "models": "model",
    "release": "model",
    "second": "model",
}
"""The kind of entity that a parameter of the named queries refers to, by parameter."""

STORED = {
    "institution": "SELECT institution_id FROM institution_names WHERE name = lower(:name)",
    "model": "SELECT model_id FROM model_names WHERE name = lower(:name) AND own = 1",
    "technique": "SELECT technique_id FROM technique_names WHERE name = lower(:name) AND own = 1",
}
"""SQL for the ids of a kind that have a name in this spelling, ignoring case."""

SPELLINGS = {
    "institution": """
        SELECT i.id, i.name, n.name AS spelling
        FROM institution_names AS n
        INNER JOIN institutions AS i ON n.institution_id = i.id
    """,
    "model": """
        SELECT m.id, m.name, n.name AS spelling
        FROM model_names AS n
        INNER JOIN models AS m ON n.model_id = m.id
        WHERE n.own = 1
    """,
    "technique": """
        SELECT t.id, t.name, n.name AS spelling
        FROM technique_names AS n
        INNER JOIN techniques AS t ON n.technique_id = t.id
        WHERE n.own = 1
    """,
}
"""SQL for the id, name and spellings of a kind, for engines without the keys of the search index."""


def names_entities(query: NamedQuery, values: Mapping[str, str]) -> bool:
    """Whether one of the values names a model, technique or institution."""
    return any(KINDS.get(name) in STORED and values[name].strip() for name in query.defaults if values.get(name))


def resolved(connection: Reader, query: NamedQuery, values: Mapping[str, str]) -> dict[str, str]:
    """The values of a query, with each unambiguous name replaced by its identifier.

    An unknown name is left unchanged. Raises KnowledgeBaseError for an ambiguous name.
    """
    complete = dict(values)
    for parameter in query.parameters:
        kind, value = KINDS.get(parameter.name), (values.get(parameter.name) or "").strip()
        if kind in STORED and value:
            names = listed_values(value) if parameter.is_list else [value]
            found = [_resolved(connection, kind, name) for name in names]
            if found != names:
                complete[parameter.name] = json.dumps(found) if parameter.is_list else found[0]
    return complete


def identifiers(connection: Reader, kind: str, name: str) -> dict[str, str]:
    """The entities of a kind that a name in any spelling can mean: names by identifier."""
    if not isinstance(connection, sqlite3.Connection):
        return _identifiers_by_spelling(connection, kind, name)
    rows = connection.execute(
        "SELECT DISTINCT id, title FROM search_index_names WHERE spelling = ? AND kind = ? ORDER BY id",
        (folded(name), kind),
    )
    return {str(identifier): str(title) for identifier, title in rows}


def known_names(connection: Reader, kind: str) -> list[tuple[str, str]]:
    """The identifiers and names of a kind, an identifier once for each of its names, to suggest one for another."""
    if isinstance(connection, sqlite3.Connection):
        return [(str(row[1]), str(row[2])) for row in run(connection, "names", {"kind": kind}).rows]
    if kind not in SPELLINGS:
        return []
    return [(str(identifier), str(spelling)) for identifier, _, spelling in connection.execute(SPELLINGS[kind])]


def _identifiers_by_spelling(connection: Reader, kind: str, name: str) -> dict[str, str]:
    """What `identifiers` returns, by folding all names of the kind."""
    rows: list[tuple[str, str, str]] = [
        (str(row[0]), str(row[1]), str(row[2])) for row in connection.execute(SPELLINGS[kind])
    ]
    found = {identifier: title for identifier, title, spelling in rows if folded(spelling) == folded(name)}
    if not found and kind == "model":
        found = {id_: title for id_, title, spelling in rows if folded(without_size(spelling)) == folded(name)}
    return dict(sorted(found.items()))


def _resolved(connection: Reader, kind: str, name: str) -> str:
    stored = [str(identifier) for (identifier,) in connection.execute(STORED[kind], {"name": name})]
    if stored:
        return stored[0] if len(stored) == 1 else name
    found = identifiers(connection, kind, name)
    if len(found) > 1:
        raise KnowledgeBaseError(f"The {kind} {name!r} is ambiguous: choose {listed([*found.values()])}.")
    return next(iter(found), name)
