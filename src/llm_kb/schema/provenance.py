"""Where facts come from and what happened to them: sources, sections, passages, editions, errata, changes."""

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, key, reference, table


class Source(Base):
    __tablename__ = "sources"
    __table_args__ = table(
        "One row per source document.",
        presentation=Presentation("The survey and its errata", place=80, label="id"),
    )
    id: Mapped[str] = key("Identifier of the source.")
    title: Mapped[str] = column("Title of the source as printed.")
    authors: Mapped[str | None] = column("Authors as printed, separated by semicolons.")
    date: Mapped[str | None] = column("Date printed on the source, as YYYY-MM-DD.")
    url: Mapped[str | None] = column("URL that the source itself prints.")
    sha256: Mapped[str | None] = column(
        "SHA-256 of the copy that character positions refer to (NULL if no copy could be kept), in hexadecimal digits."
    )
    rights: Mapped[str] = column("Copyright of the text, and what this knowledge base takes from it.")
    description: Mapped[str] = column("What the source is, in our own words.")


class Section(Base):
    __tablename__ = "sections"
    __table_args__ = table(
        "One row per section of a source.",
        UniqueConstraint("source_id", "name"),
        presentation=Presentation("The survey and its errata", place=40, label="title", sort="ordinal"),
    )
    id: Mapped[str] = key("Identifier of the section: its source and its name.")
    source_id: Mapped[str] = reference("sources.id", "The source that the section belongs to.")
    ordinal: Mapped[int] = column("Position of the section in its source, counted from 1.")
    name: Mapped[str] = column("Number or short name of the section, as locators use it.")
    title: Mapped[str] = column("Heading of the section as printed.")


class Passage(Base):
    __tablename__ = "passages"
    __table_args__ = table(
        "One row per passage of a source, mostly a sentence: its position and hash, without its text.",
        UniqueConstraint("section_id", "paragraph", "sentence"),
        UniqueConstraint("source_id", "ordinal"),
        CheckConstraint(
            "(section_id IS NULL) = (paragraph IS NULL) AND (section_id IS NULL) = (sentence IS NULL)",
            name="section_paragraph_and_sentence",
        ),
        presentation=Presentation(
            "The survey and its errata", place=50, label="id", facets=("section_id",), sort="ordinal"
        ),
    )
    id: Mapped[str] = key("Identifier of the passage: source, section, paragraph and sentence, or source and place.")
    source_id: Mapped[str] = reference("sources.id", "The source that the passage belongs to.")
    section_id: Mapped[str | None] = reference(
        "sections.id", "The section of the passage; NULL where the source has no sections."
    )
    paragraph: Mapped[int | None] = column("Number of the paragraph within its section, counted from 1.")
    sentence: Mapped[int | None] = column("Number of the sentence within its paragraph, counted from 1.")
    ordinal: Mapped[int] = column("Position of the passage in the reading order of its source, counted from 1.")
    sha256: Mapped[str | None] = column(
        "SHA-256 of the passage as printed (NULL if no copy of its source could be kept), in hexadecimal digits."
    )
    locator: Mapped[str | None] = column(
        "Place in a source without sections, such as a page, a heading, a key or lines; NULL where it has sections."
    )
    page: Mapped[int | None] = column("Page of the passage, counted from 1; NULL where the source has no pages.")


class PassageRange(Base):
    __tablename__ = "passage_ranges"
    __table_args__ = table(
        "One row per character range of a sentence; a sentence that a page break divides has several.",
        CheckConstraint("start_character < end_character", name="not_empty"),
        presentation=Presentation("The survey and its errata", place=60),
    )
    passage_id: Mapped[str] = reference("passages.id", "The passage.", part_of_key=True)
    ordinal: Mapped[int] = key("Position of the range within its passage, counted from 1.")
    start_character: Mapped[int] = column("Position of the first character in the source file, counted from 0.")
    end_character: Mapped[int] = column("Position after the last character in the source file, counted from 0.")


class Edition(Base):
    __tablename__ = "editions"
    __table_args__ = table(
        "One row per edition: a seed bundle that was loaded as a whole.",
        presentation=Presentation("The survey and its errata", place=90),
    )
    id: Mapped[str] = key("Identifier of the edition, the name of its folder.")
    ordinal: Mapped[int] = column("Position of the edition in the order of loading, counted from 1.")
    title: Mapped[str] = column("Title of the edition.")
    date: Mapped[str] = column("Date of the edition, as YYYY-MM-DD.")
    description: Mapped[str] = column("What the edition holds or changes.")
    source_id: Mapped[str] = reference("sources.id", "The default source of its facts.")
    sha256: Mapped[str] = column("SHA-256 of the bundle's list of file hashes, in hexadecimal digits.")


class ErratumKind(Vocabulary, Base):
    __tablename__ = "erratum_kinds"
    __table_args__ = table("One row per kind of erratum.")


class ErratumStatus(Vocabulary, Base):
    __tablename__ = "erratum_statuses"
    __table_args__ = table("One row per status of an erratum: how certain it is.")


class Erratum(Base):
    __tablename__ = "errata"
    __table_args__ = table(
        "One row per erratum: an error or contradiction in a source.",
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
    ordinal: Mapped[int] = column("Position of the erratum in the list, counted from 1.")
    kind_id: Mapped[str] = reference("erratum_kinds.id", "Kind of error.")
    title: Mapped[str] = column("What is wrong, in one sentence.")
    correction: Mapped[str | None] = column("Correction, where known.")
    reason: Mapped[str] = column("Why it is considered wrong.")
    how_known: Mapped[str] = column("How the error was verified.")
    status_id: Mapped[str] = reference("erratum_statuses.id", "Status: how certain it is.")


class ErratumPlace(Base):
    __tablename__ = "errata_places"
    __table_args__ = table(
        "One row per place of an erratum, with what is printed there.",
        presentation=Presentation("The survey and its errata", place=30),
    )
    erratum_id: Mapped[str] = reference("errata.id", "The erratum.", part_of_key=True)
    ordinal: Mapped[int] = key("Position among the places of the erratum, counted from 1.")
    source_id: Mapped[str] = reference("sources.id", "The source of the place.")
    passage_id: Mapped[str | None] = reference("passages.id", "The sentence, where the place is in the body text.")
    printed: Mapped[str | None] = column("The words in question as printed there, at most twelve.")
    publication_id: Mapped[str | None] = reference("publications.id", "The publication that the erratum concerns.")
    model_id: Mapped[str | None] = reference("models.id", "The model that the erratum concerns.")
    evidence_id: Mapped[str | None] = reference("evidence.id", "The fact that the erratum questions.")


class ClaimChangeKind(Vocabulary, Base):
    __tablename__ = "claim_change_kinds"
    __table_args__ = table("One row per way in which a later edition can change a claim.")


class ClaimChange(Base):
    __tablename__ = "claim_changes"
    __table_args__ = table(
        "One row per claim or single fact that a later edition supersedes or retracts.",
        UniqueConstraint("edition_id", "claim_id", "evidence_id"),
        presentation=Presentation("Facts", place=80, facets=("kind_id",)),
    )
    id: Mapped[str] = key("Identifier of the change: its edition and its position there.")
    edition_id: Mapped[str] = reference("editions.id", "The edition that makes the change.")
    claim_id: Mapped[str] = reference("claims.id", "The claim that is changed.")
    evidence_id: Mapped[str | None] = reference(
        "evidence.id", "The fact that is changed; NULL when all facts of the claim are."
    )
    kind_id: Mapped[str] = reference("claim_change_kinds.id", "Kind of change.")
    replacement_id: Mapped[str | None] = reference("claims.id", "The claim that replaces it.")
    reason: Mapped[str] = column("Why it is changed.")
