"""Models, who makes them, what they are called, and who lists them."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, flag, key, reference, table


class Institution(Base):
    __tablename__ = "institutions"
    __table_args__ = table(
        "One row per institution that develops models.",
        flag("surveyed"),
        presentation=Presentation(
            "Models and developers", place=50, facets=("surveyed",), sort="ordinal", page="institution"
        ),
    )
    id: Mapped[str] = key("Identifier of the institution.")
    ordinal: Mapped[int] = column("Position in the list, counted from 1: first those of the survey in its order.")
    name: Mapped[str] = column("Name as printed.")
    surveyed: Mapped[int] = column("1 for an institution that the survey lists, 0 for the developer of another model.")


class ModelKind(Vocabulary, Base):
    __tablename__ = "model_kinds"
    __table_args__ = table("One row per kind of model: family, release, variant or product.")


class Model(Base):
    __tablename__ = "models"
    __table_args__ = table(
        "One row per model: a family, a release, a variant or a product.",
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
    name: Mapped[str] = column("Canonical name: that of footnote 1 for surveyed models, else as printed.")
    kind_id: Mapped[str] = reference("model_kinds.id", "Whether it is a family, a release, a variant or a product.")
    parent_id: Mapped[str | None] = reference("models.id", "The family or release that it belongs to.")
    institution_id: Mapped[str] = reference("institutions.id", "The institution that developed it.")
    surveyed: Mapped[int] = column("1 for one of the models that the survey analyzes, else 0.")
    listed_under_id: Mapped[str | None] = reference("institutions.id", "The institution that it is listed under.")
    publication_id: Mapped[str | None] = reference("publications.id", "The publication that the survey cites for it.")


class AliasKind(Vocabulary, Base):
    __tablename__ = "alias_kinds"
    __table_args__ = table("One row per kind of alias: how a printed name refers to a model.")


class ModelAlias(Base):
    __tablename__ = "model_aliases"
    __table_args__ = table(
        "One row per alias of a model: a spelling that a source uses.",
        presentation=Presentation("Models and developers", place=80, facets=("kind_id",)),
    )
    model_id: Mapped[str] = reference("models.id", "The model.", part_of_key=True)
    alias: Mapped[str] = mapped_column(primary_key=True, index=True, comment="The name as printed.")
    kind_id: Mapped[str] = reference("alias_kinds.id", "How the name refers to the model.")


class LinkKind(Vocabulary, Base):
    __tablename__ = "link_kinds"
    __table_args__ = table("One row per kind of link in a list of models.")


class ModelListing(Base):
    __tablename__ = "model_listings"
    __table_args__ = table(
        "One row per model in a source's list of models, exactly as listed.",
        UniqueConstraint("source_id", "model_id"),
        presentation=Presentation("Models and developers", place=90, facets=("source_id", "institution_id")),
    )
    source_id: Mapped[str] = reference("sources.id", "The source with the list.", part_of_key=True)
    ordinal: Mapped[int] = key("Position in that list, counted from 1.")
    passage_id: Mapped[str | None] = reference("passages.id", "The sentence that lists it.")
    model_id: Mapped[str] = reference("models.id", "The model that is listed.")
    institution_id: Mapped[str] = reference("institutions.id", "The institution that it is listed under.")
    name_printed: Mapped[str] = column("Name of the model as printed in the list.")
    publication_id: Mapped[str | None] = reference("publications.id", "The publication that the list gives for it.")
    link_kind_id: Mapped[str | None] = reference("link_kinds.id", "What the list calls its link.")
    url: Mapped[str | None] = column("URL of the link as printed in the list.")
