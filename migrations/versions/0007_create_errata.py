"""Create the tables of errata and of changes to claims."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

VOCABULARIES = (
    "erratum_kinds",
    "erratum_statuses",
    "claim_change_kinds",
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


def create_errata() -> None:
    op.create_table(
        "errata",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("correction", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("how_known", sa.Text(), nullable=False),
        sa.Column("status_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_errata")),
        sa.ForeignKeyConstraint(["kind_id"], ["erratum_kinds.id"], name=op.f("fk_errata_kind_id")),
        sa.ForeignKeyConstraint(["status_id"], ["erratum_statuses.id"], name=op.f("fk_errata_status_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_errata_kind_id"), "errata", ["kind_id"])
    op.create_index(op.f("ix_errata_status_id"), "errata", ["status_id"])


def create_errata_places() -> None:
    op.create_table(
        "errata_places",
        sa.Column("erratum_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("passage_id", sa.Text(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=True),
        sa.Column("publication_id", sa.Text(), nullable=True),
        sa.Column("model_id", sa.Text(), nullable=True),
        sa.Column("evidence_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("erratum_id", "ordinal", name=op.f("pk_errata_places")),
        sa.ForeignKeyConstraint(["erratum_id"], ["errata.id"], name=op.f("fk_errata_places_erratum_id")),
        sa.ForeignKeyConstraint(["source_id"], ["sources.id"], name=op.f("fk_errata_places_source_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_errata_places_passage_id")),
        sa.ForeignKeyConstraint(["publication_id"], ["publications.id"], name=op.f("fk_errata_places_publication_id")),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_errata_places_model_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_errata_places_evidence_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_errata_places_erratum_id"), "errata_places", ["erratum_id"])
    op.create_index(op.f("ix_errata_places_source_id"), "errata_places", ["source_id"])
    op.create_index(op.f("ix_errata_places_passage_id"), "errata_places", ["passage_id"])
    op.create_index(op.f("ix_errata_places_publication_id"), "errata_places", ["publication_id"])
    op.create_index(op.f("ix_errata_places_model_id"), "errata_places", ["model_id"])
    op.create_index(op.f("ix_errata_places_evidence_id"), "errata_places", ["evidence_id"])


def create_claim_changes() -> None:
    op.create_table(
        "claim_changes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Text(), nullable=True),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.Column("replacement_id", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim_changes")),
        sa.UniqueConstraint(
            "edition_id", "claim_id", "evidence_id", name=op.f("uq_claim_changes_edition_id_claim_id_evidence_id")
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_claim_changes_edition_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_claim_changes_claim_id")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_claim_changes_evidence_id")),
        sa.ForeignKeyConstraint(["kind_id"], ["claim_change_kinds.id"], name=op.f("fk_claim_changes_kind_id")),
        sa.ForeignKeyConstraint(["replacement_id"], ["claims.id"], name=op.f("fk_claim_changes_replacement_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_claim_changes_edition_id"), "claim_changes", ["edition_id"])
    op.create_index(op.f("ix_claim_changes_claim_id"), "claim_changes", ["claim_id"])
    op.create_index(op.f("ix_claim_changes_evidence_id"), "claim_changes", ["evidence_id"])
    op.create_index(op.f("ix_claim_changes_kind_id"), "claim_changes", ["kind_id"])
    op.create_index(op.f("ix_claim_changes_replacement_id"), "claim_changes", ["replacement_id"])


def upgrade() -> None:
    for name in VOCABULARIES:
        create_vocabulary(name)
    create_errata()
    create_errata_places()
    create_claim_changes()


def downgrade() -> None:
    op.drop_table("claim_changes")
    op.drop_table("errata_places")
    op.drop_table("errata")
    for name in reversed(VOCABULARIES):
        op.drop_table(name)
