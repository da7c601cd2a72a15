"""Create the tables of specifications: attributes, their values, what is not disclosed, and verdicts on facts."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

VOCABULARIES = ("attribute_kinds", "specification_statuses", "verdict_kinds")


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


def reference(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    """A named foreign key of one column."""
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def statement_of(table: str) -> sa.ForeignKeyConstraint:
    """The foreign key to a statement together with its passage."""
    columns = ["statement_id", "passage_id"]
    return sa.ForeignKeyConstraint(
        columns, ["statements.id", "statements.passage_id"], name=op.f(f"fk_{table}_statement_id_passage_id")
    )


def create_indexes(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def create_attributes() -> None:
    op.create_table(
        "attributes",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=True),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attributes")),
        reference("attributes", "unit_id", "units.id"),
        reference("attributes", "kind_id", "attribute_kinds.id"),
        sqlite_strict=True,
    )
    create_indexes("attributes", "unit_id", "kind_id")


def create_specification_values() -> None:
    name = "specification_values"
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("passage_id", sa.Text(), nullable=False),
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("attribute_id", sa.Text(), nullable=False),
        sa.Column("status_id", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("number", sa.Double().with_variant(sa.REAL(), "sqlite"), nullable=True),
        sa.Column("value_model_id", sa.Text(), nullable=True),
        sa.Column("printed", sa.Text(), nullable=True),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("bound_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.CheckConstraint(
            "(status_id IN ('withheld', 'not-found')) = (value IS NULL)",
            name=op.f(f"ck_{name}_value_unless_undisclosed"),
        ),
        sa.CheckConstraint(
            "status_id NOT IN ('derived', 'inherited') OR note IS NOT NULL",
            name=op.f(f"ck_{name}_note_where_concluded"),
        ),
        sa.CheckConstraint("bound_id = 'exact' OR number IS NOT NULL", name=op.f(f"ck_{name}_bound_of_number")),
        statement_of(name),
        reference(name, "statement_id", "statements.id"),
        reference(name, "passage_id", "passages.id"),
        reference(name, "model_id", "models.id"),
        reference(name, "attribute_id", "attributes.id"),
        reference(name, "status_id", "specification_statuses.id"),
        reference(name, "value_model_id", "models.id"),
        reference(name, "bound_id", "bounds.id"),
        sqlite_strict=True,
    )
    create_indexes(
        name, "statement_id", "passage_id", "model_id", "attribute_id", "status_id", "value_model_id", "bound_id"
    )
    op.create_index(op.f(f"ix_{name}_statement_id_passage_id"), name, ["statement_id", "passage_id"])


def create_undisclosed() -> None:
    name = "undisclosed"
    op.create_table(
        name,
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("attribute_id", sa.Text(), nullable=False),
        sa.Column("status_id", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("source_id", "model_id", "attribute_id", name=op.f(f"pk_{name}")),
        reference(name, "source_id", "documents.source_id"),
        reference(name, "model_id", "models.id"),
        reference(name, "attribute_id", "attributes.id"),
        reference(name, "status_id", "specification_statuses.id"),
        sqlite_strict=True,
    )
    create_indexes(name, "source_id", "model_id", "attribute_id", "status_id")


VERDICT_CHECKS = {
    "passage_of_verdict": "(verdict_id IN ('not-found', 'no-source')) = (passage_id IS NULL)",
    "statement_of_passage": "(passage_id IS NULL) = (statement_id IS NULL)",
    "source_of_verdict": "(verdict_id = 'no-source') = (source_id IS NULL)",
    "note_of_verdict": "verdict_id NOT IN ('partly', 'contradicted') OR note IS NOT NULL",
}


def create_fact_verdicts() -> None:
    name = "fact_verdicts"
    op.create_table(
        name,
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=True),
        sa.Column("statement_id", sa.Text(), nullable=True),
        sa.Column("passage_id", sa.Text(), nullable=True),
        sa.Column("verdict_id", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        sa.UniqueConstraint("evidence_id", "source_id", name=op.f(f"uq_{name}_evidence_id_source_id")),
        *(sa.CheckConstraint(text, name=op.f(f"ck_{name}_{check}")) for check, text in VERDICT_CHECKS.items()),
        statement_of(name),
        reference(name, "evidence_id", "evidence.id"),
        reference(name, "source_id", "documents.source_id"),
        reference(name, "statement_id", "statements.id"),
        reference(name, "passage_id", "passages.id"),
        reference(name, "verdict_id", "verdict_kinds.id"),
        sqlite_strict=True,
    )
    create_indexes(name, "evidence_id", "source_id", "statement_id", "passage_id", "verdict_id")
    op.create_index(op.f(f"ix_{name}_statement_id_passage_id"), name, ["statement_id", "passage_id"])


def upgrade() -> None:
    for name in VOCABULARIES:
        create_vocabulary(name)
    create_attributes()
    create_specification_values()
    create_undisclosed()
    create_fact_verdicts()


def downgrade() -> None:
    op.drop_table("fact_verdicts")
    op.drop_table("undisclosed")
    op.drop_table("specification_values")
    op.drop_table("attributes")
    for name in reversed(VOCABULARIES):
        op.drop_table(name)
