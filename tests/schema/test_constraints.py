"""Constraints are named, foreign keys are indexed, and all of it is really enforced."""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import CheckConstraint

from llm_kb.derive import is_derived
from llm_kb.schema import Base

POSTGRESQL_NAME_LENGTH = 63
TABLES = sorted(Base.metadata.tables.values(), key=lambda table: table.name)
FLAG = re.compile(r"(\w+) IN \(0, 1\)")
Place = tuple[str, str]


def flags() -> list[Place]:
    checks = ((t.name, c) for t in TABLES for c in t.constraints if isinstance(c, CheckConstraint))
    found = ((name, FLAG.fullmatch(str(check.sqltext))) for name, check in checks)
    return sorted((name, match[1]) for name, match in found if match)


def whole_numbers() -> list[Place]:
    return [(t.name, c.name) for t in TABLES for c in t.columns if isinstance(c.type, sa.Integer)]


def references() -> list[Place]:
    return [(t.name, c.name) for t in TABLES for c in t.columns if c.foreign_keys]


@pytest.fixture(scope="module")
def inspector(kb_file: Path) -> Iterator[sa.Inspector]:
    engine = sa.create_engine(f"sqlite:///{kb_file}")
    with engine.connect() as connection:
        yield sa.inspect(connection)
    engine.dispose()


@pytest.fixture
def enforcing(kb_copy: sqlite3.Connection) -> sqlite3.Connection:
    """A copy that enforces foreign keys, in which every table has a row."""
    for table in TABLES:
        if kb_copy.execute(f"SELECT count(*) FROM {table.name}").fetchone() == (0,):
            values = ["x" if isinstance(column.type, sa.Text) else 1 for column in table.columns]
            kb_copy.execute(f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(values))})", values)
    kb_copy.commit()
    kb_copy.execute("PRAGMA foreign_keys = ON")
    return kb_copy


def spoil(connection: sqlite3.Connection, place: Place, value: object) -> None:
    """Set a column of a table's first row."""
    table, column = place
    connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = (SELECT min(rowid) FROM {table})", (value,))


def not_refused(connection: sqlite3.Connection, places: list[Place], value: object, error: str) -> list[Place]:
    """The columns that take a value, or refuse it with another error."""
    assert places
    taken = []
    for place in places:
        try:
            spoil(connection, place, value)
        except sqlite3.IntegrityError as refusal:
            if error in str(refusal):
                continue
        taken.append(place)
        connection.rollback()
    return taken


def test_every_constraint_and_index_has_a_name_that_postgresql_can_hold(inspector: sa.Inspector) -> None:
    for table in TABLES:
        names = [
            inspector.get_pk_constraint(table.name)["name"],
            *(key["name"] for key in inspector.get_foreign_keys(table.name)),
            *(unique["name"] for unique in inspector.get_unique_constraints(table.name)),
            *(check["name"] for check in inspector.get_check_constraints(table.name)),
            *(index["name"] for index in inspector.get_indexes(table.name)),
        ]
        for name in names:
            assert name, f"{table.name} has a constraint without a name"
            assert re.match(rf"(pk|fk|uq|ck|ix)_{table.name}", name)
            assert len(name) <= POSTGRESQL_NAME_LENGTH, name
        assert len(names) == len(set(names))


def test_every_foreign_key_leads_an_index_or_a_primary_key(inspector: sa.Inspector) -> None:
    without_index = []
    for table in TABLES:
        leading: list[tuple[str | None, ...]] = [tuple(inspector.get_pk_constraint(table.name)["constrained_columns"])]
        leading += [tuple(index["column_names"]) for index in inspector.get_indexes(table.name)]
        keys = [tuple(key["constrained_columns"]) for key in inspector.get_foreign_keys(table.name)]
        without_index += [(table.name, key) for key in keys if not any(index[: len(key)] == key for index in leading)]
    assert without_index == []


def test_every_table_has_a_primary_key_without_null() -> None:
    assert [table.name for table in TABLES if not table.primary_key.columns] == []
    columns = [column for table in TABLES for column in table.primary_key.columns]
    assert [str(column) for column in columns if column.nullable] == []


def test_every_column_is_null_or_not_as_its_declaration_says(kb: sqlite3.Connection) -> None:
    for table in TABLES:
        rows = kb.execute('SELECT name, "notnull" FROM pragma_table_info(?)', (table.name,))
        assert dict(map(tuple, rows)) == {column.name: int(not column.nullable) for column in table.columns}


def test_every_table_of_the_file_is_strict(kb: sqlite3.Connection) -> None:
    listed = kb.execute("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
    strict = {name: flag for name, flag in listed if not name.startswith("sqlite_") and name != "alembic_version"}
    assert {table.name for table in TABLES} <= set(strict)
    assert [name for name, flag in strict.items() if not flag] == []


def test_columns_of_the_file_have_only_the_types_of_strict_tables(kb: sqlite3.Connection) -> None:
    types = kb.execute(
        "SELECT DISTINCT c.type FROM pragma_table_list AS t, pragma_table_info(t.name) AS c WHERE t.strict = 1"
    )
    assert {row[0] for row in types} <= {"TEXT", "INTEGER", "REAL"}


def test_no_row_of_the_file_is_an_orphan(kb: sqlite3.Connection) -> None:
    assert kb.execute("PRAGMA foreign_key_check").fetchall() == []
    assert kb.execute("PRAGMA integrity_check").fetchone()[0] == "ok"


def test_a_new_row_that_refers_to_nothing_is_refused(enforcing: sqlite3.Connection) -> None:
    kind = enforcing.execute("SELECT id FROM alias_kinds").fetchone()[0]
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        enforcing.execute("INSERT INTO model_aliases (model_id, alias, kind_id) VALUES ('nobody', 'x', ?)", (kind,))


def test_no_reference_can_point_to_nothing(enforcing: sqlite3.Connection) -> None:
    assert not_refused(enforcing, references(), "no-such-row", "") == []


def test_a_value_that_is_taken_is_seen(enforcing: sqlite3.Connection) -> None:
    assert not_refused(enforcing, [("models", "name"), ("models", "kind_id")], "no-such-row", "") == [
        ("models", "name")
    ]
    assert not_refused(enforcing, [("models", "kind_id")], "no-such-row", "CHECK") == [("models", "kind_id")]


def test_evidence_cannot_stand_in_another_passage_than_its_statement(enforcing: sqlite3.Connection) -> None:
    other = "SELECT min(p.id) FROM passages AS p WHERE p.id NOT IN (SELECT passage_id FROM statements)"
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        enforcing.execute(f"UPDATE evidence SET passage_id = ({other}) WHERE rowid = 1")


def test_a_row_that_others_refer_to_cannot_be_deleted(enforcing: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        enforcing.execute("DELETE FROM models WHERE id IN (SELECT model_id FROM claims)")


def test_text_in_a_column_of_whole_numbers_is_refused(enforcing: sqlite3.Connection) -> None:
    assert not_refused(enforcing, whole_numbers(), "three", "cannot store TEXT value in INTEGER column") == []


@pytest.mark.parametrize("value", [2, -1])
def test_a_flag_refuses_anything_but_0_and_1(value: int, enforcing: sqlite3.Connection) -> None:
    assert not_refused(enforcing, flags(), value, "CHECK") == []


def test_every_column_that_is_described_as_yes_or_no_is_a_flag() -> None:
    described = {(t.name, c.name) for t in TABLES for c in t.columns if re.match(r"1 (for|where) ", c.comment or "")}
    assert described == set(flags())


def test_a_note_on_the_basis_is_required_unless_the_basis_is_explicit(enforcing: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="ck_evidence_note_unless_explicit"):
        enforcing.execute("UPDATE evidence SET basis_note = 'why' WHERE basis_id = 'explicit'")


def test_no_table_of_the_schema_has_the_name_of_a_derived_object() -> None:
    assert [table.name for table in TABLES if is_derived(table.name)] == []
