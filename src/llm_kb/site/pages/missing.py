"""404 pages with suggestions of similar entities and pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from datasette.utils.asgi import Response

from llm_kb import text
from llm_kb.queries import all_queries, naming
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import paths
from llm_kb.site.visit import MissingError, Page, Row, Visit

NAMED = {"institution", "model", "publication", "question", "technique"}
"""The kinds of entities that have names."""


@dataclass(frozen=True)
class Suggestion:
    """A link to something with a similar name."""

    name: str
    path: str
    kind: str


async def show(visit: Visit, missing: MissingError) -> Page | Response:
    """A redirect to the only thing of that name in any spelling, or else the 404 page of an unknown identifier."""
    if missing.kind in naming.STORED:
        found = await visit.knowledge_base.identifiers(missing.kind, missing.identifier)
        if len(found) == 1:
            return Response.redirect(visit.link(missing.kind, next(iter(found))), status=301)
    suggestions = await nearest_things(visit, missing.identifier, missing.kind)
    folder = paths.FOLDERS.get(missing.kind)
    return _page(str(missing), suggestions, f"/{folder}" if folder else None, missing.identifier)


async def nowhere(visit: Visit) -> Page:
    """The 404 page of an unknown URL."""
    path = unquote(visit.request.path)
    name = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    suggestions = [*await nearest_pages(visit, path), *await nearest_things(visit, name)]
    return _page(f"There is nothing at {path!r} here.", suggestions, None, name)


def _page(error: str, suggestions: list[Suggestion], list_path: str | None, name: str) -> Page:
    context = {"error": error, "suggestions": suggestions, "all": list_path, "search_words": name}
    return Page("missing", "Not found", error, context, status=404)


async def nearest_things(visit: Visit, name: str, kind: str = "") -> list[Suggestion]:
    """Suggestions of entities, of one kind or of all, whose identifiers or names are similar."""
    rows = await (_facts(visit, name) if kind == "fact" else _named(visit, name, kind))
    titles = {(row["id"], row["kind"]): row["title"] for row in rows}
    candidates = [(f"{row['id']}/{row['kind']}", row["name"]) for row in rows]
    suggestions = [tuple(key.rsplit("/", 1)) for key in await visit.in_thread(text.nearest, name, candidates)]
    return [Suggestion(titles[thing, of], paths.of(of, thing), of) for thing, of in suggestions]


async def _named(visit: Visit, name: str, kind: str) -> list[Row]:
    """Entities with similar names, and search results for the name's words with spelling corrected."""
    named = [row for row in await visit.query("names_like", kind=kind, like=name) if row["kind"] in paths.FOLDERS]
    words = text.corrected_words(" ".join(text.WORD.findall(name)), await vocabulary(visit))
    results = await visit.query("search", words=words, kind=kind) if words else ()
    titled = [{**row, "name": row["title"]} for row in results if row["kind"] in NAMED]
    return [*named, *titled]


async def _facts(visit: Visit, name: str) -> list[Row]:
    """The facts whose identifiers are next to this one in sort order."""
    rows = await visit.query("facts_around", fact=name)
    return [
        {**row, "id": row["fact_id"], "name": row["fact_id"], "kind": "fact", "title": fact_title(row)} for row in rows
    ]


def fact_title(row: Row) -> str:
    """A fact as model, relation and technique."""
    return f"{row['model']} {row['relation']} {row['technique']}"


async def vocabulary(visit: Visit) -> text.SpellingVocabulary:
    """The vocabulary of the search index, cached per knowledge base."""
    cached, key = visit.knowledge_base.cached, ("vocabulary",)
    if key not in cached:
        words = await visit.query("search_words", beginning="")
        cached[key] = text.SpellingVocabulary({row["word"]: row["documents"] for row in words}, ())
    words_known: text.SpellingVocabulary = cached[key]
    return words_known


async def nearest_pages(visit: Visit, path: str) -> list[Suggestion]:
    """Suggestions of pages, tables and named queries with similar paths."""
    knowledge_base = visit.knowledge_base
    hidden = await knowledge_base.hidden_table_names()
    titles = dict(
        _pages(
            name
            for name in [*await knowledge_base.table_names(), *await knowledge_base.view_names()]
            if name not in hidden
        )
    )
    suggestions = await visit.in_thread(text.nearest, path, titles.items(), 3)
    return [Suggestion(titles[page_path], page_path, "page") for page_path in suggestions]


def _pages(tables: Iterable[str]) -> Iterable[tuple[str, str]]:
    yield from paths.NAVIGATION
    yield ("/search", "Search")
    yield from ((f"/{DATABASE_NAME}/{name}", name) for name in tables)
    yield from ((f"/{DATABASE_NAME}/{query.name}", query.title) for query in all_queries())
