"""The survey's frame: dimensions, research questions, topics and findings."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, key, reference, table


class Dimension(Base):
    __tablename__ = "dimensions"
    __table_args__ = table(
        "One row is one of the survey's dimensions of design choice.",
        presentation=Presentation("Questions, findings and figures", place=40, sort="ordinal"),
    )
    id: Mapped[str] = key("Identifier of the dimension.")
    ordinal: Mapped[int] = column("Place in the survey, counted from 1.")
    name: Mapped[str] = column("Name of the dimension as printed.")
    section_id: Mapped[str] = reference("sections.id", "The section that treats it.")
    description: Mapped[str] = column("What the dimension covers.")


class ResearchQuestion(Base):
    __tablename__ = "research_questions"
    __table_args__ = table(
        "One row is one of the survey's research questions.",
        UniqueConstraint("section_id"),
        presentation=Presentation(
            "Questions, findings and figures", place=10, label="question", sort="ordinal", page="question"
        ),
    )
    id: Mapped[str] = key("Identifier of the question, the number of its section.")
    ordinal: Mapped[int] = column("Place in the survey, counted from 1.")
    dimension_id: Mapped[str] = reference("dimensions.id", "The dimension that the question belongs to.")
    section_id: Mapped[str] = reference("sections.id", "The section that answers it.")
    question: Mapped[str] = column("The question as printed in the heading.")


class Topic(Base):
    __tablename__ = "topics"
    __table_args__ = table(
        "One row is a run-in heading: one part of the answer to a question.",
        UniqueConstraint("research_question_id", "ordinal"),
        presentation=Presentation("Questions, findings and figures", place=50),
    )
    id: Mapped[str] = key("Identifier of the topic.")
    research_question_id: Mapped[str] = reference("research_questions.id", "The question that the topic belongs to.")
    ordinal: Mapped[int] = column("Place within its question, counted from 1.")
    name: Mapped[str] = column("The heading as printed.")
    first_passage_id: Mapped[str] = reference("passages.id", "The first sentence under the heading.")
    last_passage_id: Mapped[str] = reference("passages.id", "The last sentence under the heading.")


class FindingKind(Vocabulary, Base):
    __tablename__ = "finding_kinds"
    __table_args__ = table("One row is a kind of finding.")


class Finding(Base):
    __tablename__ = "findings"
    __table_args__ = table(
        "One row is a takeaway, a position or a numbered point of the survey, in our own words.",
        presentation=Presentation(
            "Questions, findings and figures",
            place=20,
            label="statement",
            facets=("kind_id", "dimension_id"),
            search=("statement",),
        ),
    )
    id: Mapped[str] = key("Identifier of the finding.")
    kind_id: Mapped[str] = reference("finding_kinds.id", "What kind of finding it is.")
    dimension_id: Mapped[str | None] = reference(
        "dimensions.id", "The dimension that it speaks of; NULL for the survey as a whole."
    )
    research_question_id: Mapped[str | None] = reference(
        "research_questions.id", "The question that it answers; NULL for a whole dimension or the whole survey."
    )
    topic_id: Mapped[str | None] = reference("topics.id", "The topic under which a numbered point stands.")
    ordinal: Mapped[int] = column("Number of a point under its heading, and 1 for a takeaway or position.")
    statement: Mapped[str] = column("What the survey finds, in our own words.")
    first_passage_id: Mapped[str] = reference("passages.id", "The first sentence that belongs to it.")
    last_passage_id: Mapped[str] = reference("passages.id", "The last sentence that belongs to it.")
