"""The same chain of revisions on PostgreSQL: equal rows, equal derived views, comments, and a clean way back.

Skipped where no server can be started; the search index exists only on SQLite.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command

from llm_kb.derive import TABLES, VIEWS, entries
from llm_kb.migrate import alembic_config, upgrade
from llm_kb.schema import Base
from llm_kb.settings import DATABASE_URL_VARIABLE
from tests.postgresql import connected, new_database

from ..checkout import working_in
from .migration_tools import alembic, config_with, revisions

SCHEMA = sorted(Base.metadata.tables)

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_tiny_editions")]


@pytest.fixture(scope="module")
def url(tiny_checkout: Path, postgresql: str) -> str:
    """The address of a database at the newest revision; not to be changed."""
    address = new_database(postgresql, "kb")
    with working_in(tiny_checkout):
        upgrade(address)
    return address


@pytest.fixture
def connection(url: str) -> Iterator[sa.Connection]:
    with connected(url) as connection:
        yield connection


@pytest.fixture
def scratch(on_tiny_editions: None, postgresql: str) -> str:
    """The address of an empty database."""
    return new_database(postgresql, "scratch")


@pytest.fixture
def filled(on_tiny_editions: None, url: str, postgresql: str) -> str:
    """The address of a copy of the database at the newest revision."""
    return new_database(postgresql, "filled", template="kb")


def bag(rows: Any) -> Counter[tuple[Any, ...]]:
    return Counter(tuple(row) for row in rows)


def relations(url: str) -> set[str]:
    """Every table and view of a database."""
    with connected(url) as connection:
        inspector = sa.inspect(connection)
        return {*inspector.get_table_names(), *inspector.get_view_names()}


def test_every_table_has_the_same_rows_as_on_sqlite(connection: sa.Connection, kb: sqlite3.Connection) -> None:
    for table in SCHEMA:
        names = ", ".join(column.name for column in Base.metadata.tables[table].columns)
        expected = bag(kb.execute(f"SELECT {names} FROM {table}"))
        assert bag(connection.exec_driver_sql(f"SELECT {names} FROM {table}")) == expected, table


def test_everything_derived_has_the_same_columns_and_rows_as_on_sqlite(
    connection: sa.Connection, kb: sqlite3.Connection
) -> None:
    for name in (*TABLES, *VIEWS):
        expected = kb.execute(f"SELECT * FROM {name}")
        found = connection.exec_driver_sql(f"SELECT * FROM {name}")
        assert list(found.keys()) == [column[0] for column in expected.description], name
        assert bag(found) == bag(expected), name


def test_the_search_index_is_left_out(url: str) -> None:
    assert relations(url) == {*SCHEMA, *TABLES, *VIEWS, "alembic_version"}


def test_descriptions_are_comments_of_the_tables_views_and_columns(connection: sa.Connection) -> None:
    inspector = sa.inspect(connection)
    for entry in entries():
        assert inspector.get_table_comment(entry.name)["text"] == entry.description
        comments = {column["name"]: column["comment"] for column in inspector.get_columns(entry.name)}
        assert comments == {column.name: column.description for column in entry.columns}


def test_constraints_are_enforced(url: str) -> None:
    for spoiling in ("DELETE FROM models", "UPDATE models SET surveyed = 2", "UPDATE claims SET model_id = 'nobody'"):
        with connected(url) as connection, pytest.raises(sa.exc.IntegrityError):
            connection.exec_driver_sql(spoiling)


def test_alembic_finds_no_difference_to_the_declarations(url: str) -> None:
    command.check(alembic_config(url))


def test_alembics_own_command_takes_the_address_from_the_environment(scratch: str) -> None:
    for arguments in (("upgrade", "head"), ("check",)):
        done = alembic(scratch, *arguments)
        assert done.returncode == 0, f"{DATABASE_URL_VARIABLE}: {done.stderr}"
    assert "design_facts" in relations(scratch)


def test_the_chain_goes_down_step_by_step_and_up_again(filled: str, url: str) -> None:
    config, left = alembic_config(filled), relations(filled)
    for revision in reversed(revisions()):
        command.downgrade(config, "-1")
        assert relations(filled) <= left, "nothing comes on the way down"
        left = relations(filled)
        assert revision > "0008" or left <= {*SCHEMA, "alembic_version"}, "nothing derived stays below the editions"
    assert left == {"alembic_version"}
    upgrade(filled)
    with connected(filled) as one, connected(url) as other:
        for name in (*SCHEMA, *TABLES, *VIEWS):
            sql = f"SELECT * FROM {name}"
            assert bag(one.exec_driver_sql(sql)) == bag(other.exec_driver_sql(sql)), name
    command.downgrade(config, "base")
    assert relations(filled) == {"alembic_version"}


RAISING = """

def upgrade():
    op.create_table("licences", sa.Column("id", sa.Text(), nullable=False))
    op.execute("DELETE FROM measurement_evidence")
    raise RuntimeError("half-way")
"""


def test_a_revision_that_raises_half_way_leaves_everything_as_it_was(
    filled: str, kb: sqlite3.Connection, tmp_path: Path
) -> None:
    before = relations(filled)
    with pytest.raises(RuntimeError, match="half-way"):
        command.upgrade(config_with(filled, tmp_path, RAISING), "head")
    assert relations(filled) == before
    with connected(filled) as connection:
        for table in ("design_facts", "measurement_evidence"):
            count = f"SELECT count(*) FROM {table}"
            assert tuple(connection.exec_driver_sql(count).one()) == tuple(kb.execute(count).fetchone()) != (0,)
