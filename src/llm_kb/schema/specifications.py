"""What documents state of models attribute by attribute, what they do not disclose, and verdicts on facts."""

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, key, reference, table

SUBJECT = "Sources and specifications"


class AttributeKind(Vocabulary, Base):
    __tablename__ = "attribute_kinds"
    __table_args__ = table("One row per kind of attribute: number, text, term, date, flag or model.")


class Attribute(Base):
    __tablename__ = "attributes"
    __table_args__ = table(
        "One row per attribute that specifications give a value of.",
        presentation=Presentation(SUBJECT, place=40, facets=("kind_id", "unit_id"), sort="ordinal", size=200),
    )
    id: Mapped[str] = key("Identifier of the attribute: lower-case words joined by underscores.")
    ordinal: Mapped[int] = column("Position in the list, counted from 1.")
    name: Mapped[str] = column("Display name of the attribute.")
    unit_id: Mapped[str | None] = reference("units.id", "Unit of its numbers; NULL where it has none.")
    kind_id: Mapped[str] = reference("attribute_kinds.id", "Kind of its values.")
    definition: Mapped[str] = column("What the attribute means, in one sentence.")


class SpecificationStatus(Vocabulary, Base):
    __tablename__ = "specification_statuses"
    __table_args__ = table("One row per status of a specification: how the document gives it, or that it does not.")


class SpecificationValue(Base):
    __tablename__ = "specification_values"
    __table_args__ = table(
        "One row per value that a passage gives for an attribute of a model.",
        ForeignKeyConstraint(["statement_id", "passage_id"], ["statements.id", "statements.passage_id"]),
        Index(None, "statement_id", "passage_id"),
        CheckConstraint("(status_id IN ('withheld', 'not-found')) = (value IS NULL)", name="value_unless_undisclosed"),
        CheckConstraint("status_id NOT IN ('derived', 'inherited') OR note IS NOT NULL", name="note_where_concluded"),
        CheckConstraint("bound_id = 'exact' OR number IS NOT NULL", name="bound_of_number"),
        presentation=Presentation(SUBJECT, place=50, facets=("attribute_id", "model_id", "status_id")),
    )
    id: Mapped[str] = key("Identifier of the value: its statement, its model and its attribute.")
    statement_id: Mapped[str] = reference("statements.id", "The statement that gives it.")
    passage_id: Mapped[str] = reference("passages.id", "The passage that gives it.")
    model_id: Mapped[str] = reference("models.id", "The model.")
    attribute_id: Mapped[str] = reference("attributes.id", "The attribute.")
    status_id: Mapped[str] = reference(
        "specification_statuses.id", "Whether it is stated, derived, inherited or withheld."
    )
    value: Mapped[str | None] = column("The value as text for people; NULL where it is withheld.")
    number: Mapped[float | None] = column(
        "The value as a number, in the unit given by its attribute; of a flag 1 or 0."
    )
    value_model_id: Mapped[str | None] = reference("models.id", "The model that is the value.")
    printed: Mapped[str | None] = column("The value as printed, where that differs.")
    scope: Mapped[str | None] = column("What the value applies to, where not to the model as a whole.")
    note: Mapped[str | None] = column("Why it is derived or inherited, or a remark.")
    bound_id: Mapped[str] = reference("bounds.id", "Bound on the number, such as about or up to; exact without one.")


class Undisclosed(Base):
    __tablename__ = "undisclosed"
    __table_args__ = table(
        "One row per attribute of a model that a document does not disclose.",
        presentation=Presentation(SUBJECT, place=60, facets=("attribute_id", "model_id", "status_id")),
    )
    source_id: Mapped[str] = reference("documents.source_id", "The document.", part_of_key=True)
    model_id: Mapped[str] = reference("models.id", "The model.", part_of_key=True)
    attribute_id: Mapped[str] = reference("attributes.id", "The attribute.", part_of_key=True)
    status_id: Mapped[str] = reference(
        "specification_statuses.id", "Withheld, or not found in a document that was read whole."
    )
    note: Mapped[str | None] = column("A remark.")


class VerdictKind(Vocabulary, Base):
    __tablename__ = "verdict_kinds"
    __table_args__ = table("One row per kind of verdict on a fact, such as confirmed or contradicted.")


class FactVerdict(Base):
    __tablename__ = "fact_verdicts"
    __table_args__ = table(
        "One row per fact and document of another source that it was compared with.",
        ForeignKeyConstraint(["statement_id", "passage_id"], ["statements.id", "statements.passage_id"]),
        UniqueConstraint("evidence_id", "source_id"),
        Index(None, "statement_id", "passage_id"),
        CheckConstraint("(verdict_id IN ('not-found', 'no-source')) = (passage_id IS NULL)", name="passage_of_verdict"),
        CheckConstraint("(passage_id IS NULL) = (statement_id IS NULL)", name="statement_of_passage"),
        CheckConstraint("(verdict_id = 'no-source') = (source_id IS NULL)", name="source_of_verdict"),
        CheckConstraint("verdict_id NOT IN ('partly', 'contradicted') OR note IS NOT NULL", name="note_of_verdict"),
        presentation=Presentation(SUBJECT, place=70, facets=("verdict_id", "source_id")),
    )
    id: Mapped[str] = key("Identifier of the verdict: its document and its fact.")
    evidence_id: Mapped[str] = reference("evidence.id", "The fact.")
    source_id: Mapped[str | None] = reference(
        "documents.source_id", "The document; NULL where the developer has published none."
    )
    statement_id: Mapped[str | None] = reference(
        "statements.id", "The statement that decides; NULL where nothing was found."
    )
    passage_id: Mapped[str | None] = reference("passages.id", "The passage that decides; NULL where nothing was found.")
    verdict_id: Mapped[str] = reference("verdict_kinds.id", "The verdict.")
    note: Mapped[str | None] = column("Why the fact is confirmed in part only, or contradicted, or a remark.")


class CatalogValue(Base):
    __tablename__ = "catalog_values"
    __table_args__ = table(
        "One row per entry of a catalog of models that describes a model here, and attribute that the catalog has.",
        presentation=Presentation(SUBJECT, place=80, facets=("source_id", "attribute_id")),
    )
    source_id: Mapped[str] = reference("documents.source_id", "The catalog.", part_of_key=True)
    entry: Mapped[str] = key("Identifier of the entry in the catalog.")
    attribute_id: Mapped[str] = reference("attributes.id", "The attribute.", part_of_key=True)
    model_id: Mapped[str] = reference("models.id", "The model that the entry describes.")
    value: Mapped[str | None] = column(
        "The value in the catalog, numbers in digits or as 3.8e+25; NULL where it gives none."
    )
