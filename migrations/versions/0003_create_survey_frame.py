"""Create the tables of the survey's frame: dimensions, questions, topics and findings."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

VOCABULARIES = ("finding_kinds",)


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


def create_dimensions() -> None:
    op.create_table(
        "dimensions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dimensions")),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"], name=op.f("fk_dimensions_section_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_dimensions_section_id"), "dimensions", ["section_id"])


def create_research_questions() -> None:
    op.create_table(
        "research_questions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("dimension_id", sa.Text(), nullable=False),
        sa.Column("section_id", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_research_questions")),
        sa.UniqueConstraint("section_id", name=op.f("uq_research_questions_section_id")),
        sa.ForeignKeyConstraint(["dimension_id"], ["dimensions.id"], name=op.f("fk_research_questions_dimension_id")),
        sa.ForeignKeyConstraint(["section_id"], ["sections.id"], name=op.f("fk_research_questions_section_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_research_questions_dimension_id"), "research_questions", ["dimension_id"])
    op.create_index(op.f("ix_research_questions_section_id"), "research_questions", ["section_id"])


def create_topics() -> None:
    op.create_table(
        "topics",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("research_question_id", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_passage_id", sa.Text(), nullable=False),
        sa.Column("last_passage_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
        sa.UniqueConstraint("research_question_id", "ordinal", name=op.f("uq_topics_research_question_id_ordinal")),
        sa.ForeignKeyConstraint(
            ["research_question_id"], ["research_questions.id"], name=op.f("fk_topics_research_question_id")
        ),
        sa.ForeignKeyConstraint(["first_passage_id"], ["passages.id"], name=op.f("fk_topics_first_passage_id")),
        sa.ForeignKeyConstraint(["last_passage_id"], ["passages.id"], name=op.f("fk_topics_last_passage_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_topics_research_question_id"), "topics", ["research_question_id"])
    op.create_index(op.f("ix_topics_first_passage_id"), "topics", ["first_passage_id"])
    op.create_index(op.f("ix_topics_last_passage_id"), "topics", ["last_passage_id"])


def create_findings() -> None:
    op.create_table(
        "findings",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind_id", sa.Text(), nullable=False),
        sa.Column("dimension_id", sa.Text(), nullable=True),
        sa.Column("research_question_id", sa.Text(), nullable=True),
        sa.Column("topic_id", sa.Text(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("first_passage_id", sa.Text(), nullable=False),
        sa.Column("last_passage_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_findings")),
        sa.ForeignKeyConstraint(["kind_id"], ["finding_kinds.id"], name=op.f("fk_findings_kind_id")),
        sa.ForeignKeyConstraint(["dimension_id"], ["dimensions.id"], name=op.f("fk_findings_dimension_id")),
        sa.ForeignKeyConstraint(
            ["research_question_id"], ["research_questions.id"], name=op.f("fk_findings_research_question_id")
        ),
        sa.ForeignKeyConstraint(["topic_id"], ["topics.id"], name=op.f("fk_findings_topic_id")),
        sa.ForeignKeyConstraint(["first_passage_id"], ["passages.id"], name=op.f("fk_findings_first_passage_id")),
        sa.ForeignKeyConstraint(["last_passage_id"], ["passages.id"], name=op.f("fk_findings_last_passage_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_findings_kind_id"), "findings", ["kind_id"])
    op.create_index(op.f("ix_findings_dimension_id"), "findings", ["dimension_id"])
    op.create_index(op.f("ix_findings_research_question_id"), "findings", ["research_question_id"])
    op.create_index(op.f("ix_findings_topic_id"), "findings", ["topic_id"])
    op.create_index(op.f("ix_findings_first_passage_id"), "findings", ["first_passage_id"])
    op.create_index(op.f("ix_findings_last_passage_id"), "findings", ["last_passage_id"])


def upgrade() -> None:
    for name in VOCABULARIES:
        create_vocabulary(name)
    create_dimensions()
    create_research_questions()
    create_topics()
    create_findings()


def downgrade() -> None:
    op.drop_table("findings")
    op.drop_table("topics")
    op.drop_table("research_questions")
    op.drop_table("dimensions")
    for name in reversed(VOCABULARIES):
        op.drop_table(name)
