"""Extend passages to sources without sections, which have a locator and perhaps a page instead."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SECTION = {"section_id": sa.Text(), "paragraph": sa.Integer(), "sentence": sa.Integer()}
CHECK = "ck_passages_section_paragraph_and_sentence"
ALL_OR_NONE = "(section_id IS NULL) = (paragraph IS NULL) AND (section_id IS NULL) = (sentence IS NULL)"


def upgrade() -> None:
    with op.batch_alter_table("passages") as batch:
        for name, kind in SECTION.items():
            batch.alter_column(name, existing_type=kind, nullable=True)
        batch.add_column(sa.Column("locator", sa.Text(), nullable=True))
        batch.add_column(sa.Column("page", sa.Integer(), nullable=True))
        batch.create_check_constraint(op.f(CHECK), ALL_OR_NONE)


def downgrade() -> None:
    with op.batch_alter_table("passages") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.drop_column("page")
        batch.drop_column("locator")
        for name, kind in SECTION.items():
            batch.alter_column(name, existing_type=kind, nullable=False)
