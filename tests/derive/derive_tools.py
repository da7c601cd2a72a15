"""Small facts to put into a copy of the knowledge base, and deriving everything anew from them."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from llm_kb import derive
from llm_kb.derive import stored
from llm_kb.migrate import migration_engine

SECTION = "paper-test"
FAR = 100_000
"""Where invented passages begin in the reading order of the survey: after everything that has a topic."""


TECHNIQUE = "novelty"
"""A technique that no seed has, in a group of its own."""


def rederive(connection: sqlite3.Connection) -> None:
    """Commit what a test changed, and compute every derived object anew."""
    connection.commit()
    with migration_engine(f"sqlite:///{path_of(connection)}").begin() as other:
        derive.drop(other)
        derive.rebuild(other)


def store_anew(connection: sqlite3.Connection, *names: str) -> None:
    """Commit what a test changed, and fill these stored tables anew, which is quicker than all."""
    connection.commit()
    found = {file.name: file for file in stored.files()}
    with migration_engine(f"sqlite:///{path_of(connection)}").begin() as other:
        for name in names:
            other.exec_driver_sql(f"DROP TABLE {name}")
            stored.create(other, found[name])


def path_of(connection: sqlite3.Connection) -> Path:
    """The file that a connection works on."""
    return Path(connection.execute("PRAGMA database_list").fetchone()[2])


def row(connection: sqlite3.Connection, sql: str, *values: Any) -> dict[str, Any]:
    """The one row that a statement gives, by the names of its columns."""
    cursor = connection.execute(sql, values)
    found = cursor.fetchall()
    assert len(found) == 1, found
    return dict(zip([column[0] for column in cursor.description], found[0], strict=True))


def rows(connection: sqlite3.Connection, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    """All rows that a statement gives."""
    return [tuple(found) for found in connection.execute(sql, values)]


def columns(connection: sqlite3.Connection, name: str) -> list[str]:
    """Names of the columns of a table or view."""
    return [column[0] for column in connection.execute(f"SELECT * FROM {name} LIMIT 0").description]


def add_model(connection: sqlite3.Connection, identity: str, kind: str = "release", parent: str | None = None) -> str:
    """Add a model whose name is its id in capitals."""
    connection.execute(
        "INSERT INTO models (id, name, kind_id, parent_id, institution_id, surveyed) VALUES (?, ?, ?, ?, 'meta', 0)",
        (identity, identity.upper(), kind, parent),
    )
    return identity


def add_passage(connection: sqlite3.Connection) -> str:
    """Add a sentence that belongs to no question and no topic."""
    connection.execute(
        "INSERT OR IGNORE INTO sections (id, source_id, ordinal, name, title) VALUES (?, 'paper', ?, 'test', 'Test')",
        (SECTION, FAR),
    )
    number = connection.execute("SELECT count(*) + 1 FROM passages WHERE section_id = ?", (SECTION,)).fetchone()[0]
    identity = f"{SECTION}-1-{number}"
    connection.execute(
        "INSERT INTO passages (id, source_id, section_id, paragraph, sentence, ordinal, sha256) "
        "VALUES (?, 'paper', ?, 1, ?, ?, 'x')",
        (identity, SECTION, number, FAR + number),
    )
    return identity


@dataclass(frozen=True)
class Fact:
    """A fact to add: a claim, the sentence that says it, and the other models that play a part."""

    model: str
    technique: str = TECHNIQUE
    relation: str = "uses"
    stage: str = "post-training"
    passage: str | None = None
    letter: str = ""
    others: Sequence[tuple[str, str]] = ()
    """Other models with their roles."""
    role_note: str | None = None
    """Why the parts of the other models are implied."""
    phrase: str | None = None
    basis_note: str | None = None
    qualifier: str | None = None


def add_fact(connection: sqlite3.Connection, fact: Fact) -> str:
    """Add a fact with its claim and its statement, and return its id."""
    techniques = [
        ("novelties", FAR, "novelties", None, "group"),
        (TECHNIQUE, FAR + 1, TECHNIQUE, "novelties", "method"),
    ]
    connection.executemany(
        "INSERT OR IGNORE INTO techniques VALUES (?, ?, ?, NULL, ?, ?, 'Something new.')", techniques
    )
    passage = fact.passage or add_passage(connection)
    statement = f"{passage}{fact.letter}"
    connection.execute(
        "INSERT OR IGNORE INTO statements (id, ordinal, passage_id, statement, phrase) VALUES (?, ?, ?, ?, ?)",
        (statement, FAR, passage, f"What {statement} says.", f"words of {statement}"),
    )
    claim = "--".join((fact.model, fact.technique, fact.relation, fact.stage))
    values = (claim, fact.model, fact.technique, fact.relation, fact.stage)
    connection.execute(
        "INSERT OR IGNORE INTO claims (id, model_id, technique_id, relation_id, stage_id) VALUES (?, ?, ?, ?, ?)",
        values,
    )
    identity = f"{statement}--{claim}"
    basis = "implied" if fact.basis_note else "explicit"
    connection.execute(
        "INSERT INTO evidence (id, claim_id, statement_id, passage_id, basis_id, basis_note, qualifier, phrase) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (identity, claim, statement, passage, basis, fact.basis_note, fact.qualifier, fact.phrase),
    )
    for model, role in fact.others:
        part = (identity, model, role, "implied" if fact.role_note else "explicit", fact.role_note)
        connection.execute("INSERT INTO evidence_models VALUES (?, ?, ?, ?, ?)", part)
    return identity
