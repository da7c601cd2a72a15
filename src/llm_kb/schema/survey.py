"""The survey's frame: dimensions, research questions, topics and findings."""

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped

from llm_kb.presentation import Presentation
from llm_kb.schema.base import Base, Vocabulary, column, key, reference, table


class Dimension(Base):
    __tablename__ = "dimensions"
    __table_args__ = table(
        "One row per dimension of design choices in the survey.",
        presentation=Presentation("Questions, findings and figures", place=40, sort="ordinal"),
    )
    id: Mapped[str] = key("Identifier of the dimension.")
    ordinal: Mapped[int] = column("Position in the survey, counted from 1.")
    name: Mapped[str] = column("Name of the dimension as printed.")
    section_id: Mapped[str] = reference("sections.id", "The section on it.")
    description: Mapped[str] = column("What the dimension covers.")


class ResearchQuestion(Base):
    __tablename__ = "research_questions"
    __table_args__ = table(
        "One row per research question of the survey.",
        UniqueConstraint("section_id"),
        presentation=Presentation(
            "Questions, findings and figures", place=10, label="question", sort="ordinal", page="question"
        ),
    )
    id: Mapped[str] = key("Identifier of the question: the number of its section.")
    ordinal: Mapped[int] = column("Position in the survey, counted from 1.")
    dimension_id: Mapped[str] = reference("dimensions.id", "The dimension that the question belongs to.")
    section_id: Mapped[str] = reference("sections.id", "The section that answers it.")
    question: Mapped[str] = column("The question as printed in the heading.")


class Topic(Base):
    __tablename__ = "topics"
    __table_args__ = table(
        "One row per topic: a run-in heading within the answer to a research question.",
        UniqueConstraint("research_question_id", "ordinal"),
        presentation=Presentation("Questions, findings and figures", place=50),
    )
    id: Mapped[str] = key("Identifier of the topic.")
    research_question_id: Mapped[str] = reference("research_questions.id", "The question that the topic belongs to.")
    ordinal: Mapped[int] = column("Position within its question, counted from 1.")
    name: Mapped[str] = column("The heading as printed.")
    first_passage_id: Mapped[str] = reference("passages.id", "The first sentence under the heading.")
    last_passage_id: Mapped[str] = reference("passages.id", "The last sentence under the heading.")


class FindingKind(Vocabulary, Base):
    __tablename__ = "finding_kinds"
    __table_args__ = table("One row per kind of finding.")


class Finding(Base):
    __tablename__ = "findings"
    __table_args__ = table(
        "One row per finding of the survey: a takeaway, a position or a numbered point, in our own words.",
        presentation=Presentation(
            "Questions, findings and figures",
            place=20,
            label="statement",
            facets=("kind_id", "dimension_id"),
            search=("statement",),
        ),
    )
    id: Mapped[str] = key("Identifier of the finding.")
    kind_id: Mapped[str] = reference("finding_kinds.id", "Kind of finding.")
    dimension_id: Mapped[str | None] = reference(
        "dimensions.id", "The dimension that it is about; NULL for the survey as a whole."
    )
    research_question_id: Mapped[str | None] = reference(
        "research_questions.id", "The question that it answers; NULL for a whole dimension or the whole survey."
    )
    topic_id: Mapped[str | None] = reference("topics.id", "The topic of a numbered point.")
    ordinal: Mapped[int] = column("Number of a point within its topic, and 1 for a takeaway or position.")
    statement: Mapped[str] = column("What the survey finds, in our own words.")
    first_passage_id: Mapped[str] = reference("passages.id", "The first sentence of it.")
    last_passage_id: Mapped[str] = reference("passages.id", "The last sentence of it.")
