"""What passages say of models: statements, claims, the evidence that joins them, figures and prompt markers."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, key, reference, table


class Relation(Vocabulary, Base):
    __tablename__ = "relations"
    __table_args__ = table("One row is a way in which a model stands to a technique.")


class Stage(Vocabulary, Base):
    __tablename__ = "stages"
    __table_args__ = table("One row is a stage in the life of a model.")


class Basis(Vocabulary, Base):
    __tablename__ = "bases"
    __table_args__ = table("One row is a degree to which a sentence says a fact.")


class Role(Vocabulary, Base):
    __tablename__ = "roles"
    __table_args__ = table("One row is a part that another model plays in a fact.")


class Statement(Base):
    __tablename__ = "statements"
    __table_args__ = table(
        "One row is one thing that a passage says, in our own words, with a phrase to find it by.",
        UniqueConstraint("id", "passage_id"),
        presentation=Presentation(
            "Questions, findings and figures",
            place=60,
            label="statement",
            sort="ordinal",
            search=("statement", "phrase"),
        ),
    )
    id: Mapped[str] = key("Identifier of the statement: its passage, and a letter where the passage says several.")
    ordinal: Mapped[int] = column("Place among all statements in reading order, counted from 1, edition after edition.")
    passage_id: Mapped[str] = reference("passages.id", "The passage that says it.")
    statement: Mapped[str] = column("What is said, in our own words.")
    phrase: Mapped[str] = column("At most twelve consecutive words of the passage, to search for.")


class StatementTechnique(Base):
    __tablename__ = "statement_techniques"
    __table_args__ = table(
        "One row is a technique that a statement without a model speaks of.",
        presentation=Presentation("Questions, findings and figures", place=70),
    )
    statement_id: Mapped[str] = reference("statements.id", "The statement.", part_of_key=True)
    technique_id: Mapped[str] = reference("techniques.id", "The technique.", part_of_key=True)


class Claim(Base):
    __tablename__ = "claims"
    __table_args__ = table(
        "One row is a claim: a model stands in a relation to a technique at a stage.",
        UniqueConstraint("model_id", "technique_id", "relation_id", "stage_id"),
        presentation=Presentation("Facts", place=30, facets=("relation_id", "stage_id")),
    )
    id: Mapped[str] = key("Identifier of the claim: model, technique, relation and stage.")
    model_id: Mapped[str] = reference("models.id", "The model.")
    technique_id: Mapped[str] = reference("techniques.id", "The technique.")
    relation_id: Mapped[str] = reference("relations.id", "How the model stands to the technique.")
    stage_id: Mapped[str] = reference("stages.id", "At which stage of the model's life.")


class Evidence(Base):
    __tablename__ = "evidence"
    __table_args__ = table(
        "One row is a fact: a claim, and a statement that supports it.",
        ForeignKeyConstraint(["statement_id", "passage_id"], ["statements.id", "statements.passage_id"]),
        Index(None, "statement_id", "passage_id"),
        CheckConstraint("(basis_id = 'explicit') = (basis_note IS NULL)", name="note_unless_explicit"),
        presentation=Presentation("Facts", place=40, facets=("basis_id",), page="fact"),
    )
    id: Mapped[str] = key("Identifier of the fact: its statement and its claim.")
    claim_id: Mapped[str] = reference("claims.id", "The claim that is supported.")
    statement_id: Mapped[str] = reference("statements.id", "The statement that supports it.")
    passage_id: Mapped[str] = reference("passages.id", "The passage of that statement.")
    basis_id: Mapped[str] = reference("bases.id", "How far the passage says it.")
    basis_note: Mapped[str | None] = column("Why it is held to be implied or ambiguous; NULL when explicit.")
    qualifier: Mapped[str | None] = column("What the passage adds in a word or two, such as offline.")
    phrase: Mapped[str | None] = column(
        "The words of the passage that show this fact, where the statement's phrase shows another."
    )


class EvidenceModel(Base):
    __tablename__ = "evidence_models"
    __table_args__ = table(
        "One row is another model that plays a part in a fact.",
        CheckConstraint("(basis_id = 'explicit') = (basis_note IS NULL)", name="note_unless_explicit"),
        presentation=Presentation("Facts", place=50, facets=("role_id", "basis_id")),
    )
    evidence_id: Mapped[str] = reference("evidence.id", "The fact.", part_of_key=True)
    model_id: Mapped[str] = reference("models.id", "The other model.", part_of_key=True)
    role_id: Mapped[str] = reference("roles.id", "The part that it plays.", part_of_key=True)
    basis_id: Mapped[str] = reference("bases.id", "How far the passage says that it plays this part.")
    basis_note: Mapped[str | None] = column("Why the part is held to be implied or ambiguous; NULL when explicit.")


class EvidenceCitation(Base):
    __tablename__ = "evidence_citations"
    __table_args__ = table(
        "One row is a citation that stands beside a fact.",
        presentation=Presentation("Facts", place=60),
    )
    evidence_id: Mapped[str] = reference("evidence.id", "The fact.", part_of_key=True)
    citation_id: Mapped[str] = reference("citations.id", "The citation.", part_of_key=True)


class Metric(Vocabulary, Base):
    __tablename__ = "metrics"
    __table_args__ = table("One row is a quantity that figures are given of.")


class Unit(Vocabulary, Base):
    __tablename__ = "units"
    __table_args__ = table("One row is a unit of measurement.")


class Change(Vocabulary, Base):
    __tablename__ = "changes"
    __table_args__ = table("One row is a direction in which a figure says that something changed.")


class Bound(Vocabulary, Base):
    __tablename__ = "bounds"
    __table_args__ = table("One row is a reservation with which a figure is given.")


class Measurement(Base):
    __tablename__ = "measurements"
    __table_args__ = table(
        "One row is a figure that a statement gives.",
        UniqueConstraint("statement_id", "ordinal"),
        presentation=Presentation("Questions, findings and figures", place=110, facets=("metric_id", "unit_id")),
    )
    id: Mapped[str] = key("Identifier of the figure: its statement and its place there.")
    statement_id: Mapped[str] = reference("statements.id", "The statement that gives it.")
    ordinal: Mapped[int] = column("Place among the figures of its statement, counted from 1.")
    metric_id: Mapped[str] = reference("metrics.id", "What is measured.")
    printed: Mapped[str] = column("The figure as printed.")
    value: Mapped[float | None] = column("The figure as a number, in the unit given; NULL where it has none.")
    value_from: Mapped[float | None] = column("Where a change starts, in the unit given.")
    unit_id: Mapped[str | None] = reference("units.id", "The unit of both values.")
    change_id: Mapped[str | None] = reference("changes.id", "In which direction it changed.")
    bound_id: Mapped[str] = reference("bounds.id", "With which reservation it is given.")
    scope: Mapped[str | None] = column("What the figure holds for.")
    baseline_model_id: Mapped[str | None] = reference("models.id", "The model that it is compared with.")
    baseline_technique_id: Mapped[str | None] = reference("techniques.id", "The technique that it is compared with.")


class MeasurementEvidence(Base):
    __tablename__ = "measurement_evidence"
    __table_args__ = table(
        "One row joins a figure to a fact that it belongs to.",
        presentation=Presentation("Questions, findings and figures", place=120),
    )
    measurement_id: Mapped[str] = reference("measurements.id", "The figure.", part_of_key=True)
    evidence_id: Mapped[str] = reference("evidence.id", "The fact.", part_of_key=True)


class MarkerRole(Vocabulary, Base):
    __tablename__ = "marker_roles"
    __table_args__ = table("One row is a part that a token plays in a prompt format.")


class PromptMarker(Base):
    __tablename__ = "prompt_markers"
    __table_args__ = table(
        "One row is a special token or tag of a model's prompt format.",
        UniqueConstraint("model_id", "marker", "role_id", "passage_id"),
        presentation=Presentation("Models and developers", place=110, facets=("model_id", "role_id")),
    )
    id: Mapped[str] = key("Identifier of the marker: its passage, its model and its place there.")
    model_id: Mapped[str] = reference("models.id", "The model or family.")
    passage_id: Mapped[str] = reference("passages.id", "The passage that names it.")
    ordinal: Mapped[int] = column("Place among the markers of that model in that passage, counted from 1.")
    marker: Mapped[str] = column("The token or tag as printed.")
    role_id: Mapped[str] = reference("marker_roles.id", "The part that it plays.")
