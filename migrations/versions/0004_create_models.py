"""Create the tables of institutions and models."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

VOCABULARIES = (
    "model_kinds",
    "alias_kinds",
    "link_kinds",
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


def create_institutions() -> None:
    op.create_table(
        "institutions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("surveyed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institutions")),
        sa.CheckConstraint("surveyed IN (0, 1)", name=op.f("ck_institutions_surveyed")),
        sqlite_strict=True,
    )


def create_models() -> None:
    op.create_table(
        "models",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("institution_id", sa.Text(), nullable=False),
        sa.Column("surveyed", sa.Integer(), nullable=False),
        sa.Column("listed_under_id", sa.Text(), nullable=True),
        sa.Column("publication_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_models")),
        sa.CheckConstraint("surveyed IN (0, 1)", name=op.f("ck_models_surveyed")),
        sa.ForeignKeyConstraint(["kind_id"], ["model_kinds.id"], name=op.f("fk_models_kind_id")),
        sa.ForeignKeyConstraint(["parent_id"], ["models.id"], name=op.f("fk_models_parent_id")),
        sa.ForeignKeyConstraint(["institution_id"], ["institutions.id"], name=op.f("fk_models_institution_id")),
        sa.ForeignKeyConstraint(["listed_under_id"], ["institutions.id"], name=op.f("fk_models_listed_under_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name=op.f("fk_models_publication_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_models_kind_id"), "models", ["kind_id"])
    op.create_index(op.f("ix_models_parent_id"), "models", ["parent_id"])
    op.create_index(op.f("ix_models_institution_id"), "models", ["institution_id"])
    op.create_index(op.f("ix_models_listed_under_id"), "models", ["listed_under_id"])
    op.create_index(op.f("ix_models_publication_id"), "models", ["publication_id"])


def create_model_aliases() -> None:
    op.create_table(
        "model_aliases",
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("model_id", "alias", name=op.f("pk_model_aliases")),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_model_aliases_model_id")),
        sa.ForeignKeyConstraint(["kind_id"], ["alias_kinds.id"], name=op.f("fk_model_aliases_kind_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_model_aliases_model_id"), "model_aliases", ["model_id"])
    op.create_index(op.f("ix_model_aliases_alias"), "model_aliases", ["alias"])
    op.create_index(op.f("ix_model_aliases_kind_id"), "model_aliases", ["kind_id"])


def create_model_listings() -> None:
    op.create_table(
        "model_listings",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Text(), nullable=True),
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("institution_id", sa.Text(), nullable=False),
        sa.Column("name_printed", sa.Text(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=True),
        sa.Column("link_kind_id", sa.Text(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("source_id", "ordinal", name=op.f("pk_model_listings")),
        sa.UniqueConstraint("source_id", "model_id", name=op.f("uq_model_listings_source_id_model_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_model_listings_source_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_model_listings_passage_id")),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_model_listings_model_id")),
        sa.ForeignKeyConstraint(["institution_id"], ["institutions.id"], name=op.f("fk_model_listings_institution_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name=op.f("fk_model_listings_publication_id")),
        sa.ForeignKeyConstraint(["link_kind_id"], ["link_kinds.id"], name=op.f("fk_model_listings_link_kind_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_model_listings_source_id"), "model_listings", ["source_id"])
    op.create_index(op.f("ix_model_listings_passage_id"), "model_listings", ["passage_id"])
    op.create_index(op.f("ix_model_listings_model_id"), "model_listings", ["model_id"])
    op.create_index(op.f("ix_model_listings_institution_id"), "model_listings", ["institution_id"])
    op.create_index(op.f("ix_model_listings_publication_id"), "model_listings", ["publication_id"])
    op.create_index(op.f("ix_model_listings_link_kind_id"), "model_listings", ["link_kind_id"])


def upgrade() -> None:
    for name in VOCABULARIES:
        create_vocabulary(name)
    create_institutions()
    create_models()
    create_model_aliases()
    create_model_listings()


def downgrade() -> None:
    op.drop_table("model_listings")
    op.drop_table("model_aliases")
    op.drop_table("models")
    op.drop_table("institutions")
    for name in reversed(VOCABULARIES):
        op.drop_table(name)
