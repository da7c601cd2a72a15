"""Title, date and sources of the newest edition of a knowledge base."""

import sqlite3
from dataclasses import dataclass

from llm_kb.text import counted


@dataclass(frozen=True)
class EditionSummary:
    """An edition with the sources of the knowledge base."""

    title: str
    date: str
    description: str
    source: str
    """Title of the survey: the source of the first edition."""
    source_url: str
    """URL of the survey, or of what accompanies it."""
    documents: int = 0
    """Number of documents of makers."""

    @property
    def sources(self) -> str:
        """The sources in words: the survey by its title, and how many documents of makers there are."""
        makers = f" and {counted(self.documents, 'document')} by makers of models" if self.documents else ""
        return f"“{self.source}”{makers}"

    @property
    def summary(self) -> str:
        """A description of everything that the knowledge base holds, in one sentence or a few."""
        if not self.documents:
            return self.description
        return (
            f"What the survey “{self.source}” and {counted(self.documents, 'document')} by makers of models say about "
            "the design choices and specifications of large language models, each with its place."
        )


def newest_edition(connection: sqlite3.Connection) -> EditionSummary | None:
    """The newest edition of a knowledge base, or None if it has none."""
    sql = """
        SELECT
            edition.title, edition.date, edition.description, survey.title, coalesce(survey.url, beside.url),
            (SELECT count(*) FROM documents WHERE kind_id NOT IN ('survey', 'list', 'catalog'))
        FROM editions AS edition
        INNER JOIN editions AS first ON first.ordinal = (SELECT min(ordinal) FROM editions)
        INNER JOIN sources AS survey ON first.source_id = survey.id
        LEFT OUTER JOIN sources AS beside
            ON beside.url IS NOT NULL AND beside.id NOT IN (SELECT source_id FROM documents WHERE kind_id <> 'list')
        ORDER BY edition.ordinal DESC, beside.id
        LIMIT 1
    """
    row = connection.execute(sql).fetchone()
    return EditionSummary(*row) if row else None
