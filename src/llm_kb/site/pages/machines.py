"""What machines read: a description for language models, the list of all pages, and what crawlers may ask for."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

from datasette.utils.asgi import Response

from llm_kb import derive
from llm_kb.dictionary import TableEntry
from llm_kb.queries import NamedQuery, all_queries, get
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import addresses
from llm_kb.site.asgi import FOR_MODELS, FOR_PEOPLE
from llm_kb.site.conventions import CONVENTIONS
from llm_kb.site.metadata import HIDDEN
from llm_kb.site.visit import Page, Visit

LISTS = {
    "question": "questions",
    "model": "model_list",
    "technique": "technique_list",
    "institution": "institution_list",
    "publication": "publication_list",
    "fact": "facts",
}
"""The named query that lists the things of each kind that have pages."""

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
        {"endpoint": visit.absolute(FOR_MODELS), "tools": TOOLS},
    )


async def llms(visit: Visit) -> Response:
    """`/llms.txt`: what this is, where things are, and how to ask, for language models."""
    html = await visit.datasette.render_template("pages/llms.txt", _told(visit), visit.request)
    return Response.text(html)


def _told(visit: Visit) -> dict[str, object]:
    entries = [entry for entry in derive.entries() if entry.name not in HIDDEN]
    return {
        "visit": visit,
        "conventions": CONVENTIONS,
        "database": visit.absolute(f"/{DATABASE_NAME}"),
        "endpoint": visit.absolute(FOR_MODELS),
        "machines": visit.absolute(FOR_PEOPLE),
        "tables": [_columns(entry) for entry in entries if entry.kind != "vocabulary"],
        "vocabularies": [_columns(entry) for entry in entries if entry.kind == "vocabulary"],
        "queries": [_query(query) for query in all_queries()],
    }


def _columns(entry: TableEntry) -> dict[str, str]:
    columns = ", ".join(column.name for column in entry.columns)
    return {"name": entry.name, "description": entry.description, "columns": columns}


def _query(query: NamedQuery) -> dict[str, object]:
    return {"name": query.name, "description": query.description, "parameters": query.parameters}


async def sitemap(visit: Visit) -> Response:
    """`/sitemap.xml`: the addresses of all pages of our own."""
    paths = ["/", *(path for path, _ in addresses.NAVIGATION), "/facts", FOR_PEOPLE]
    for kind, query in LISTS.items():
        rows = await visit.ask(query, **_everything(query))
        paths += [addresses.of(kind, row[f"{kind}_id"]) for row in rows]
    return Response(_urls(visit.absolute(path) for path in paths), content_type="application/xml; charset=utf-8")


def _everything(query: str) -> dict[str, str]:
    return dict.fromkeys(get(query).defaults, "")


def _urls(found: Iterable[str]) -> str:
    places = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in dict.fromkeys(found))
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    return f"{head}{places}</urlset>\n"


async def robots(visit: Visit) -> Response:
    """`/robots.txt`: everything may be read but endless combinations of filters."""
    refused = "".join(f"Disallow: {visit.path(pattern)}\n" for pattern in FORBIDDEN)
    return Response.text(f"User-agent: *\n{refused}Allow: /\n\nSitemap: {visit.absolute('/sitemap.xml')}\n")
