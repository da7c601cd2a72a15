"""The migrated schema is the declared one to the letter: tables, indexes and the texts of their constraints."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from llm_kb.migrate import upgrade
from llm_kb.schema import Base

from ..checkout import working_in
from .migration_tools import clauses, objects, url_of

Shape = dict[str, list[str]]


@pytest.fixture(scope="module")
def migrated(tiny_checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Shape:
    path = tmp_path_factory.mktemp("declarations") / "migrated.db"
    with working_in(tiny_checkout):
        upgrade(url_of(path))
    return shape(path)


@pytest.fixture(scope="module")
def declared(tmp_path_factory: pytest.TempPathFactory) -> Shape:
    path = tmp_path_factory.mktemp("declarations") / "declared.db"
    engine = sa.create_engine(url_of(path))
    Base.metadata.create_all(engine)
    engine.dispose()
    return shape(path)


def shape(path: Path) -> Shape:
    """The clauses of every table and index, and after them the columns in their order."""
    found = objects(path, derived=False)
    with closing(sqlite3.connect(path)) as connection:
        return {
            name: clauses(sql) + [str(column) for column in connection.execute(f"PRAGMA table_info({name})")]
            for name, sql in found.items()
            if "alembic_version" not in name
        }


def test_migrating_and_declaring_give_the_same_names(migrated: Shape, declared: Shape) -> None:
    assert sorted(migrated) == sorted(declared)


def test_migrating_and_declaring_give_the_same_tables(migrated: Shape, declared: Shape) -> None:
    tables = sorted(Base.metadata.tables)
    assert {name: migrated[name] for name in tables} == {name: declared[name] for name in tables}


def test_migrating_and_declaring_give_the_same_indexes(migrated: Shape, declared: Shape) -> None:
    indexes = {name for name in declared if name not in Base.metadata.tables}
    assert {name: migrated[name] for name in indexes} == {name: declared[name] for name in indexes}


def test_the_comparison_sees_constraints_strictness_and_the_order_of_columns(declared: Shape) -> None:
    models = declared["models"]
    assert "CONSTRAINT ck_models_surveyed CHECK (surveyed IN (0, 1))" in models
    assert ") STRICT" in models or "STRICT" in models
    assert [column for column in models if column.startswith("(0, 'id', 'TEXT', 1")]
    assert any(
        clause.startswith("CONSTRAINT ck_evidence_note_unless_explicit CHECK") for clause in declared["evidence"]
    )
