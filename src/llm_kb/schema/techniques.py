"""The taxonomy of techniques."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, key, reference, table


class TechniqueKind(Vocabulary, Base):
    __tablename__ = "technique_kinds"
    __table_args__ = table("One row is a kind of technique.")


class Technique(Base):
    __tablename__ = "techniques"
    __table_args__ = table(
        "One row is a node of the taxonomy: something that can be chosen when a model is designed.",
        UniqueConstraint("abbreviation"),
        presentation=Presentation(
            "Techniques",
            place=10,
            facets=("kind_id",),
            sort="ordinal",
            size=500,
            page="technique",
            search=("name", "abbreviation", "definition"),
        ),
    )
    id: Mapped[str] = key("Identifier of the technique.")
    ordinal: Mapped[int] = column("Place in the taxonomy's reading order, counted from 1.")
    name: Mapped[str] = column("Name of the technique.")
    abbreviation: Mapped[str | None] = column("Short form that people say, such as GRPO or MoE.")
    parent_id: Mapped[str | None] = reference("techniques.id", "The broader technique; NULL for a top-level group.")
    kind_id: Mapped[str] = reference("technique_kinds.id", "What kind of thing it is.")
    definition: Mapped[str] = column("What the technique is, in one sentence.")


class TechniqueAlias(Base):
    __tablename__ = "technique_aliases"
    __table_args__ = table(
        "One row is another name of a technique.",
        presentation=Presentation("Techniques", place=40),
    )
    technique_id: Mapped[str] = reference("techniques.id", "The technique.", part_of_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True, index=True, comment="The other name.")


class PublicationRole(Vocabulary, Base):
    __tablename__ = "publication_roles"
    __table_args__ = table("One row is what a publication is to a technique.")


class TechniquePublication(Base):
    __tablename__ = "technique_publications"
    __table_args__ = table(
        "One row is a publication that belongs to a technique: one of the references, and what it is to the technique.",
        presentation=Presentation("Techniques", place=80, facets=("role_id",)),
    )
    technique_id: Mapped[str] = reference("techniques.id", "The technique.", part_of_key=True)
    publication_id: Mapped[str] = reference("publications.id", "The publication.", part_of_key=True)
    role_id: Mapped[str] = reference("publication_roles.id", "What the publication is to the technique.")
