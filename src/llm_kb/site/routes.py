"""The routing table of the pages, and the rendering of a page as a response."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING
from urllib.parse import unquote

from datasette.utils.asgi import Request, Response

from llm_kb.hosting.datasette065 import add_cors_headers, sync_template
from llm_kb.site.knowledge_base import served_by
from llm_kb.site.pages import (
    about,
    accuracy,
    catalogs,
    compare,
    conflicts,
    disclosure,
    errata,
    facts,
    generations,
    home,
    institutions,
    lineage,
    machines,
    matrix,
    missing,
    model,
    models,
    publications,
    questions,
    recipes,
    references,
    search,
    since,
    sources,
    techniques,
    trends,
)
from llm_kb.site.visit import MissingError, Page, Visit

if TYPE_CHECKING:
    from datasette.app import Datasette

Show = Callable[[Visit], Awaitable[Page | Response]]
View = Callable[[Request, "Datasette"], Awaitable[Response]]

PAGES: list[tuple[str, Show]] = [
    (r"^/$", home.show),
    (r"^/about$", about.show),
    (r"^/api$", about.api),
    (r"^/changes$", about.changes),
    (r"^/feed\.atom$", about.feed),
    (r"^/machines$", machines.show),
    (r"^/llms\.txt$", machines.llms),
    (r"^/robots\.txt$", machines.robots),
    (r"^/sitemap\.xml$", machines.sitemap),
    (r"^/sitemap-pages\.xml$", machines.other_pages),
    (r"^/sitemap-(?P<kind>[a-z]+)-(?P<number>[0-9]{1,6})\.xml$", machines.part_of_sitemap),
    (r"^/matrix$", matrix.show),
    (r"^/lineage$", lineage.show),
    (r"^/trends$", trends.show),
    (r"^/since$", since.show_all),
    (r"^/since/(?P<question>[^/]+)$", since.show),
    (r"^/generations$", generations.show),
    (r"^/compare$", compare.show),
    (r"^/recipes$", recipes.show),
    (r"^/sources$", sources.show_all),
    (r"^/sources/(?P<source>[^/]+)$", sources.show),
    (r"^/accuracy$", accuracy.show),
    (r"^/conflicts$", conflicts.show),
    (r"^/catalogs$", catalogs.show),
    (r"^/disclosure$", disclosure.show),
    (r"^/models$", models.show_all),
    (r"^/models/(?P<model>[^/]+)\.bib$", references.bibtex_of_model),
    (r"^/models/(?P<model>[^/]+)$", model.show),
    (r"^/publications$", publications.show_all),
    (r"^/publications/(?P<publication>[^/]+)\.bib$", references.bibtex_of_publication),
    (r"^/publications/(?P<publication>[^/]+)\.json$", references.csl_of_publication),
    (r"^/publications/(?P<publication>[^/]+)$", publications.show),
    (r"^/facts$", facts.show_all),
    (r"^/facts/(?P<fact>[^/]+)$", facts.show),
    (r"^/errata$", errata.show),
    (r"^/search$", search.show),
    (r"^/questions$", questions.show_all),
    (r"^/questions/(?P<question>[^/]+)$", questions.show),
    (r"^/techniques$", techniques.show_all),
    (r"^/techniques/(?P<technique>[^/]+)$", techniques.show),
    (r"^/institutions$", institutions.show_all),
    (r"^/institutions/(?P<institution>[^/]+)$", institutions.show),
]
"""Path patterns with their page functions."""

CLOSED = r"^/-/(?!(llm-kb|static|mcp|health)(/|$))"
"""Datasette's introspection pages about the server, which are not public."""

FILES = (".bib", ".json")
"""Extensions of downloads, whose 404 is JSON."""


def all_routes() -> list[tuple[str, View]]:
    """The site's pages as routes of Datasette."""
    return [(CLOSED, nowhere), *((pattern, _view(show)) for pattern, show in PAGES)]


def _view(show: Show) -> View:
    async def view(request: Request, datasette: "Datasette") -> Response:
        visit = _visit(request, datasette)
        try:
            page = await show(visit)
        except MissingError as error:
            page = _missing_file(error) if request.path.endswith(FILES) else await missing.show(visit, error)
        return page if isinstance(page, Response) else await render(visit, page)

    return view


def _missing_file(error: MissingError) -> Response:
    """The 404 response of a download, as JSON."""
    headers: dict[str, str] = {}
    add_cors_headers(headers)
    return Response.json({"ok": False, "error": str(error), "status": 404}, status=404, headers=headers)


def _visit(request: Request, datasette: "Datasette") -> Visit:
    knowledge_base = served_by(datasette)
    assert knowledge_base, "these pages are of the knowledge base alone"
    return Visit(datasette, knowledge_base, request, {name: unquote(value) for name, value in request.url_vars.items()})


async def nowhere(request: Request, datasette: "Datasette") -> Response:
    """The 404 page of an unknown URL."""
    visit = _visit(request, datasette)
    return await render(visit, await missing.nowhere(visit))


async def render(visit: Visit, page: Page) -> Response:
    """Render a page as an HTML response."""
    context = {
        **page.context,
        "page": page,
        "visit": visit,
        "here": visit.request.path,
        "canonical": visit.absolute(visit.request.path),
        "short_names": await visit.short_names(),
        "documents": await visit.documents(),
    }
    template = sync_template(visit.datasette, f"site/{page.template}.html")
    html = await visit.datasette.render_template(template, context, visit.request)
    return Response.html(html, status=page.status)
