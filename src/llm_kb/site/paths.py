"""URL paths of all pages, for links, redirects, the sitemap and search results."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote, urlencode

from llm_kb.settings import DATABASE_NAME

FOLDERS = {
    "fact": "facts",
    "institution": "institutions",
    "model": "models",
    "publication": "publications",
    "question": "questions",
    "source": "sources",
    "technique": "techniques",
}
"""First path segment of the pages of each kind of entity; the second one is its identifier."""

UNRESERVED = re.compile(r"[\w.~-]+", re.ASCII)
"""Identifiers that need no percent-encoding, as nearly all are."""

COLUMN_KINDS = {
    "fact_id": "fact",
    "institution_id": "institution",
    "listed_under_id": "institution",
    "model_id": "model",
    "number": "publication",
    "other_fact_id": "fact",
    "other_model_id": "model",
    "parent_model_id": "model",
    "publication_id": "publication",
    "question_id": "question",
    "release_id": "model",
    "research_question_id": "question",
    "source_id": "source",
    "student_id": "model",
    "teacher_id": "model",
    "technique_id": "technique",
}
"""The kind of entity that a column identifies, in any table or result."""

ABOUT = "/about"
"""Path of the page on terms, method and corrections."""

MENUS = (
    (
        "Explore",
        (
            ("/questions", "Questions"),
            ("/since", "Since the survey"),
            ("/models", "Models"),
            ("/techniques", "Techniques"),
            ("/institutions", "Developers"),
        ),
    ),
    (
        "Compare",
        (
            ("/compare", "Models side by side"),
            ("/matrix", "Matrix"),
            ("/recipes", "Recipes"),
            ("/trends", "Trends"),
            ("/generations", "Generations"),
            ("/lineage", "Lineage"),
        ),
    ),
    (
        "Facts",
        (
            ("/facts", "All facts"),
            ("/sources", "Sources"),
            ("/accuracy", "Accuracy of the survey"),
            ("/conflicts", "Conflicts among documents"),
            ("/catalogs", "Other catalogs"),
            ("/disclosure", "Disclosure"),
        ),
    ),
    (
        "Data",
        (
            (f"/{DATABASE_NAME}", "SQL and tables"),
            ("/api", "API"),
            ("/machines", "For language models"),
        ),
    ),
    (
        "About",
        (
            (ABOUT, "About and method"),
            ("/errata", "Errata"),
            ("/publications", "References"),
            ("/changes", "Changes"),
        ),
    ),
)
"""The menus of the navigation bar; one with a single page is a link to it."""

NAVIGATION = tuple(page for _, pages in MENUS for page in pages)
"""All pages of the navigation bar."""

FIRST_SEGMENTS = {"-", "feed.atom", "search", *(path.split("/")[1] for path, _ in NAVIGATION)}
"""First path segments of all pages."""


def of(kind: str, identifier: object) -> str:
    """The path of an entity's page, such as `/models/llama-3`; raises KeyError for a kind without pages.

    Nothing is cached here: identifiers are also those that a client writes in a statement.
    """
    slug = _slug(kind, str(identifier))
    return f"/{FOLDERS[kind]}/{slug if UNRESERVED.fullmatch(slug) else quote(slug, safe='')}"


def of_evidence(row: Mapping[str, Any], **filters: str) -> str:
    """The path of the evidence of a cell: the page of its only fact, or the list of its facts.

    `filters` are added to technique and relation of the row.
    """
    if row["facts"] == 1:
        return of("fact", row["fact_id"])
    parameters = {**filters, "technique": row["technique_id"], "relation": row["relation"], "exactly": "1"}
    return f"/facts?{urlencode([pair for pair in parameters.items() if pair[1]])}"


def of_query(name: str, values: Iterable[tuple[str, str]] = (), extension: str = "") -> str:
    """The path of a named query with these parameters: its page, or its result as `csv` or `json`."""
    query_string = urlencode([*values, *([("_shape", "objects")] if extension == "json" else [])])
    return f"/{DATABASE_NAME}/{name}{extension and '.'}{extension}{query_string and '?'}{query_string}"


def of_statement(sql: str, values: Mapping[str, str | int]) -> str:
    """The path of the SQL editor with a statement and its parameters."""
    return f"/{DATABASE_NAME}?{urlencode({'sql': sql, **values})}"


def relative_url(path: str) -> str:
    """The URL relative to a page of the same path: the query string alone, if there is one."""
    path, _, query = path.partition("?")
    return f"?{query}" if query else path.rpartition("/")[2]


def _slug(kind: str, identifier: str) -> str:
    return identifier.replace("-", ".", 1) if kind == "question" else identifier
