"""Models, who makes them, what they are called, and who lists them."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, flag, key, reference, table


class Institution(Base):
    __tablename__ = "institutions"
    __table_args__ = table(
        "One row is an organization that develops models.",
        flag("surveyed"),
        presentation=Presentation(
            "Models and developers", place=50, facets=("surveyed",), sort="ordinal", page="institution"
        ),
    )
    id: Mapped[str] = key("Identifier of the institution.")
    ordinal: Mapped[int] = column("Place in the list, counted from 1: first the survey's own in its order.")
    name: Mapped[str] = column("Name as printed.")
    surveyed: Mapped[int] = column("1 for an institution that the survey lists, 0 for the maker of another model.")


class ModelKind(Vocabulary, Base):
    __tablename__ = "model_kinds"
    __table_args__ = table("One row is a level of the tree of models.")


class Model(Base):
    __tablename__ = "models"
    __table_args__ = table(
        "One row is a family, a release, a variant or a product.",
        flag("surveyed"),
        presentation=Presentation(
            "Models and developers",
            place=10,
            facets=("institution_id", "kind_id", "surveyed"),
            size=200,
            page="model",
            search=("name",),
        ),
    )
    id: Mapped[str] = key("Identifier of the model.")
    name: Mapped[str] = column("Canonical name: that of footnote 1 for the surveyed ones, else as printed.")
    kind_id: Mapped[str] = reference("model_kinds.id", "Which level of the tree it is.")
    parent_id: Mapped[str | None] = reference("models.id", "The family or release that it belongs to.")
    institution_id: Mapped[str] = reference("institutions.id", "Who really made it.")
    surveyed: Mapped[int] = column("1 for one of the models that the survey analyses, else 0.")
    listed_under_id: Mapped[str | None] = reference("institutions.id", "Under which institution the survey lists it.")
    publication_id: Mapped[str | None] = reference("publications.id", "The publication that the survey names for it.")


class AliasKind(Vocabulary, Base):
    __tablename__ = "alias_kinds"
    __table_args__ = table("One row is a way in which a printed name stands for a model.")


class ModelAlias(Base):
    __tablename__ = "model_aliases"
    __table_args__ = table(
        "One row is a spelling that a source uses for a model.",
        presentation=Presentation("Models and developers", place=80, facets=("kind_id",)),
    )
    model_id: Mapped[str] = reference("models.id", "The model.", part_of_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True, index=True, comment="The name as printed.")
    kind_id: Mapped[str] = reference("alias_kinds.id", "How the name stands for the model.")


class LinkKind(Vocabulary, Base):
    __tablename__ = "link_kinds"
    __table_args__ = table("One row is what a list calls the link behind a model.")


class ModelListing(Base):
    __tablename__ = "model_listings"
    __table_args__ = table(
        "One row is one model in a source's list of models, exactly as that list gives it.",
        UniqueConstraint("source_id", "model_id"),
        presentation=Presentation("Models and developers", place=90, facets=("source_id", "institution_id")),
    )
    source_id: Mapped[str] = reference("sources.id", "The source whose list it is.", part_of_key=True)
    ordinal: Mapped[int] = key("Place in that list, counted from 1.")
    passage_id: Mapped[str | None] = reference("passages.id", "The sentence that lists it.")
    model_id: Mapped[str] = reference("models.id", "The model that is listed.")
    institution_id: Mapped[str] = reference("institutions.id", "The institution that it is listed under.")
    name_printed: Mapped[str] = column("Name of the model as printed in the list.")
    publication_id: Mapped[str | None] = reference("publications.id", "The publication that the list gives for it.")
    link_kind_id: Mapped[str | None] = reference("link_kinds.id", "What the list calls its link.")
    url: Mapped[str | None] = column("Address of the link as printed in the list.")
