"""What passages say of models: statements, claims, the evidence that joins them, figures and prompt markers."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, key, reference, table


class Relation(Vocabulary, Base):
    __tablename__ = "relations"
    __table_args__ = table("One row per relation of a model to a technique, such as uses or avoids.")


class Stage(Vocabulary, Base):
    __tablename__ = "stages"
    __table_args__ = table("One row per stage of a model's life cycle, such as pre-training or inference.")


class Basis(Vocabulary, Base):
    __tablename__ = "bases"
    __table_args__ = table("One row per kind of evidence: stated explicitly, inferred or ambiguous.")


class Role(Vocabulary, Base):
    __tablename__ = "roles"
    __table_args__ = table("One row per role that another model can have in a fact, such as teacher.")


class Statement(Base):
    __tablename__ = "statements"
    __table_args__ = table(
        "One row per statement: what a sentence says, paraphrased, with a phrase to find the sentence by.",
        UniqueConstraint("id", "passage_id"),
        presentation=Presentation(
            "Questions, findings and figures",
            place=60,
            label="statement",
            sort="ordinal",
            search=("statement", "phrase"),
        ),
    )
    id: Mapped[str] = key("Identifier of the statement: its sentence, and a letter where that has several.")
    ordinal: Mapped[int] = column("Position in reading order, counted from 1, edition after edition.")
    passage_id: Mapped[str] = reference("passages.id", "The sentence that is paraphrased.")
    statement: Mapped[str] = column("What the sentence says, in our own words.")
    phrase: Mapped[str] = column("At most twelve consecutive words of the sentence, to find it by.")


class StatementTechnique(Base):
    __tablename__ = "statement_techniques"
    __table_args__ = table(
        "One row per technique that a statement without a model is about.",
        presentation=Presentation("Questions, findings and figures", place=70),
    )
    statement_id: Mapped[str] = reference("statements.id", "The statement.", part_of_key=True)
    technique_id: Mapped[str] = reference("techniques.id", "The technique.", part_of_key=True)


class Claim(Base):
    __tablename__ = "claims"
    __table_args__ = table(
        "One row per claim: model, relation, technique and stage.",
        UniqueConstraint("model_id", "technique_id", "relation_id", "stage_id"),
        presentation=Presentation("Facts", place=30, facets=("relation_id", "stage_id")),
    )
    id: Mapped[str] = key("Identifier of the claim: model, technique, relation and stage.")
    model_id: Mapped[str] = reference("models.id", "The model.")
    technique_id: Mapped[str] = reference("techniques.id", "The technique.")
    relation_id: Mapped[str] = reference("relations.id", "Relation of the model to the technique.")
    stage_id: Mapped[str] = reference("stages.id", "Stage of the model's life cycle.")


class Evidence(Base):
    __tablename__ = "evidence"
    __table_args__ = table(
        "One row per fact: a claim together with one sentence that supports it.",
        ForeignKeyConstraint(["statement_id", "passage_id"], ["statements.id", "statements.passage_id"]),
        Index(None, "statement_id", "passage_id"),
        CheckConstraint("(basis_id = 'explicit') = (basis_note IS NULL)", name="note_unless_explicit"),
        presentation=Presentation("Facts", place=40, facets=("basis_id",), page="fact"),
    )
    id: Mapped[str] = key("Identifier of the fact: its statement and its claim.")
    claim_id: Mapped[str] = reference("claims.id", "The claim that the sentence supports.")
    statement_id: Mapped[str] = reference("statements.id", "The statement of the sentence.")
    passage_id: Mapped[str] = reference("passages.id", "The sentence.")
    basis_id: Mapped[str] = reference("bases.id", "Whether it is explicit, implied or ambiguous.")
    basis_note: Mapped[str | None] = column("Why the evidence is implied or ambiguous; NULL when explicit.")
    qualifier: Mapped[str | None] = column("Qualifier that the sentence adds in a few words, such as offline.")
    phrase: Mapped[str | None] = column(
        "Words of the sentence that show this fact, where the statement's phrase shows another."
    )


class EvidenceModel(Base):
    __tablename__ = "evidence_models"
    __table_args__ = table(
        "One row per other model in a fact, with its role.",
        CheckConstraint("(basis_id = 'explicit') = (basis_note IS NULL)", name="note_unless_explicit"),
        presentation=Presentation("Facts", place=50, facets=("role_id", "basis_id")),
    )
    evidence_id: Mapped[str] = reference("evidence.id", "The fact.", part_of_key=True)
    model_id: Mapped[str] = reference("models.id", "The other model.", part_of_key=True)
    role_id: Mapped[str] = reference("roles.id", "The role that it has.", part_of_key=True)
    basis_id: Mapped[str] = reference("bases.id", "Whether the role is explicit, implied or ambiguous.")
    basis_note: Mapped[str | None] = column("Why the role is implied or ambiguous; NULL when explicit.")


class EvidenceCitation(Base):
    __tablename__ = "evidence_citations"
    __table_args__ = table(
        "One row per citation that the sentence gives for a fact.",
        presentation=Presentation("Facts", place=60),
    )
    evidence_id: Mapped[str] = reference("evidence.id", "The fact.", part_of_key=True)
    citation_id: Mapped[str] = reference("citations.id", "The citation.", part_of_key=True)


class Metric(Vocabulary, Base):
    __tablename__ = "metrics"
    __table_args__ = table("One row per metric: a quantity that figures measure.")


class Unit(Vocabulary, Base):
    __tablename__ = "units"
    __table_args__ = table("One row per unit of measurement.")


class Change(Vocabulary, Base):
    __tablename__ = "changes"
    __table_args__ = table("One row per direction of a change that a figure reports.")


class Bound(Vocabulary, Base):
    __tablename__ = "bounds"
    __table_args__ = table("One row per kind of bound on a figure, such as about or up to.")


class Measurement(Base):
    __tablename__ = "measurements"
    __table_args__ = table(
        "One row per figure that a statement reports.",
        UniqueConstraint("statement_id", "ordinal"),
        presentation=Presentation("Questions, findings and figures", place=110, facets=("metric_id", "unit_id")),
    )
    id: Mapped[str] = key("Identifier of the figure: its statement and its position there.")
    statement_id: Mapped[str] = reference("statements.id", "The statement that reports it.")
    ordinal: Mapped[int] = column("Position among the figures of its statement, counted from 1.")
    metric_id: Mapped[str] = reference("metrics.id", "What is measured.")
    printed: Mapped[str] = column("The figure as printed.")
    value: Mapped[float | None] = column("The figure as a number, in the unit given; NULL where it has none.")
    value_from: Mapped[float | None] = column("Where a change starts, in the unit given.")
    unit_id: Mapped[str | None] = reference("units.id", "The unit of both values.")
    change_id: Mapped[str | None] = reference("changes.id", "Direction of the change.")
    bound_id: Mapped[str] = reference("bounds.id", "Bound on the figure, such as about or up to; exact without one.")
    scope: Mapped[str | None] = column("What the figure holds for.")
    baseline_model_id: Mapped[str | None] = reference("models.id", "The model that it is relative to.")
    baseline_technique_id: Mapped[str | None] = reference("techniques.id", "The technique that it is relative to.")


class MeasurementEvidence(Base):
    __tablename__ = "measurement_evidence"
    __table_args__ = table(
        "One row per figure and fact that it belongs to.",
        presentation=Presentation("Questions, findings and figures", place=120),
    )
    measurement_id: Mapped[str] = reference("measurements.id", "The figure.", part_of_key=True)
    evidence_id: Mapped[str] = reference("evidence.id", "The fact.", part_of_key=True)


class MarkerRole(Vocabulary, Base):
    __tablename__ = "marker_roles"
    __table_args__ = table("One row per role of a token in a prompt format.")


class PromptMarker(Base):
    __tablename__ = "prompt_markers"
    __table_args__ = table(
        "One row per special token or tag in a model's prompt format.",
        UniqueConstraint("model_id", "marker", "role_id", "passage_id"),
        presentation=Presentation("Models and developers", place=110, facets=("model_id", "role_id")),
    )
    id: Mapped[str] = key("Identifier of the marker: its sentence, its model and its position there.")
    model_id: Mapped[str] = reference("models.id", "The model or family.")
    passage_id: Mapped[str] = reference("passages.id", "The sentence that names it.")
    ordinal: Mapped[int] = column("Position among the markers of that model in that sentence, counted from 1.")
    marker: Mapped[str] = column("The token or tag as printed.")
    role_id: Mapped[str] = reference("marker_roles.id", "The role that it has.")
