"""Create the tables of the taxonomy of techniques."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

VOCABULARIES = (
    "technique_kinds",
    "publication_roles",
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


def create_techniques() -> None:
    op.create_table(
        "techniques",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("abbreviation", sa.Text(), nullable=True),
        sa.Column("parent_id", sa.Text(), nullable=True),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_techniques")),
        sa.UniqueConstraint("abbreviation", name=op.f("uq_techniques_abbreviation")),
        sa.ForeignKeyConstraint(["parent_id"], ["techniques.id"], name=op.f("fk_techniques_parent_id")),
        sa.ForeignKeyConstraint(["kind_id"], ["technique_kinds.id"], name=op.f("fk_techniques_kind_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_techniques_parent_id"), "techniques", ["parent_id"])
    op.create_index(op.f("ix_techniques_kind_id"), "techniques", ["kind_id"])


def create_technique_aliases() -> None:
    op.create_table(
        "technique_aliases",
        sa.Column("technique_id", sa.Text(), nullable=False),
        sa.Column("alias", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("technique_id", "alias", name=op.f("pk_technique_aliases")),
        sa.ForeignKeyConstraint(["technique_id"], ["techniques.id"], name=op.f("fk_technique_aliases_technique_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_technique_aliases_technique_id"), "technique_aliases", ["technique_id"])
    op.create_index(op.f("ix_technique_aliases_alias"), "technique_aliases", ["alias"])


def create_technique_publications() -> None:
    op.create_table(
        "technique_publications",
        sa.Column("technique_id", sa.Text(), nullable=False),
        sa.Column("publication_id", sa.Text(), nullable=False),
        sa.Column("role_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("technique_id", "publication_id", name=op.f("pk_technique_publications")),
        sa.ForeignKeyConstraint(
            ["technique_id"], ["techniques.id"], name=op.f("fk_technique_publications_technique_id")
        ),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.id"], name=op.f("fk_technique_publications_publication_id")
        ),
        sa.ForeignKeyConstraint(["role_id"], ["publication_roles.id"], name=op.f("fk_technique_publications_role_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_technique_publications_technique_id"), "technique_publications", ["technique_id"])
    op.create_index(op.f("ix_technique_publications_publication_id"), "technique_publications", ["publication_id"])
    op.create_index(op.f("ix_technique_publications_role_id"), "technique_publications", ["role_id"])


def upgrade() -> None:
    for name in VOCABULARIES:
        create_vocabulary(name)
    create_techniques()
    create_technique_aliases()
    create_technique_publications()


def downgrade() -> None:
    op.drop_table("technique_publications")
    op.drop_table("technique_aliases")
    op.drop_table("techniques")
    for name in reversed(VOCABULARIES):
        op.drop_table(name)
