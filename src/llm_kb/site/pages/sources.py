"""The list of sources, and the page of one source: what was read, how far, and what was taken from it."""

from collections.abc import Iterable
from itertools import groupby

from llm_kb import text
from llm_kb.site import evidence, paging
from llm_kb.site.documents import SourceDocument
from llm_kb.site.pages import options
from llm_kb.site.visit import LinkedResult, Page, Row, Visit

SOURCES = 200
"""Page size of the list."""

MODELS = 100
"""Maximum number of models that a source is about."""
SPECIFICATIONS = 400
"""Maximum number of values of one source, and of attributes that it does not disclose."""
FACTS = 100
"""Maximum number of facts of one source."""
VERDICTS = 50
"""Maximum number of verdicts by one source."""

KINDS = "kind of source"
"""The vocabulary of kinds of sources."""
SOURCE_OF_NONE = "Survey, companion list and catalogs"
"""Heading of the sources without a publisher."""


async def show_all(visit: Visit) -> Page:
    """The sources by publisher."""
    filters = {name: visit.parameter(name) for name in ("institution", "source", "model")}
    pagination, sources = await paging.query(visit, SOURCES, "sources_in_all", "source_list", **filters)
    documents = await visit.documents()
    return Page(
        "sources",
        "Sources",
        "Every document that facts, specifications and verdicts come from: what was read, how far, and at which "
        "revision.",
        {
            "sources": sources,
            "groups": _by_publisher(sources),
            "pagination": pagination,
            "unknown": await visit.unknown_value(sources),
            "filters": filters,
            "institutions": await options.institutions(visit),
            "kinds": await _kinds(visit),
            "in_all": len(documents),
            "publishers": len({document.row["publisher_id"] for document in documents.values()} - {None}),
        },
    )


def _by_publisher(sources: Iterable[Row]) -> list[tuple[str, str | None, list[Row]]]:
    """The sources of each publisher with its name and identifier, those without one under a heading of their own."""
    groups = groupby(sources, key=lambda row: (row["publisher"], row["publisher_id"]))
    return [(name or SOURCE_OF_NONE, identifier, list(rows)) for (name, identifier), rows in groups]


async def _kinds(visit: Visit) -> options.Options:
    """The kinds that occur, with their names."""
    occurring = {document.row["kind"] for document in (await visit.documents()).values()}
    terms = await visit.query_cached("terms", vocabulary=KINDS)
    return [(row["term_id"], row["term"]) for row in terms if row["term_id"] in occurring]


async def show(visit: Visit) -> Page:
    """One source, with what was taken from it."""
    source = await visit.row_of("source", "source_list", visit.path_parameters["source"])
    identifier = source["source_id"]
    document = (await visit.documents())[identifier]
    every = {"source": identifier, "model": "", "preferred": ""}
    specified = await visit.query_first(SPECIFICATIONS, "specifications_of_model", **every)
    facts = await visit.query_first(FACTS, "facts", source=identifier)
    statements = evidence.statements(facts)
    kinds = {row["term_id"]: row["definition"] for row in await visit.query_cached("terms", vocabulary=KINDS)}
    return Page(
        "source",
        document.name,
        _summary(document),
        {
            "source": source,
            "document": document,
            "meaning": kinds.get(source["kind"]),
            "models": await visit.query_first(MODELS, "models_of_source", source=identifier),
            "publication": await _publication(visit, source),
            "specified": specified,
            "values": _by_model(row for row in specified if row["statement_id"]),
            "silence": _by_model(row for row in specified if not row["statement_id"]),
            "facts": facts,
            "statements": [] if document.is_survey else statements,
            "questions": evidence.by_question(statements) if document.is_survey else [],
            "judged": await visit.query_first(VERDICTS, "verdicts_on_facts", source=identifier, verdict=""),
        },
    )


def _summary(document: SourceDocument) -> str:
    row = document.row
    taken = [(row["specifications"], "specification"), (row["facts"], "fact"), (row["verdicts"], "verdict")]
    parts = [text.counted(number, name) for number, name in taken if number]
    kind = document.kind[0].upper() + document.kind[1:]
    by = f"{kind} of {row['publisher']}" if row["publisher"] else kind
    return f"{by}: {', '.join(parts) if parts else 'nothing'} taken from it, each with its place."


def _by_model(rows: Iterable[Row]) -> list[tuple[Row, list[Row]]]:
    """Rows of the named query `specifications_of_model` by model, each group with its first row."""
    groups = (list(group) for _, group in groupby(rows, key=lambda row: row["model_id"]))
    return [(group[0], group) for group in groups]


async def _publication(visit: Visit, source: Row) -> Row | None:
    """The reference of the survey that is the same work."""
    if source["publication_id"] is None:
        return None
    found: LinkedResult = await visit.query("publication_list", publication=source["publication_id"])
    return found.first if len(found) == 1 else None
