"""The dictionary inside the database describes every table, view and column of it, and nothing else."""

import sqlite3

from llm_kb import derive
from llm_kb.derive.names import SEARCH_TABLES

INTERNAL = {"alembic_version"}
"""Tables of tools, which hold nothing to look up."""


def described(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Columns of every table and view by the dictionary."""
    known: dict[str, list[str]] = {name: [] for (name,) in connection.execute("SELECT name FROM dictionary_tables")}
    for table, column in connection.execute("SELECT table_name, name FROM dictionary_columns ORDER BY 1, ordinal"):
        known[table].append(column)
    return known


def existing(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Columns of every table and view by the database itself, its search index and other inner tables left out."""
    listed = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    )
    names = [name for name, _ in listed if name not in INTERNAL and not name.startswith(SEARCH_TABLES)]
    return {name: [found[1] for found in connection.execute(f"PRAGMA table_info({name})")] for name in names}


def test_every_table_view_and_column_is_described_and_nothing_else(kb: sqlite3.Connection) -> None:
    assert described(kb) == existing(kb)


def test_a_table_that_is_not_described_is_found(kb_copy: sqlite3.Connection) -> None:
    kb_copy.execute("CREATE VIEW unknown AS SELECT 1 AS one")
    assert described(kb_copy) != existing(kb_copy)


def test_types_and_null_are_those_of_the_database(kb: sqlite3.Connection) -> None:
    views = {name for (name,) in kb.execute("SELECT name FROM dictionary_tables WHERE kind = 'view'")}
    assert views == set(derive.VIEWS)
    for name in existing(kb):
        expected = [
            (None, None) if name in views else (kind, int(not required))
            for _, _, kind, required, _, _ in kb.execute(f"PRAGMA table_info({name})")
        ]
        order = "SELECT type, nullable FROM dictionary_columns WHERE table_name = ? ORDER BY ordinal"
        assert [tuple(found) for found in kb.execute(order, (name,))] == expected, name


def test_columns_are_numbered_from_one(kb: sqlite3.Connection) -> None:
    wrong = kb.execute(
        "SELECT table_name FROM dictionary_columns GROUP BY 1 HAVING min(ordinal) <> 1 OR max(ordinal) <> count(*)"
    )
    assert wrong.fetchall() == []


def test_what_a_column_points_to_is_its_foreign_key(kb: sqlite3.Connection) -> None:
    for name in existing(kb):
        keys: dict[int, list[tuple[str, str]]] = {}
        for number, _, table, column, target, *_ in kb.execute(f"PRAGMA foreign_key_list({name})"):
            keys.setdefault(number, []).append((column, f"{table}.{target}"))
        expected = dict(pairs[0] for pairs in keys.values() if len(pairs) == 1)
        found = kb.execute(
            "SELECT name, points_to FROM dictionary_columns WHERE table_name = ? AND points_to IS NOT NULL", (name,)
        )
        assert dict(map(tuple, found)) == expected, name


def test_everything_has_a_title_and_a_description(kb: sqlite3.Connection) -> None:
    empty = "SELECT name FROM dictionary_tables WHERE title = '' OR description = ''"
    assert kb.execute(empty).fetchall() == []
    assert kb.execute("SELECT name FROM dictionary_columns WHERE description = ''").fetchall() == []


def test_a_vocabulary_is_told_from_other_tables(kb: sqlite3.Connection) -> None:
    kinds = dict(map(tuple, kb.execute("SELECT name, kind FROM dictionary_tables")))
    assert kinds["relations"] == "vocabulary"
    assert kinds["models"] == "table"
    assert kinds["design_facts"] == "derived table"
    assert set(kinds.values()) == {"vocabulary", "table", "derived table", "view"}


def test_the_build_tells_what_it_was_made_from(kb: sqlite3.Connection) -> None:
    found = kb.execute("SELECT value FROM build_info WHERE name = 'fingerprint'").fetchone()
    assert found[0] == derive.fingerprint()
