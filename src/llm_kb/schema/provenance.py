"""Where facts come from and what happened to them: sources, sections, passages, editions, errata, changes."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, key, reference, table


class Source(Base):
    __tablename__ = "sources"
    __table_args__ = table(
        "One row is a document that facts are taken from.",
        presentation=Presentation("The survey and its errata", place=80, label="id"),
    )
    id: Mapped[str] = key("Identifier of the source.")
    title: Mapped[str] = column("Title of the source as printed.")
    authors: Mapped[str | None] = column("Authors as printed, separated by semicolons.")
    date: Mapped[str | None] = column("Date printed on the source, as YYYY-MM-DD.")
    url: Mapped[str | None] = column("Address that the source itself prints for where it can be found.")
    sha256: Mapped[str] = column("SHA-256 of the copy that the passages were counted in, in hexadecimal digits.")
    rights: Mapped[str] = column("Who owns the text, and what this knowledge base takes from it.")
    description: Mapped[str] = column("What the source is, in our own words.")


class Section(Base):
    __tablename__ = "sections"
    __table_args__ = table(
        "One row is a section of a source.",
        UniqueConstraint("source_id", "name"),
        presentation=Presentation("The survey and its errata", place=40, label="title", sort="ordinal"),
    )
    id: Mapped[str] = key("Identifier of the section: its source and its name.")
    source_id: Mapped[str] = reference("sources.id", "The source that the section belongs to.")
    ordinal: Mapped[int] = column("Place of the section in its source, counted from 1.")
    name: Mapped[str] = column("Number or short name of the section, as locators use it.")
    title: Mapped[str] = column("Heading of the section as printed.")


class Passage(Base):
    __tablename__ = "passages"
    __table_args__ = table(
        "One row is one sentence of a source: where it stands and how to recognize it, without its text.",
        UniqueConstraint("section_id", "paragraph", "sentence"),
        UniqueConstraint("source_id", "ordinal"),
        presentation=Presentation(
            "The survey and its errata", place=50, label="id", facets=("section_id",), sort="ordinal"
        ),
    )
    id: Mapped[str] = key("Identifier of the passage: source, section, paragraph and sentence.")
    source_id: Mapped[str] = reference("sources.id", "The source that the passage belongs to.")
    section_id: Mapped[str] = reference("sections.id", "The section that the passage stands in.")
    paragraph: Mapped[int] = column("Number of the paragraph within its section, counted from 1.")
    sentence: Mapped[int] = column("Number of the sentence within its paragraph, counted from 1.")
    ordinal: Mapped[int] = column("Place of the passage in the reading order of its source, counted from 1.")
    sha256: Mapped[str] = column("SHA-256 of the sentence as it stands in the source, in hexadecimal digits.")


class PassageRange(Base):
    __tablename__ = "passage_ranges"
    __table_args__ = table(
        "One row is a stretch of characters of a passage; a page break cuts a passage into several.",
        CheckConstraint("start_character < end_character", name="not_empty"),
        presentation=Presentation("The survey and its errata", place=60),
    )
    passage_id: Mapped[str] = reference("passages.id", "The passage.", part_of_key=True)
    ordinal: Mapped[int] = key("Place of the stretch within its passage, counted from 1.")
    start_character: Mapped[int] = column("Position of the first character in the source file, counted from 0.")
    end_character: Mapped[int] = column("Position after the last character in the source file, counted from 0.")


class Edition(Base):
    __tablename__ = "editions"
    __table_args__ = table(
        "One row is an edition: one seed bundle that was loaded as a whole.",
        presentation=Presentation("The survey and its errata", place=90),
    )
    id: Mapped[str] = key("Identifier of the edition, the name of its folder.")
    ordinal: Mapped[int] = column("Place of the edition in the order of loading, counted from 1.")
    title: Mapped[str] = column("Title of the edition.")
    date: Mapped[str] = column("Date of the edition, as YYYY-MM-DD.")
    description: Mapped[str] = column("What the edition holds or changes.")
    source_id: Mapped[str] = reference("sources.id", "The source that its facts are from unless they say otherwise.")
    sha256: Mapped[str] = column("SHA-256 of the bundle's list of file hashes, in hexadecimal digits.")


class ErratumKind(Vocabulary, Base):
    __tablename__ = "erratum_kinds"
    __table_args__ = table("One row is a kind of thing that a source can have wrong.")


class ErratumStatus(Vocabulary, Base):
    __tablename__ = "erratum_statuses"
    __table_args__ = table("One row is a degree of certainty of an erratum.")


class Erratum(Base):
    __tablename__ = "errata"
    __table_args__ = table(
        "One row is something that a source has wrong, or contradicts itself in.",
        presentation=Presentation(
            "The survey and its errata",
            place=10,
            label="title",
            facets=("kind_id", "status_id"),
            sort="ordinal",
            size=200,
        ),
    )
    id: Mapped[str] = key("Identifier of the erratum.")
    ordinal: Mapped[int] = column("Place of the erratum in the list, counted from 1.")
    kind_id: Mapped[str] = reference("erratum_kinds.id", "What kind of slip it is.")
    title: Mapped[str] = column("What is wrong, in one sentence.")
    correction: Mapped[str | None] = column("What it should be, where that is known.")
    reason: Mapped[str] = column("Why it is held to be wrong.")
    how_known: Mapped[str] = column("How that was established.")
    status_id: Mapped[str] = reference("erratum_statuses.id", "How certain it is.")


class ErratumPlace(Base):
    __tablename__ = "errata_places"
    __table_args__ = table(
        "One row is a place that an erratum speaks of, with what is printed there.",
        presentation=Presentation("The survey and its errata", place=30),
    )
    erratum_id: Mapped[str] = reference("errata.id", "The erratum.", part_of_key=True)
    ordinal: Mapped[int] = key("Place in the erratum's list, counted from 1.")
    source_id: Mapped[str] = reference("sources.id", "The source in which the place is.")
    passage_id: Mapped[str | None] = reference("passages.id", "The sentence, where the place is in the running text.")
    printed: Mapped[str | None] = column("The words at issue as they are printed there, at most twelve.")
    publication_id: Mapped[str | None] = reference("publications.id", "The publication that is touched.")
    model_id: Mapped[str | None] = reference("models.id", "The model that is touched.")
    evidence_id: Mapped[str | None] = reference("evidence.id", "The fact that is touched, which is thereby disputed.")


class ClaimChangeKind(Vocabulary, Base):
    __tablename__ = "claim_change_kinds"
    __table_args__ = table("One row is a way in which a later edition can change a claim.")


class ClaimChange(Base):
    __tablename__ = "claim_changes"
    __table_args__ = table(
        "One row is a claim, or one evidence row of it, that a later edition supersedes or retracts.",
        UniqueConstraint("edition_id", "claim_id", "evidence_id"),
        presentation=Presentation("Facts", place=80, facets=("kind_id",)),
    )
    id: Mapped[str] = key("Identifier of the change: its edition and its place there.")
    edition_id: Mapped[str] = reference("editions.id", "The edition that makes the change.")
    claim_id: Mapped[str] = reference("claims.id", "The claim that is changed.")
    evidence_id: Mapped[str | None] = reference(
        "evidence.id", "The one fact that is changed; NULL when all evidence of the claim is."
    )
    kind_id: Mapped[str] = reference("claim_change_kinds.id", "What happens to it.")
    replacement_id: Mapped[str | None] = reference("claims.id", "The claim that takes its place.")
    reason: Mapped[str] = column("Why it is changed.")
