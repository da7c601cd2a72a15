"""Create the tables of documents: what kind of document a source is, and for which models it speaks."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

VOCABULARIES = ("source_kinds", "text_kinds")


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


def create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.Column("publisher_id", sa.Text(), nullable=True),
        sa.Column("official", sa.Integer(), nullable=False),
        sa.Column("repository", sa.Text(), nullable=True),
        sa.Column("revision", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("license", sa.Text(), nullable=True),
        sa.Column("original_sha256", sa.Text(), nullable=True),
        sa.Column("publication_id", sa.Text(), nullable=True),
        sa.Column("read", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", name=op.f("pk_documents")),
        sa.CheckConstraint("official IN (0, 1)", name=op.f("ck_documents_official")),
        sa.CheckConstraint("pages > 0", name=op.f("ck_documents_pages")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_documents_source_id")),
        sa.ForeignKeyConstraint(["kind_id"], ["source_kinds.id"], name=op.f("fk_documents_kind_id")),
        sa.ForeignKeyConstraint(["publisher_id"], ["institutions.id"], name=op.f("fk_documents_publisher_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name=op.f("fk_documents_publication_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_documents_source_id"), "documents", ["source_id"])
    op.create_index(op.f("ix_documents_kind_id"), "documents", ["kind_id"])
    op.create_index(op.f("ix_documents_publisher_id"), "documents", ["publisher_id"])
    op.create_index(op.f("ix_documents_publication_id"), "documents", ["publication_id"])


def create_document_models() -> None:
    op.create_table(
        "document_models",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "model_id", name=op.f("pk_document_models")),
        sa.ForeignKeyConstraint(["source_id"], ["documents.source_id"], name=op.f("fk_document_models_source_id")),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_document_models_model_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_document_models_source_id"), "document_models", ["source_id"])
    op.create_index(op.f("ix_document_models_model_id"), "document_models", ["model_id"])


def create_document_texts() -> None:
    op.create_table(
        "document_texts",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "sha256", name=op.f("pk_document_texts")),
        sa.ForeignKeyConstraint(["source_id"], ["documents.source_id"], name=op.f("fk_document_texts_source_id")),
        sa.ForeignKeyConstraint(["kind_id"], ["text_kinds.id"], name=op.f("fk_document_texts_kind_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_document_texts_source_id"), "document_texts", ["source_id"])
    op.create_index(op.f("ix_document_texts_kind_id"), "document_texts", ["kind_id"])


def upgrade() -> None:
    for name in VOCABULARIES:
        create_vocabulary(name)
    create_documents()
    create_document_models()
    create_document_texts()


def downgrade() -> None:
    op.drop_table("document_texts")
    op.drop_table("document_models")
    op.drop_table("documents")
    for name in reversed(VOCABULARIES):
        op.drop_table(name)
