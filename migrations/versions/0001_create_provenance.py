"""Create the tables of sources: documents, sections, passages and editions."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def create_sources() -> None:
    op.create_table(
        "sources",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("authors", sa.Text(), nullable=True),
        sa.Column("date", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("rights", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sources")),
        sqlite_strict=True,
    )


def create_sections() -> None:
    op.create_table(
        "sections",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sections")),
        sa.UniqueConstraint("source_id", "name", name=op.f("uq_sections_source_id_name")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_sections_source_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_sections_source_id"), "sections", ["source_id"])


def create_passages() -> None:
    op.create_table(
        "passages",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("sentence", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.UniqueConstraint(
            "section_id", "paragraph", "sentence", name=op.f("uq_passages_section_id_paragraph_sentence")
        ),
        sa.UniqueConstraint("source_id", "ordinal", name=op.f("uq_passages_source_id_ordinal")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_passages_source_id")),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"], name=op.f("fk_passages_section_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_passages_source_id"), "passages", ["source_id"])
    op.create_index(op.f("ix_passages_section_id"), "passages", ["section_id"])


def create_passage_ranges() -> None:
    op.create_table(
        "passage_ranges",
        sa.Column("passage_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start_character", sa.Integer(), nullable=False),
        sa.Column("end_character", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("passage_id", "ordinal", name=op.f("pk_passage_ranges")),
        sa.CheckConstraint("start_character < end_character", name=op.f("ck_passage_ranges_not_empty")),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_passage_ranges_passage_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_passage_ranges_passage_id"), "passage_ranges", ["passage_id"])


def create_editions() -> None:
    op.create_table(
        "editions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_editions_source_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_editions_source_id"), "editions", ["source_id"])


def upgrade() -> None:
    create_sources()
    create_sections()
    create_passages()
    create_passage_ranges()
    create_editions()


def downgrade() -> None:
    op.drop_table("editions")
    op.drop_table("passage_ranges")
    op.drop_table("passages")
    op.drop_table("sections")
    op.drop_table("sources")
