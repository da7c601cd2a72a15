"""The survey's references, parsed, and where the text cites them."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, flag, key, reference, table


class PublicationKind(Vocabulary, Base):
    __tablename__ = "publication_kinds"
    __table_args__ = table("One row per kind of publication.")


class VenueKind(Vocabulary, Base):
    __tablename__ = "venue_kinds"
    __table_args__ = table("One row per kind of venue.")


class Venue(Base):
    __tablename__ = "venues"
    __table_args__ = table(
        "One row per venue: a journal, conference or preprint server.",
        presentation=Presentation("References", place=70, facets=("kind_id",)),
    )
    id: Mapped[str] = key("Identifier of the venue.")
    name: Mapped[str] = column("Name of the venue without edition or year.")
    kind_id: Mapped[str] = reference("venue_kinds.id", "Kind of venue.")


class Publication(Base):
    __tablename__ = "publications"
    __table_args__ = table(
        "One row per publication: a reference as printed, with corrections in separate columns.",
        UniqueConstraint("number"),
        flag("et_al"),
        presentation=Presentation(
            "References",
            place=20,
            label="title",
            facets=("kind_id", "year"),
            sort="number",
            size=200,
            page="publication",
            search=("title", "title_corrected", "venue_printed"),
        ),
    )
    id: Mapped[str] = key("Identifier of the publication: its number in the survey's reference list, as text.")
    number: Mapped[int | None] = column("Number in the survey's reference list.")
    title: Mapped[str] = column("Title as printed.")
    title_corrected: Mapped[str | None] = column("Corrected title, where the printed one is wrong.")
    kind_id: Mapped[str] = reference("publication_kinds.id", "Kind of publication.")
    venue_id: Mapped[str | None] = reference("venues.id", "The venue that the reference names.")
    venue_printed: Mapped[str | None] = column("Venue as printed, without an arXiv identifier.")
    venue_corrected: Mapped[str | None] = reference("venues.id", "Corrected venue, where the printed one is wrong.")
    year: Mapped[int | None] = column("Year as printed.")
    year_corrected: Mapped[int | None] = column("Corrected year, where the printed one is wrong.")
    arxiv_id: Mapped[str | None] = column("Identifier on arXiv as printed, without a version.")
    doi: Mapped[str | None] = column("DOI as printed, also where it is only part of the URL.")
    doi_corrected: Mapped[str | None] = column("Corrected DOI, where the printed one is wrong.")
    url: Mapped[str | None] = column("URL as printed.")
    url_corrected: Mapped[str | None] = column("Corrected URL, where the printed one is wrong.")
    et_al: Mapped[int] = column("1 where the printed list of authors ends in et al., else 0.")


class Author(Base):
    __tablename__ = "authors"
    __table_args__ = table(
        "One row per author, a person or a group; people with the same name share a row.",
        flag("is_group"),
        presentation=Presentation("References", place=30, facets=("is_group",)),
    )
    id: Mapped[str] = key("Identifier of the author, derived from the name.")
    name: Mapped[str] = column("Name, correctly spelled.")
    given: Mapped[str | None] = column("Given names of a person.")
    family: Mapped[str | None] = column("Family name of a person, with particles such as van.")
    is_group: Mapped[int] = column("1 for a team or organization, 0 for a person.")


class Authorship(Base):
    __tablename__ = "authorships"
    __table_args__ = table(
        "One row per author of a publication.",
        presentation=Presentation("References", place=40),
    )
    publication_id: Mapped[str] = reference("publications.id", "The publication.", part_of_key=True)
    ordinal: Mapped[int] = key("Place in the printed list of authors, counted from 1.")
    author_id: Mapped[str] = reference("authors.id", "The author.")
    name_printed: Mapped[str] = column("Name as printed in this reference.")
    name_corrected: Mapped[str | None] = column("Corrected name, where the printed one is wrong.")


class Citation(Base):
    __tablename__ = "citations"
    __table_args__ = table(
        "One row per in-text citation: a publication cited at a position in a sentence.",
        UniqueConstraint("passage_id", "position"),
        presentation=Presentation("References", place=60),
    )
    id: Mapped[str] = key("Identifier of the citation: its passage and its position.")
    passage_id: Mapped[str] = reference("passages.id", "The sentence with the citation.")
    publication_id: Mapped[str] = reference("publications.id", "The cited publication.")
    bracket: Mapped[int] = column("Position of its pair of brackets in the sentence, counted from 1.")
    position: Mapped[int] = column("Position among the cited numbers of the sentence, counted from 1.")
