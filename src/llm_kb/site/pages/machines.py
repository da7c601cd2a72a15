"""What machines read: a description for language models, the list of all pages, and what crawlers may ask for."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from datasette.utils.asgi import Response

from llm_kb import derive
from llm_kb.dictionary import TableEntry
from llm_kb.hosting.middleware import MCP_PATH
from llm_kb.queries import NamedQuery, public_queries
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import addresses
from llm_kb.site.conventions import CONVENTIONS, PAGE
from llm_kb.site.visit import MissingError, Page, Visit

KINDS = ("question", "model", "technique", "institution", "publication", "fact")
"""The kinds of things that have pages."""

ADDRESSES = 10_000
"""How many addresses one part of the sitemap has at most."""

XML = "application/xml; charset=utf-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
OTHER_PAGES = "/sitemap-pages.xml"
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"

TOOLS = (
    ("read_me_first", "tells what the tables hold and what their words mean"),
    ("list_databases", f"tells the name of the one database, {DATABASE_NAME}"),
    ("get_database_schema", "gives the SQL of all tables, views and indexes"),
    ("execute_sql", "runs one SELECT and gives its rows"),
    ("list_canned_queries", "lists the named queries with what they ask for"),
    ("execute_canned_query", "runs a named query with the given values"),
)
"""What a language model can do at the endpoint, as the page tells of it."""

FORBIDDEN = (
    *(f"/{DATABASE_NAME}?", f"/{DATABASE_NAME}/*?", f"/{DATABASE_NAME}.*?"),
    *("/compare?", "/facts?", "/matrix?", "/search?"),
)
"""Addresses of which there is no end: every filter, sort and statement is one."""


async def show(visit: Visit) -> Page:
    """The page that tells people how programs and language models ask."""
    return Page(
        "machines",
        "For programs and language models",
        "How a program reads the knowledge base: the MCP endpoint, JSON and CSV of every page, and the whole file.",
        {"endpoint": visit.absolute(MCP_PATH), "tools": TOOLS},
    )


async def llms(visit: Visit) -> Response:
    """`/llms.txt`: what this is, where things are, and how to ask, for language models."""
    html = await visit.datasette.render_template("pages/llms.txt", _told(visit), visit.request)
    return Response.text(html)


def _told(visit: Visit) -> dict[str, object]:
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
    """`/sitemap.xml`: the parts of the list of all pages of our own."""
    counts = (await visit.ask("counts")).rows[0]
    totals = {kind: counts[f"{kind}s"] for kind in KINDS} | {
        "technique": counts["techniques"] + counts["technique_groups"]
    }
    parts = [f"/sitemap-{kind}-{number}.xml" for kind in KINDS for number in range(1, _parts(totals[kind]) + 1)]
    places = "".join(f"<sitemap><loc>{_escaped(visit, path)}</loc></sitemap>\n" for path in [OTHER_PAGES, *parts])
    return Response(f'{_HEAD}<sitemapindex xmlns="{SITEMAPS}">\n{places}</sitemapindex>\n', content_type=XML)


async def part_of_sitemap(visit: Visit) -> Response:
    """One part of the sitemap: some thousand things of one kind; raises MissingError where there are none."""
    kind, number = visit.named["kind"], visit.named["number"]
    offset = (int(number) - 1) * ADDRESSES
    things = await visit.ask("things", kind=kind, limit=str(ADDRESSES), offset=str(offset)) if offset >= 0 else ()
    if not things or kind not in KINDS:
        raise MissingError("part of the sitemap", f"{kind}-{number}")
    return _urls(visit, (addresses.of(kind, row["id"]) for row in things))


async def other_pages(visit: Visit) -> Response:
    """The part of the sitemap with the pages that are not about one thing."""
    return _urls(visit, dict.fromkeys(["/", *(path for path, _ in addresses.NAVIGATION), "/facts", PAGE]))


def _parts(total: int) -> int:
    return -(-total // ADDRESSES)


def _urls(visit: Visit, paths: Iterable[str]) -> Response:
    site = _escaped(visit, "/")[:-1]
    places = "".join(f"<url><loc>{site}{path}</loc></url>\n" for path in paths)
    return Response(f'{_HEAD}<urlset xmlns="{SITEMAPS}">\n{places}</urlset>\n', content_type=XML)


def _escaped(visit: Visit, path: str) -> str:
    return escape(visit.absolute(path))


async def robots(visit: Visit) -> Response:
    """`/robots.txt`: everything may be read but endless combinations of filters."""
    refused = "".join(f"Disallow: {visit.path(pattern)}\n" for pattern in FORBIDDEN)
    return Response.text(f"User-agent: *\n{refused}Allow: /\n\nSitemap: {visit.absolute('/sitemap.xml')}\n")
