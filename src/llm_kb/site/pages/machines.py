"""Pages for machines: `/llms.txt`, the sitemap, `/robots.txt`, and the documentation of the MCP endpoint."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from datasette.utils.asgi import Response

from llm_kb import derive
from llm_kb.dictionary import TableEntry
from llm_kb.hosting.middleware.mcp import PATH as MCP_PATH
from llm_kb.queries import NamedQuery, public_queries
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import paths
from llm_kb.site.conventions import CONVENTIONS, PAGE
from llm_kb.site.visit import MissingError, Page, Visit

KINDS = ("question", "model", "technique", "institution", "publication", "fact", "source")
"""The kinds of entities that have pages."""

MAX_URLS = 10_000
"""Maximum number of URLs in one part of the sitemap."""

XML = "application/xml; charset=utf-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
OTHER_PAGES = "/sitemap-pages.xml"
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"

TOOLS = (
    ("read_me_first", "returns the conventions of the data, the relations and example statements"),
    ("list_databases", f"returns the name of the only database, {DATABASE_NAME}"),
    ("get_database_schema", "lists all tables and views with their columns, or describes each column of one"),
    ("execute_sql", "runs one SELECT and returns its rows"),
    ("list_canned_queries", "lists the named queries with their parameters"),
    ("execute_canned_query", "runs a named query with values for its parameters"),
)
"""Name and description of the endpoint's tools."""

DISALLOWED = (
    *(f"/{DATABASE_NAME}?", f"/{DATABASE_NAME}/*?", f"/{DATABASE_NAME}.*?"),
    *("/compare?", "/facts?", "/matrix?", "/search?"),
)
"""URL patterns with infinitely many combinations of filters, sorts and statements."""


async def show(visit: Visit) -> Page:
    """The documentation of the APIs for programs and language models."""
    return Page(
        "machines",
        "For programs and language models",
        "Read the knowledge base programmatically: the MCP endpoint, JSON and CSV of every page, and the SQLite file.",
        {"endpoint": visit.absolute(MCP_PATH), "tools": TOOLS},
    )


async def llms(visit: Visit) -> Response:
    """`/llms.txt`: overview, URLs and conventions for language models."""
    html = await visit.datasette.render_template("site/llms.txt", _llms_context(visit), visit.request)
    return Response.text(html)


def _llms_context(visit: Visit) -> dict[str, object]:
    entries = [entry for entry in derive.entries() if not entry.presentation.hidden]
    return {
        "visit": visit,
        "conventions": CONVENTIONS,
        "database": visit.absolute(f"/{DATABASE_NAME}"),
        "endpoint": visit.absolute(MCP_PATH),
        "machines": visit.absolute(PAGE),
        "tables": [_columns(entry) for entry in entries if entry.kind != "vocabulary"],
        "vocabularies": [_columns(entry) for entry in entries if entry.kind == "vocabulary"],
        "queries": [_query(query) for query in public_queries()],
    }


def _columns(entry: TableEntry) -> dict[str, str]:
    columns = ", ".join(column.name for column in entry.columns)
    return {"name": entry.name, "description": entry.description, "columns": columns}


def _query(query: NamedQuery) -> dict[str, object]:
    return {"name": query.name, "description": query.description, "parameters": query.parameters}


async def sitemap(visit: Visit) -> Response:
    """`/sitemap.xml`: the index of the sitemap's parts."""
    counts = (await visit.query("counts")).rows[0]
    totals = {kind: counts[f"{kind}s"] for kind in KINDS} | {
        "technique": counts["techniques"] + counts["technique_groups"]
    }
    parts = [f"/sitemap-{kind}-{number}.xml" for kind in KINDS for number in range(1, _parts(totals[kind]) + 1)]
    entries = "".join(f"<sitemap><loc>{_escaped(visit, path)}</loc></sitemap>\n" for path in [OTHER_PAGES, *parts])
    return Response(f'{_HEAD}<sitemapindex xmlns="{SITEMAPS}">\n{entries}</sitemapindex>\n', content_type=XML)


async def part_of_sitemap(visit: Visit) -> Response:
    """One part of the sitemap, with pages of one kind of entity; raises MissingError if there is no such part."""
    kind, number = visit.path_parameters["kind"], visit.path_parameters["number"]
    offset = (int(number) - 1) * MAX_URLS
    things = await visit.query("things", kind=kind, limit=str(MAX_URLS), offset=str(offset)) if offset >= 0 else ()
    if not things or kind not in KINDS:
        raise MissingError("part of the sitemap", f"{kind}-{number}")
    return _urls(visit, (paths.of(kind, row["id"]) for row in things))


async def other_pages(visit: Visit) -> Response:
    """The part of the sitemap with the pages that are not about one entity."""
    return _urls(visit, dict.fromkeys(["/", *(path for path, _ in paths.NAVIGATION)]))


def _parts(total: int) -> int:
    return -(-total // MAX_URLS)


def _urls(visit: Visit, paths: Iterable[str]) -> Response:
    site = _escaped(visit, "/")[:-1]
    entries = "".join(f"<url><loc>{site}{path}</loc></url>\n" for path in paths)
    return Response(f'{_HEAD}<urlset xmlns="{SITEMAPS}">\n{entries}</urlset>\n', content_type=XML)


def _escaped(visit: Visit, path: str) -> str:
    return escape(visit.absolute(path))


async def robots(visit: Visit) -> Response:
    """`/robots.txt`: everything is allowed but endless combinations of filters."""
    rules = "".join(f"Disallow: {visit.path(pattern)}\n" for pattern in DISALLOWED)
    return Response.text(f"User-agent: *\n{rules}Allow: /\n\nSitemap: {visit.absolute('/sitemap.xml')}\n")
