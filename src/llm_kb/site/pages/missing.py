"""What is not there: the nearest things that are, for an unknown identifier as for an unknown address."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from llm_kb import text
from llm_kb.queries import all_queries
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import addresses
from llm_kb.site.visit import MissingError, Page, Row, Visit

NAMED = {"institution", "model", "publication", "question", "technique"}
"""The kinds of things that have names."""


@dataclass(frozen=True)
class Suggestion:
    """Something that may have been meant."""

    name: str
    path: str
    kind: str


async def show(visit: Visit, missing: MissingError) -> Page:
    """The page of an identifier that there is not, with the nearest that there are."""
    near = await nearest_things(visit, missing.identifier, missing.kind)
    folder = addresses.FOLDERS.get(missing.kind)
    return _page(str(missing), near, f"/{folder}" if folder else None, missing.identifier)


async def nowhere(visit: Visit) -> Page:
    """The page of an address at which there is nothing, with the nearest things and pages."""
    path = unquote(visit.request.path)
    wanted = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    near = [*await nearest_pages(visit, path), *await nearest_things(visit, wanted)]
    return _page(f"There is nothing at {path!r} here.", near, None, wanted)


def _page(error: str, near: list[Suggestion], every: str | None, wanted: str) -> Page:
    context = {"error": error, "near": near, "all": every, "search_words": wanted}
    return Page("missing", "Not found", error, context, status=404)


async def nearest_things(visit: Visit, wanted: str, kind: str = "") -> list[Suggestion]:
    """The models, techniques and so on, or those of one kind, that are most like an identifier or a name."""
    found = await (_facts(visit, wanted) if kind == "fact" else _named(visit, wanted, kind))
    titles = {(row["id"], row["kind"]): row["title"] for row in found}
    candidates = [(f"{row['id']}/{row['kind']}", row["name"]) for row in found]
    near = [tuple(identity.rsplit("/", 1)) for identity in await visit.aside(text.nearest, wanted, candidates)]
    return [Suggestion(titles[thing, of], addresses.of(of, thing), of) for thing, of in near]


async def _named(visit: Visit, wanted: str, kind: str) -> list[Row]:
    """Things with names like that, and those that are found by its words as they were probably meant."""
    named = await visit.ask("names_like", kind=kind, like=wanted)
    words = text.corrected_words(" ".join(text.WORD.findall(wanted)), await vocabulary(visit))
    found = await visit.ask("search", words=words, kind=kind) if words else ()
    titled = [{**row, "name": row["title"]} for row in found if row["kind"] in NAMED]
    return [*named, *titled]


async def _facts(visit: Visit, wanted: str) -> list[Row]:
    """The facts whose identifiers stand around that place in their order."""
    rows = await visit.ask("facts_around", fact=wanted)
    return [{**row, "id": row["fact_id"], "name": row["fact_id"], "kind": "fact", "title": told(row)} for row in rows]


def told(row: Row) -> str:
    """A fact in three words."""
    return f"{row['model']} {row['relation']} {row['technique']}"


async def vocabulary(visit: Visit) -> text.SpellingVocabulary:
    """The words that the search knows, made once for a knowledge base, since they cannot change."""
    known, key = visit.knowledge_base.cached, ("vocabulary",)
    if key not in known:
        words = await visit.ask("search_words", beginning="")
        known[key] = text.SpellingVocabulary({row["word"]: row["documents"] for row in words}, ())
    words_known: text.SpellingVocabulary = known[key]
    return words_known


async def nearest_pages(visit: Visit, path: str) -> list[Suggestion]:
    """The pages, tables and named queries whose addresses are most like one."""
    kept = visit.knowledge_base
    hidden = await kept.hidden_table_names()
    known = dict(_pages(name for name in [*await kept.table_names(), *await kept.view_names()] if name not in hidden))
    near = await visit.aside(text.nearest, path, known.items(), 3)
    return [Suggestion(known[found], found, "page") for found in near]


def _pages(tables: Iterable[str]) -> Iterable[tuple[str, str]]:
    yield from addresses.NAVIGATION
    yield ("/facts", "Facts")
    yield ("/search", "Search")
    yield from ((f"/{DATABASE_NAME}/{name}", name) for name in tables)
    yield from ((f"/{DATABASE_NAME}/{query.name}", query.title) for query in all_queries())
