"""A run of revisions happens as a whole or not at all."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from llm_kb.errors import KnowledgeBaseError
from llm_kb.migrate import upgrade

from .migration_tools import config_with, contents, url_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_tiny_editions")]

RAISING = """

def upgrade():
    op.create_table("licences", sa.Column("id", sa.Text(), nullable=False), sqlite_strict=True)
    op.bulk_insert(sa.table("licences", sa.column("id")), [{"id": "mit"}])
    op.execute("DELETE FROM evidence")
    with op.batch_alter_table("models", recreate="always") as batch:
        batch.add_column(sa.Column("licence", sa.Text(), nullable=True))
    raise RuntimeError("half-way")


def downgrade():
    op.execute("DELETE FROM evidence")
    op.drop_table("claim_changes")
    raise RuntimeError("half-way")
"""

ORPHAN = """

def upgrade():
    op.execute("INSERT INTO model_aliases (model_id, alias, kind_id) VALUES ('nobody', 'Nobody', 'spelling')")


def downgrade():
    op.execute("DELETE FROM models WHERE id IN (SELECT model_id FROM claims)")
"""


@pytest.fixture
def path(kb_file: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "kb.db"
    copy.write_bytes(kb_file.read_bytes())
    return copy


def test_a_revision_that_raises_half_way_leaves_the_file_as_it_was(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(RuntimeError, match="half-way"):
        command.upgrade(config_with(url_of(path), tmp_path, RAISING), "head")
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir() if file.is_file()] == ["kb.db"], "no journal is left"


def test_a_way_down_that_raises_half_way_leaves_the_file_as_it_was(path: Path, tmp_path: Path) -> None:
    config = config_with(url_of(path), tmp_path, RAISING)
    command.stamp(config, "9999")
    before = path.read_bytes()
    with pytest.raises(RuntimeError, match="half-way"):
        command.downgrade(config, "base")
    assert path.read_bytes() == before


def test_earlier_revisions_of_the_same_run_are_taken_back_too(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    upgrade(url_of(path), "0005")
    before = path.read_bytes()
    with pytest.raises(RuntimeError, match="half-way"):
        command.upgrade(config_with(url_of(path), tmp_path, RAISING), "head")
    assert path.read_bytes() == before


def test_a_failed_first_run_leaves_an_empty_database(tmp_path: Path) -> None:
    path = tmp_path / "kb.db"
    with pytest.raises(RuntimeError, match="half-way"):
        command.upgrade(config_with(url_of(path), tmp_path, RAISING), "head")
    assert contents(path) == ({}, {})


def test_a_revision_that_leaves_an_orphan_is_refused_and_taken_back(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(KnowledgeBaseError, match=r"1 rows? refers? .* of model_aliases \(to models\)"):
        command.upgrade(config_with(url_of(path), tmp_path, ORPHAN), "head")
    assert path.read_bytes() == before


def test_a_way_down_that_leaves_orphans_is_refused_and_taken_back(path: Path, tmp_path: Path) -> None:
    config = config_with(url_of(path), tmp_path, ORPHAN)
    command.stamp(config, "9999")
    before = path.read_bytes()
    with pytest.raises(KnowledgeBaseError, match="refer to rows that do not exist"):
        command.downgrade(config, "-1")
    assert path.read_bytes() == before


UNDERIVABLE = """

def upgrade():
    op.execute("UPDATE models SET name = 'spoilt'")
    op.drop_table("claim_changes")


def downgrade():
    pass
"""


def test_a_revision_after_which_nothing_can_be_derived_is_taken_back(path: Path, tmp_path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(sa.exc.OperationalError, match="claim_changes"):
        command.upgrade(config_with(url_of(path), tmp_path, UNDERIVABLE), "head")
    assert path.read_bytes() == before
