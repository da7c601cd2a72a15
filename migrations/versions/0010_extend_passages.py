"""Extend passages to sources without sections (locator, perhaps a page), and to those of which no text is kept."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SECTION: dict[str, sa.types.TypeEngine[Any]] = {
    "section_id": sa.Text(),
    "paragraph": sa.Integer(),
    "sentence": sa.Integer(),
}
CHECK = "ck_passages_section_paragraph_and_sentence"
ALL_OR_NONE = "(section_id IS NULL) = (paragraph IS NULL) AND (section_id IS NULL) = (sentence IS NULL)"
FOREIGN_KEYS = {"source_id": "sources", "section_id": "sections"}
UNIQUE = (["section_id", "paragraph", "sentence"], ["source_id", "ordinal"])


def sources(*, nullable: bool) -> sa.Table:
    """The table as it stands before a change, so that its SQL can be printed without a database."""
    texts = {"id": False, "title": False, "authors": True, "date": True, "url": True}
    return sa.Table(
        "sources",
        sa.MetaData(),
        *(sa.Column(name, sa.Text(), nullable=optional) for name, optional in texts.items()),
        sa.Column("sha256", sa.Text(), nullable=nullable),
        sa.Column("rights", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sqlite_strict=True,
    )


def passages(*added: sa.schema.SchemaItem, nullable: bool) -> sa.Table:
    """The table as it stands before a change, so that its SQL can be printed without a database."""
    return sa.Table(
        "passages",
        sa.MetaData(),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        *(sa.Column(name, kind, nullable=nullable) for name, kind in SECTION.items()),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=nullable),
        sa.PrimaryKeyConstraint("id", name="pk_passages"),
        *(sa.UniqueConstraint(*columns, name=f"uq_passages_{'_'.join(columns)}") for columns in UNIQUE),
        *(
            sa.ForeignKeyConstraint([column], [f"{target}.id"], name=f"fk_passages_{column}")
            for column, target in FOREIGN_KEYS.items()
        ),
        *added,
        sqlite_strict=True,
    )


def recreate_constraints(batch: BatchOperations) -> None:
    """Drop and create the constraints again: batch mode shuffles those that it copies, and builds are reproducible."""
    for columns in UNIQUE:
        name = op.f(f"uq_passages_{'_'.join(columns)}")
        batch.drop_constraint(name, type_="unique")
        batch.create_unique_constraint(name, columns)
    for column, target in FOREIGN_KEYS.items():
        name = op.f(f"fk_passages_{column}")
        batch.drop_constraint(name, type_="foreignkey")
        batch.create_foreign_key(name, target, [column], ["id"])


def drop_indexes() -> None:
    for column in FOREIGN_KEYS:
        op.drop_index(op.f(f"ix_passages_{column}"), "passages")


def create_indexes() -> None:
    for column in FOREIGN_KEYS:
        op.create_index(op.f(f"ix_passages_{column}"), "passages", [column])


def require_hash_of_sources(required: bool) -> None:
    with op.batch_alter_table("sources", copy_from=sources(nullable=required)) as batch:
        batch.alter_column("sha256", existing_type=sa.Text(), nullable=not required)


def upgrade() -> None:
    require_hash_of_sources(False)
    drop_indexes()
    with op.batch_alter_table("passages", copy_from=passages(nullable=False)) as batch:
        for name, kind in SECTION.items():
            batch.alter_column(name, existing_type=kind, nullable=True)
        batch.alter_column("sha256", existing_type=sa.Text(), nullable=True)
        batch.add_column(sa.Column("locator", sa.Text(), nullable=True))
        batch.add_column(sa.Column("page", sa.Integer(), nullable=True))
        recreate_constraints(batch)
        batch.create_check_constraint(op.f(CHECK), ALL_OR_NONE)
    create_indexes()


def downgrade() -> None:
    drop_indexes()
    locator, page = sa.Column("locator", sa.Text(), nullable=True), sa.Column("page", sa.Integer(), nullable=True)
    check = sa.CheckConstraint(ALL_OR_NONE, name=CHECK)
    with op.batch_alter_table("passages", copy_from=passages(locator, page, check, nullable=True)) as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.drop_column("page")
        batch.drop_column("locator")
        for name, kind in SECTION.items():
            batch.alter_column(name, existing_type=kind, nullable=False)
        batch.alter_column("sha256", existing_type=sa.Text(), nullable=False)
        recreate_constraints(batch)
    create_indexes()
    require_hash_of_sources(True)
