"""The taxonomy of techniques."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, key, reference, table


class TechniqueKind(Vocabulary, Base):
    __tablename__ = "technique_kinds"
    __table_args__ = table("One row per kind of technique, such as method, component or data.")


class Technique(Base):
    __tablename__ = "techniques"
    __table_args__ = table(
        "One row per technique of the taxonomy: a design choice, or a group heading that gathers several.",
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
    ordinal: Mapped[int] = column("Position in the reading order of the taxonomy, counted from 1.")
    name: Mapped[str] = column("Name of the technique.")
    abbreviation: Mapped[str | None] = column("Common abbreviation, such as GRPO or MoE.")
    parent_id: Mapped[str | None] = reference("techniques.id", "The broader technique; NULL for a top-level group.")
    kind_id: Mapped[str] = reference("technique_kinds.id", "Kind of technique.")
    definition: Mapped[str] = column("What the technique is, in one sentence.")


class TechniqueAlias(Base):
    __tablename__ = "technique_aliases"
    __table_args__ = table(
        "One row per alias of a technique.",
        presentation=Presentation("Techniques", place=40),
    )
    technique_id: Mapped[str] = reference("techniques.id", "The technique.", part_of_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True, index=True, comment="Alias of the technique.")


class PublicationRole(Vocabulary, Base):
    __tablename__ = "publication_roles"
    __table_args__ = table("One row per role of a publication for a technique, such as introducing it.")


class TechniquePublication(Base):
    __tablename__ = "technique_publications"
    __table_args__ = table(
        "One row per technique and reference: a publication that introduces, describes or is cited for the technique.",
        presentation=Presentation("Techniques", place=80, facets=("role_id",)),
    )
    technique_id: Mapped[str] = reference("techniques.id", "The technique.", part_of_key=True)
    publication_id: Mapped[str] = reference("publications.id", "The publication.", part_of_key=True)
    role_id: Mapped[str] = reference("publication_roles.id", "Role of the publication for the technique.")
