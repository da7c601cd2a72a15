"""What is not there: the nearest things that are, for an unknown identifier as for an unknown address."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from llm_kb.queries import all_queries
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import addresses, spelling
from llm_kb.site.visit import MissingError, Page, Visit

LISTS = {
    "fact": ("record_of_fact", ("model", "relation", "technique")),
    "institution": ("institution_list", ("institution",)),
    "model": ("model_list", ("model",)),
    "publication": ("publication_list", ("title",)),
    "question": ("questions", ("section", "question")),
    "technique": ("technique_list", ("technique",)),
}
"""By kind of thing the named query of its list, which takes an identifier, and the columns that name it there."""


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
    if kind == "fact":
        facts = await visit.ask("record_of_fact", fact="")
        candidates = [(f"{row['fact_id']}/fact", row["fact_id"]) for row in facts]
    else:
        candidates = [(f"{row['id']}/{row['kind']}", row["name"]) for row in await visit.ask("names", kind=kind)]
    near = await visit.aside(spelling.nearest, wanted, candidates)
    return [await _thing(visit, *identity.rsplit("/", 1)) for identity in near]


async def nearest_pages(visit: Visit, path: str) -> list[Suggestion]:
    """The pages, tables and named queries whose addresses are most like one."""
    kept = visit.knowledge_base
    hidden = await kept.hidden_table_names()
    known = dict(_pages(name for name in [*await kept.table_names(), *await kept.view_names()] if name not in hidden))
    near = await visit.aside(spelling.nearest, path, known.items(), 3)
    return [Suggestion(known[found], found, "page") for found in near]


def _pages(tables: Iterable[str]) -> Iterable[tuple[str, str]]:
    yield from addresses.NAVIGATION
    yield ("/facts", "Facts")
    yield ("/search", "Search")
    yield from ((f"/{DATABASE_NAME}/{name}", name) for name in tables)
    yield from ((f"/{DATABASE_NAME}/{query.name}", query.title) for query in all_queries())


async def _thing(visit: Visit, identifier: str, kind: str) -> Suggestion:
    query, columns = LISTS[kind]
    row = await visit.the(kind, query, identifier)
    return Suggestion(" ".join(row[column] for column in columns), addresses.of(kind, identifier), kind)
