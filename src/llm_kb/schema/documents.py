"""What kind of document a source is, who published it, for which models it speaks, and how far it was read."""

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, flag, reference, table


class SourceKind(Vocabulary, Base):
    __tablename__ = "source_kinds"
    __table_args__ = table("One row per kind of source document, such as technical report or model card.")


class Document(Base):
    __tablename__ = "documents"
    __table_args__ = table(
        "One row per source document: what it is, where it is from, and how far it was read.",
        flag("official"),
        CheckConstraint("pages > 0", name="pages"),
        presentation=Presentation(
            "Sources and specifications", place=10, label="source_id", facets=("kind_id", "publisher_id", "official")
        ),
    )
    source_id: Mapped[str] = reference("sources.id", "The source.", part_of_key=True)
    kind_id: Mapped[str] = reference("source_kinds.id", "Kind of document.")
    publisher_id: Mapped[str | None] = reference(
        "institutions.id", "The developer whose document it is; NULL for the survey."
    )
    official: Mapped[int] = column("1 for the text from the publisher's own place, 0 for a copy of it by others.")
    repository: Mapped[str | None] = column("Repository that has it: OWNER/NAME on GitHub, host and path elsewhere.")
    revision: Mapped[str | None] = column("Revision of the repository that was read.")
    path: Mapped[str | None] = column("Path of the document within the repository.")
    pages: Mapped[int | None] = column("Number of pages; NULL where it has none.")
    license: Mapped[str | None] = column("License of the document as it names it.")
    original_sha256: Mapped[str | None] = column(
        "SHA-256 of the original, such as a PDF, where the text was converted from it, in hexadecimal digits."
    )
    publication_id: Mapped[str | None] = reference("publications.id", "The reference that is the same work.")
    read: Mapped[str] = column("How far it was read: whole, or which part.")


class DocumentModel(Base):
    __tablename__ = "document_models"
    __table_args__ = table(
        "One row per document and model that it speaks for.",
        presentation=Presentation("Sources and specifications", place=20),
    )
    source_id: Mapped[str] = reference("documents.source_id", "The document.", part_of_key=True)
    model_id: Mapped[str] = reference("models.id", "The model.", part_of_key=True)


class TextKind(Vocabulary, Base):
    __tablename__ = "text_kinds"
    __table_args__ = table("One row per kind of text of a document: with its layout, or flowing.")


class DocumentText(Base):
    __tablename__ = "document_texts"
    __table_args__ = table(
        "One row per further text of a document in which its phrases may be verified.",
        presentation=Presentation("Sources and specifications", place=30),
    )
    source_id: Mapped[str] = reference("documents.source_id", "The document.", part_of_key=True)
    sha256: Mapped[str] = mapped_column(primary_key=True, comment="SHA-256 of the text, in hexadecimal digits.")
    kind_id: Mapped[str] = reference("text_kinds.id", "Whether it has the layout of the pages, or is flowing text.")
