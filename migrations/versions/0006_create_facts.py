"""Create the tables of statements, claims, evidence, figures and prompt markers."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

VOCABULARIES = (
    "relations",
    "stages",
    "bases",
    "roles",
    "metrics",
    "units",
    "changes",
    "bounds",
    "marker_roles",
)

Number: sa.types.TypeEngine[float] = sa.Double().with_variant(sa.REAL(), "sqlite")


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


def create_statements() -> None:
    op.create_table(
        "statements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("passage_id", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("phrase", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("id", "passage_id", name=op.f("uq_statements_id_passage_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_statements_passage_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_statements_passage_id"), "statements", ["passage_id"])


def create_statement_techniques() -> None:
    op.create_table(
        "statement_techniques",
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("technique_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("statement_id", "technique_id", name=op.f("pk_statement_techniques")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_statement_techniques_statement_id")),
        sa.ForeignKeyConstraint(["technique_id"], ["techniques.id"], name=op.f("fk_statement_techniques_technique_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_statement_techniques_statement_id"), "statement_techniques", ["statement_id"])
    op.create_index(op.f("ix_statement_techniques_technique_id"), "statement_techniques", ["technique_id"])


def create_claims() -> None:
    op.create_table(
        "claims",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("technique_id", sa.Text(), nullable=False),
        sa.Column("relation_id", sa.Text(), nullable=False),
        sa.Column("stage_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint(
            "model_id",
            "technique_id",
            "relation_id",
            "stage_id",
            name=op.f("uq_claims_model_id_technique_id_relation_id_stage_id"),
        ),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_claims_model_id")),
        sa.ForeignKeyConstraint(["technique_id"], ["techniques.id"], name=op.f("fk_claims_technique_id")),
        sa.ForeignKeyConstraint(["relation_id"], ["relations.id"], name=op.f("fk_claims_relation_id")),
        sa.ForeignKeyConstraint(["stage_id"], ["stages.id"], name=op.f("fk_claims_stage_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_claims_model_id"), "claims", ["model_id"])
    op.create_index(op.f("ix_claims_technique_id"), "claims", ["technique_id"])
    op.create_index(op.f("ix_claims_relation_id"), "claims", ["relation_id"])
    op.create_index(op.f("ix_claims_stage_id"), "claims", ["stage_id"])


def create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("passage_id", sa.Text(), nullable=False),
        sa.Column("basis_id", sa.Text(), nullable=False),
        sa.Column("basis_note", sa.Text(), nullable=True),
        sa.Column("qualifier", sa.Text(), nullable=True),
        sa.Column("phrase", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.ForeignKeyConstraint(
            ["statement_id", "passage_id"],
            ["statements.id", "statements.passage_id"],
            name=op.f("fk_evidence_statement_id_passage_id"),
        ),
        sa.CheckConstraint(
            "(basis_id = 'explicit') = (basis_note IS NULL)", name=op.f("ck_evidence_note_unless_explicit")
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_evidence_claim_id")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_evidence_statement_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_evidence_passage_id")),
        sa.ForeignKeyConstraint(["basis_id"], ["bases.id"], name=op.f("fk_evidence_basis_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_evidence_claim_id"), "evidence", ["claim_id"])
    op.create_index(op.f("ix_evidence_statement_id"), "evidence", ["statement_id"])
    op.create_index(op.f("ix_evidence_statement_id_passage_id"), "evidence", ["statement_id", "passage_id"])
    op.create_index(op.f("ix_evidence_passage_id"), "evidence", ["passage_id"])
    op.create_index(op.f("ix_evidence_basis_id"), "evidence", ["basis_id"])


def create_evidence_models() -> None:
    op.create_table(
        "evidence_models",
        sa.Column("evidence_id", sa.Text(), nullable=False),
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("role_id", sa.Text(), nullable=False),
        sa.Column("basis_id", sa.Text(), nullable=False),
        sa.Column("basis_note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("evidence_id", "model_id", "role_id", name=op.f("pk_evidence_models")),
        sa.CheckConstraint(
            "(basis_id = 'explicit') = (basis_note IS NULL)", name=op.f("ck_evidence_models_note_unless_explicit")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_models_evidence_id")),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_evidence_models_model_id")),
        sa.ForeignKeyConstraint(["role_id"], ["roles.id"], name=op.f("fk_evidence_models_role_id")),
        sa.ForeignKeyConstraint(["basis_id"], ["bases.id"], name=op.f("fk_evidence_models_basis_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_evidence_models_evidence_id"), "evidence_models", ["evidence_id"])
    op.create_index(op.f("ix_evidence_models_model_id"), "evidence_models", ["model_id"])
    op.create_index(op.f("ix_evidence_models_role_id"), "evidence_models", ["role_id"])
    op.create_index(op.f("ix_evidence_models_basis_id"), "evidence_models", ["basis_id"])


def create_evidence_citations() -> None:
    op.create_table(
        "evidence_citations",
        sa.Column("evidence_id", sa.Text(), nullable=False),
        sa.Column("citation_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("evidence_id", "citation_id", name=op.f("pk_evidence_citations")),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_evidence_citations_evidence_id")),
        sa.ForeignKeyConstraint(["citation_id"], ["citations.id"], name=op.f("fk_evidence_citations_citation_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_evidence_citations_evidence_id"), "evidence_citations", ["evidence_id"])
    op.create_index(op.f("ix_evidence_citations_citation_id"), "evidence_citations", ["citation_id"])


def create_measurements() -> None:
    op.create_table(
        "measurements",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("metric_id", sa.Text(), nullable=False),
        sa.Column("printed", sa.Text(), nullable=False),
        sa.Column("value", Number, nullable=True),
        sa.Column("value_from", Number, nullable=True),
        sa.Column("unit_id", sa.Text(), nullable=True),
        sa.Column("change_id", sa.Text(), nullable=True),
        sa.Column("bound_id", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=True),
        sa.Column("baseline_model_id", sa.Text(), nullable=True),
        sa.Column("baseline_technique_id", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measurements")),
        sa.UniqueConstraint("statement_id", "ordinal", name=op.f("uq_measurements_statement_id_ordinal")),
        sa.ForeignKeyConstraint(["statement_id"], ["statements.id"], name=op.f("fk_measurements_statement_id")),
        sa.ForeignKeyConstraint(["metric_id"], ["metrics.id"], name=op.f("fk_measurements_metric_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_measurements_unit_id")),
        sa.ForeignKeyConstraint(["change_id"], ["changes.id"], name=op.f("fk_measurements_change_id")),
        sa.ForeignKeyConstraint(["bound_id"], ["bounds.id"], name=op.f("fk_measurements_bound_id")),
        sa.ForeignKeyConstraint(["baseline_model_id"], ["models.id"], name=op.f("fk_measurements_baseline_model_id")),
        sa.ForeignKeyConstraint(
            ["baseline_technique_id"], ["techniques.id"], name=op.f("fk_measurements_baseline_technique_id")
        ),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_measurements_statement_id"), "measurements", ["statement_id"])
    op.create_index(op.f("ix_measurements_metric_id"), "measurements", ["metric_id"])
    op.create_index(op.f("ix_measurements_unit_id"), "measurements", ["unit_id"])
    op.create_index(op.f("ix_measurements_change_id"), "measurements", ["change_id"])
    op.create_index(op.f("ix_measurements_bound_id"), "measurements", ["bound_id"])
    op.create_index(op.f("ix_measurements_baseline_model_id"), "measurements", ["baseline_model_id"])
    op.create_index(op.f("ix_measurements_baseline_technique_id"), "measurements", ["baseline_technique_id"])


def create_measurement_evidence() -> None:
    op.create_table(
        "measurement_evidence",
        sa.Column("measurement_id", sa.Text(), nullable=False),
        sa.Column("evidence_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("measurement_id", "evidence_id", name=op.f("pk_measurement_evidence")),
        sa.ForeignKeyConstraint(
            ["measurement_id"], ["measurements.id"], name=op.f("fk_measurement_evidence_measurement_id")
        ),
        sa.ForeignKeyConstraint(["evidence_id"], ["evidence.id"], name=op.f("fk_measurement_evidence_evidence_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_measurement_evidence_measurement_id"), "measurement_evidence", ["measurement_id"])
    op.create_index(op.f("ix_measurement_evidence_evidence_id"), "measurement_evidence", ["evidence_id"])


def create_prompt_markers() -> None:
    op.create_table(
        "prompt_markers",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("model_id", sa.Text(), nullable=False),
        sa.Column("passage_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("marker", sa.Text(), nullable=False),
        sa.Column("role_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_markers")),
        sa.UniqueConstraint(
            "model_id",
            "marker",
            "role_id",
            "passage_id",
            name=op.f("uq_prompt_markers_model_id_marker_role_id_passage_id"),
        ),
        sa.ForeignKeyConstraint(["model_id"], ["models.id"], name=op.f("fk_prompt_markers_model_id")),
        sa.ForeignKeyConstraint(["passage_id"], ["passages.id"], name=op.f("fk_prompt_markers_passage_id")),
        sa.ForeignKeyConstraint(["role_id"], ["marker_roles.id"], name=op.f("fk_prompt_markers_role_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_prompt_markers_model_id"), "prompt_markers", ["model_id"])
    op.create_index(op.f("ix_prompt_markers_passage_id"), "prompt_markers", ["passage_id"])
    op.create_index(op.f("ix_prompt_markers_role_id"), "prompt_markers", ["role_id"])


def upgrade() -> None:
    for name in VOCABULARIES:
        create_vocabulary(name)
    create_statements()
    create_statement_techniques()
    create_claims()
    create_evidence()
    create_evidence_models()
    create_evidence_citations()
    create_measurements()
    create_measurement_evidence()
    create_prompt_markers()


def downgrade() -> None:
    op.drop_table("prompt_markers")
    op.drop_table("measurement_evidence")
    op.drop_table("measurements")
    op.drop_table("evidence_citations")
    op.drop_table("evidence_models")
    op.drop_table("evidence")
    op.drop_table("claims")
    op.drop_table("statement_techniques")
    op.drop_table("statements")
    for name in reversed(VOCABULARIES):
        op.drop_table(name)
