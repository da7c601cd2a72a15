"""Where each thing has its page: one list, for links, redirections, the sitemap and the answers of a search."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import quote, urlencode

from llm_kb.settings import DATABASE_NAME

FOLDERS = {
    "fact": "facts",
    "institution": "institutions",
    "model": "models",
    "publication": "publications",
    "question": "questions",
    "technique": "techniques",
}
"""The folder of the pages of each kind of thing; the end of an address is the identifier of the thing."""

COLUMNS = {
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
    "student_id": "model",
    "teacher_id": "model",
    "technique_id": "technique",
}
"""What the values of a column identify, wherever a table or an answer has a column of that name."""

NAVIGATION = (
    ("/questions", "Questions"),
    ("/models", "Models"),
    ("/techniques", "Techniques"),
    ("/matrix", "Matrix"),
    ("/compare", "Compare"),
    ("/lineage", "Lineage"),
    ("/trends", "Trends"),
    ("/institutions", "Institutions"),
    ("/publications", "References"),
    ("/errata", "Errata"),
    (f"/{DATABASE_NAME}", "SQL"),
)
"""The ways through the site, as every page offers them."""

FIRST_PARTS = {"-", "facts", "machines", "search", *(path.split("/")[1] for path, _ in NAVIGATION)}
"""What the path of any page begins with."""


@lru_cache(maxsize=16_384)
def of(kind: str, identifier: object) -> str:
    """The path of the page of one thing, such as `/models/llama-3`; raises KeyError for a kind without pages."""
    return f"/{FOLDERS[kind]}/{quote(_readable(kind, str(identifier)), safe='')}"


def of_evidence(row: Mapping[str, Any], **wanted: str) -> str:
    """The path of what supports a cell: the fact itself, or where there are several the list of its facts.

    `wanted` says what else than the technique and the relation of the row chooses them.
    """
    if row["facts"] == 1:
        return of("fact", row["fact_id"])
    chosen = {**wanted, "technique": row["technique_id"], "relation": row["relation"], "exactly": "1"}
    return f"/facts?{urlencode([pair for pair in chosen.items() if pair[1]])}"


def of_query(name: str, values: Iterable[tuple[str, str]] = (), form: str = "") -> str:
    """The path of a named query's rows with these values: as a page, or as `csv` or `json`."""
    given = urlencode([*values, *([("_shape", "objects")] if form == "json" else [])])
    return f"/{DATABASE_NAME}/{name}{form and '.'}{form}{given and '?'}{given}"


def of_statement(sql: str, values: Mapping[str, str | int]) -> str:
    """The path of the page where a statement can be edited and run, with the values that it uses."""
    return f"/{DATABASE_NAME}?{urlencode({'sql': sql, **values})}"


def from_here(address: str) -> str:
    """The same address as a page of that path can say it in short: what stands behind the question mark alone."""
    path, _, asked = address.partition("?")
    return f"?{asked}" if asked else path.rpartition("/")[2]


def _readable(kind: str, identifier: str) -> str:
    return identifier.replace("-", ".", 1) if kind == "question" else identifier
