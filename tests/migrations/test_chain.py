"""The chain of revisions goes up and down, as a whole and step by step, and never half-way."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.util import CommandError

from llm_kb import derive
from llm_kb.derive.names import SEARCH_TABLES, TABLES, VIEWS
from llm_kb.migrate import alembic_config, migration_engine, upgrade
from llm_kb.schema import Base

from ..checkout import working_in
from .migration_tools import Objects, Rows, alembic, clauses, config_with, contents, objects, revisions, rows, url_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_tiny_editions")]

SCHEMA = set(Base.metadata.tables)


@pytest.fixture(scope="module")
def pristine(tiny_checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that was brought to the newest revision in one go; not to be changed."""
    path = tmp_path_factory.mktemp("chain") / "kb.db"
    with working_in(tiny_checkout):
        upgrade(url_of(path))
    return path


@pytest.fixture
def path(pristine: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    copy = tmp_path / "kb.db"
    copy.write_bytes(pristine.read_bytes())
    return copy


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")}


def is_sound(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as connection:
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
        return not orphans and connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def revision_of(path: Path) -> list[str]:
    return [row[0] for row in rows(path)["alembic_version"]]


def in_order(path: Path) -> tuple[dict[str, list[str]], Rows]:
    """The contents of a file, with the clauses of its tables in a fixed order: a downgrade may shuffle them."""
    return {name: clauses(sql) for name, sql in objects(path).items()}, rows(path)


def test_an_empty_database_goes_up_to_the_newest_revision(pristine: Path) -> None:
    assert tables(pristine) >= SCHEMA | {*TABLES, *VIEWS, *SEARCH_TABLES, "alembic_version", "sqlite_stat1"}
    assert revision_of(pristine) == revisions()[-1:]
    assert is_sound(pristine)


def test_migrating_alone_gives_what_a_build_gives(pristine: Path, kb_file: Path) -> None:
    assert contents(pristine) == contents(kb_file)


def test_going_down_to_the_base_leaves_only_an_empty_version_table(path: Path) -> None:
    command.downgrade(alembic_config(url_of(path)), "base")
    assert tables(path) == {"alembic_version"}
    assert revision_of(path) == []


def test_going_down_and_up_again_gives_the_same_contents(path: Path, pristine: Path) -> None:
    command.downgrade(alembic_config(url_of(path)), "base")
    upgrade(url_of(path))
    assert contents(path) == contents(pristine)


def test_every_single_step_goes_down_and_up_again(path: Path, pristine: Path) -> None:
    config, steps = alembic_config(url_of(path)), revisions()
    seen = {}
    for revision in reversed(steps):
        assert revision_of(path) == [revision]
        seen[revision] = in_order(path)
        command.downgrade(config, "-1")
        assert is_sound(path)
    assert tables(path) == {"alembic_version"}
    for revision in steps:
        command.upgrade(config, "+1")
        assert in_order(path) == seen[revision]
    assert in_order(path) == in_order(pristine)


def test_below_the_first_edition_nothing_is_derived(path: Path) -> None:
    command.downgrade(alembic_config(url_of(path)), "0007")
    assert tables(path) <= SCHEMA | {"alembic_version"}
    upgrade(url_of(path))
    assert tables(path) >= {*TABLES, *VIEWS, *SEARCH_TABLES, "sqlite_stat1"}


def test_before_the_first_bundle_every_table_is_empty(tmp_path: Path) -> None:
    upgrade(url_of(tmp_path / "kb.db"), "0007")
    filled = {name for name, found in rows(tmp_path / "kb.db").items() if found}
    assert filled == {"alembic_version"}


def test_derived_objects_are_computed_anew_by_a_step_that_ends_at_the_newest_revision(
    path: Path, pristine: Path
) -> None:
    upgrade(url_of(path), revisions()[-1])
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("DROP TABLE lineage; DELETE FROM design_facts; CREATE TABLE build_information (x)")
    command.downgrade(alembic_config(url_of(path)), "-1")
    upgrade(url_of(path))
    assert "lineage" in tables(path)
    assert rows(path)["design_facts"] == rows(pristine)["design_facts"]
    assert "build_information" in tables(path), "a table of somebody else is left alone"


RENAMING = """

def upgrade():
    with op.batch_alter_table("models", recreate="always") as batch:
        batch.add_column(sa.Column("licence", sa.Text(), nullable=True))
        batch.alter_column("name", new_column_name="title")
    with op.batch_alter_table("models", recreate="always") as batch:
        batch.alter_column("title", new_column_name="name")


def downgrade():
    with op.batch_alter_table("models", recreate="always") as batch:
        batch.drop_column("licence")
"""


def test_a_table_that_others_and_the_views_refer_to_can_be_rebuilt(path: Path, pristine: Path, tmp_path: Path) -> None:
    config = config_with(url_of(path), tmp_path, RENAMING)
    command.upgrade(config, "head")
    assert is_sound(path)
    assert "licence" in (objects(path)["models"] or "")
    assert rows(path)["design_facts"] == rows(pristine)["design_facts"]
    assert "STRICT" in (objects(path)["models"] or "")
    command.downgrade(config, "-1")
    assert rows(path)["models"] == rows(pristine)["models"]
    assert is_sound(path)


def test_alembic_finds_no_difference_to_the_declarations(path: Path) -> None:
    command.check(alembic_config(url_of(path)))


@pytest.mark.slow
def test_alembic_finds_no_difference_when_called_by_its_own_command(path: Path) -> None:
    done = alembic(url_of(path), "check")
    assert done.returncode == 0, done.stderr
    assert "No new upgrade operations detected" in done.stdout


@pytest.mark.parametrize(
    "spoiling",
    [
        "ALTER TABLE models ADD COLUMN licence TEXT",
        "CREATE TABLE licences (id TEXT PRIMARY KEY) STRICT",
        "DROP INDEX ix_models_kind_id",
        "DROP TABLE claim_changes",
        "CREATE TABLE design_facts_of_mine (x TEXT)",
    ],
)
def test_alembic_finds_a_difference_to_the_declarations(spoiling: str, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(spoiling)
    with pytest.raises(CommandError, match="New upgrade operations detected"):
        command.check(alembic_config(url_of(path)))


@pytest.mark.slow
def test_the_printed_sql_of_all_steps_gives_the_same_tables_and_rows(pristine: Path, tmp_path: Path) -> None:
    done = alembic("sqlite:///nowhere.db", "upgrade", "head", "--sql")
    assert done.returncode == 0, done.stderr
    copy = tmp_path / "by-hand.db"
    with closing(sqlite3.connect(copy)) as connection:
        connection.executescript(done.stdout)
    assert squeezed(objects(copy)) == squeezed(objects(pristine, derived=False))
    expected = rows(pristine)
    assert rows(copy) == {name: expected[name] for name in SCHEMA | {"alembic_version"}}


@pytest.mark.slow
def test_the_printed_sql_of_all_steps_back_leaves_nothing(path: Path) -> None:
    done = alembic("sqlite:///nowhere.db", "downgrade", "head:base", "--sql")
    with migration_engine(url_of(path)).begin() as connection:
        derive.drop(connection)
    with closing(sqlite3.connect(path)) as file:
        file.executescript(done.stdout)
    assert tables(path) == {"alembic_version"}
    assert revision_of(path) == []


def squeezed(found: Objects) -> Objects:
    return {name: "".join((sql or "").split()) for name, sql in found.items()}
