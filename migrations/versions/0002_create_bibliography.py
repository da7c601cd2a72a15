"""Create the tables of references and in-text citations."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

VOCABULARIES = (
    "publication_kinds",
    "venue_kinds",
)


def create_vocabulary(name: str) -> None:
    """Create a closed list of terms."""
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sqlite_strict=True,
    )


def create_venues() -> None:
    op.create_table(
        "venues",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_venues")),
        sa.ForeignKeyConstraint(["kind_id"], ["venue_kinds.id"], name=op.f("fk_venues_kind_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_venues_kind_id"), "venues", ["kind_id"])


def create_publications() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_corrected", sa.Text(), nullable=True),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.Column("venue_id", sa.Text(), nullable=True),
        sa.Column("venue_printed", sa.Text(), nullable=True),
        sa.Column("venue_corrected", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("year_corrected", sa.Integer(), nullable=True),
        sa.Column("arxiv_id", sa.Text(), nullable=True),
        sa.Column("doi", sa.Text(), nullable=True),
        sa.Column("doi_corrected", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("url_corrected", sa.Text(), nullable=True),
        sa.Column("et_al", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint("number", name=op.f("uq_publications_number")),
        sa.CheckConstraint("et_al IN (0, 1)", name=op.f("ck_publications_et_al")),
        sa.ForeignKeyConstraint(["kind_id"], ["publication_kinds.id"], name=op.f("fk_publications_kind_id")),
        sa.ForeignKeyConstraint(["venue_id"], ["venues.id"], name=op.f("fk_publications_venue_id")),
        sa.ForeignKeyConstraint(["venue_corrected"], ["venues.id"], name=op.f("fk_publications_venue_corrected")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_publications_kind_id"), "publications", ["kind_id"])
    op.create_index(op.f("ix_publications_venue_id"), "publications", ["venue_id"])
    op.create_index(op.f("ix_publications_venue_corrected"), "publications", ["venue_corrected"])


def create_authors() -> None:
    op.create_table(
        "authors",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=True),
        sa.Column("family", sa.Text(), nullable=True),
        sa.Column("is_group", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authors")),
        sa.CheckConstraint("is_group IN (0, 1)", name=op.f("ck_authors_is_group")),
        sqlite_strict=True,
    )


def create_authorships() -> None:
    op.create_table(
        "authorships",
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Text(), nullable=False),
        sa.Column("name_printed", sa.Text(), nullable=False),
        sa.Column("name_corrected", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("publication_id", "ordinal", name=op.f("pk_authorships")),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name=op.f("fk_authorships_publication_id")),
        sa.ForeignKeyConstraint(["author_id"], ["authors.id"], name=op.f("fk_authorships_author_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_authorships_publication_id"), "authorships", ["publication_id"])
    op.create_index(op.f("ix_authorships_author_id"), "authorships", ["author_id"])


def create_citations() -> None:
    op.create_table(
        "citations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("passage_id", sa.Text(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("bracket", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citations")),
        sa.UniqueConstraint("passage_id", "position", name=op.f("uq_citations_passage_id_position")),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_citations_passage_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name=op.f("fk_citations_publication_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_citations_passage_id"), "citations", ["passage_id"])
    op.create_index(op.f("ix_citations_publication_id"), "citations", ["publication_id"])


def upgrade() -> None:
    for name in VOCABULARIES:
        create_vocabulary(name)
    create_venues()
    create_publications()
    create_authors()
    create_authorships()
    create_citations()


def downgrade() -> None:
    op.drop_table("citations")
    op.drop_table("authorships")
    op.drop_table("authors")
    op.drop_table("publications")
    op.drop_table("venues")
    for name in reversed(VOCABULARIES):
        op.drop_table(name)
