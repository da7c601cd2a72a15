"""Datasette's hooks; each does nothing on a Datasette that does not serve the knowledge base."""

import hashlib
import sqlite3
from collections.abc import Callable, Generator, Iterable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from jinja2 import Environment

from llm_kb import lookup, text
from llm_kb.dictionary import TableEntry
from llm_kb.hosting import context, middleware, query_strings
from llm_kb.hosting.asgi import Application, Scope
from llm_kb.hosting.datasette065 import SQL_EDITOR_TEMPLATE, BadRequest
from llm_kb.hosting.middleware import MCP_PATH
from llm_kb.hosting.sandbox.authorizer import install_authorizer
from llm_kb.hosting.svg import renderer
from llm_kb.queries import all_queries, public_queries
from llm_kb.settings import DATABASE_NAME, PACKAGE
from llm_kb.site import addresses, cells, contents, conventions, evidence, problems, routes
from llm_kb.site.knowledge_base import ServedKnowledgeBase, SiteDatasette, served_by

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

LOOK = PACKAGE / "site" / "look"
STATIC = LOOK / "static"
STYLES = ("site.css", "datasette.css")
STATIC_PATH = "-/llm-kb"
"""Path below which the site's own files are served."""
INLINE_SCRIPTS = (
    LOOK / "templates" / "_codemirror_foot.html",
    LOOK / "templates" / "table.html",
    SQL_EDITOR_TEMPLATE,
)


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment, datasette: "Datasette") -> None:
    """Give all templates, also that of an error, the edition and the hash of the file, which is computed here once."""
    if knowledge_base := served_by(datasette):
        env.globals["knowledge_base"] = {
            "edition": knowledge_base.edition,
            "sha256": knowledge_base.hash,
            "metadata": datasette.metadata(),
            "limit": datasette.setting("max_returned_rows"),
            "max_page_size": query_strings.MAX_PAGE_SIZE,
            "max_facet_size": query_strings.MAX_FACET_SIZE,
            "navigation": addresses.NAVIGATION,
        }
        env.globals["symbols"] = evidence.SYMBOLS
        env.globals["cells"] = _cells(knowledge_base)
        env.globals["labeled_cell"] = partial(_labeled_cell, knowledge_base)
        env.globals["columns_shown"] = {table.name: table.presentation.shown for table in knowledge_base.served.tables}
        for function in (
            *(cells.default_columns, addresses.from_here, evidence.alike, text.counted, evidence.disputes),
            *(evidence.erratum_path, lookup.other_models, text.place, query_strings.url_without_default_columns),
            *(
                query_strings.url_of_all_rows,
                query_strings.parameters_of_all_rows,
                query_strings.without_default_columns,
            ),
        ):
            env.filters[function.__name__] = function


async def _labeled_cell(knowledge_base: ServedKnowledgeBase, table: str, column: str, row: Any) -> Any:
    """The cell of a row's page that refers to another row, with its label; None for other cells."""
    label = await knowledge_base.label(table, column, row[column])
    value = {"value": row[column], "label": label}
    return None if label is None else _cells(knowledge_base).render(row, value, column, table)


@cache
def _cells(knowledge_base: ServedKnowledgeBase) -> cells.Cells:
    return cells.Cells(knowledge_base.served.prefix.removesuffix("/"), knowledge_base.served.tables)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: "Datasette") -> list[tuple[str, Callable[..., Any]]]:
    """The pages of the site."""
    return routes.all_routes() if served_by(datasette) else []


@hookimpl  # type: ignore[untyped-decorator]
def register_output_renderer(datasette: "Datasette") -> Any:
    """Charts of any rows, at addresses that end in `.svg`."""
    if not isinstance(datasette, SiteDatasette):  # this is called before there is a database
        return []
    return {"extension": renderer.FORMAT, "render": renderer.draw, "can_render": renderer.can_draw}


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: "Datasette") -> Any:
    """A cell that leads to a page of the site."""
    knowledge_base = served_by(datasette)
    return _cells(knowledge_base).render(row, value, column, table) if knowledge_base else None


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: "Datasette") -> list[str]:
    """The site's own styles; the address changes with the file, which browsers may therefore keep."""
    return _styles() if served_by(datasette) else []


@cache
def _styles() -> list[str]:
    hashes = [(name, hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]) for name in STYLES]
    return [f"/{STATIC_PATH}/{name}?{version}" for name, version in hashes]


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(
    datasette: "Datasette",
    view_name: str | None,
    request: "Request | None",
    columns: list[str] | None,
    table: str | None,
) -> dict[str, Any]:
    """What the templates of Datasette's own pages need beside what Datasette gives them."""
    knowledge_base = served_by(datasette)
    if knowledge_base is None or request is None or view_name is None:
        return {}
    variables: dict[str, Any] = {
        "here": f"/{DATABASE_NAME}",
        "canonical": datasette.absolute_url(request, datasette.urls.path(request.path)),
    }
    tables = datasette.metadata("tables", database=DATABASE_NAME)
    if view_name == "database" and not columns:
        variables["listings"] = contents.listings(
            knowledge_base.served.tables, knowledge_base.cached_table_counts or {}, public_queries()
        )
        variables["example"] = contents.EXAMPLE
    elif columns:
        all_columns = tables.get(table, {}).get("columns") or columns
        variables["chart"] = renderer.form(request, list(all_columns))
    return variables


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: "Datasette") -> Callable[[Application], Application]:
    """Put the middleware around Datasette."""
    knowledge_base = served_by(datasette)
    if knowledge_base is None:
        return lambda app: app
    site = middleware.Site(
        tables=_tables(knowledge_base.served.tables),
        cache=knowledge_base.cache,
        startup=datasette.invoke_startup,
        health=knowledge_base.health,
        about={"sha256": knowledge_base.hash},
        inline_scripts=INLINE_SCRIPTS,
        page_about_mcp=conventions.PAGE,
        prefix=knowledge_base.served.prefix,
        public_url=knowledge_base.served.public_url,
    )
    return lambda app: middleware.wrapped(app, site)


def _tables(tables: Iterable[TableEntry]) -> query_strings.Tables:
    return query_strings.Tables(
        database=DATABASE_NAME,
        defaults={query.name: query.defaults for query in all_queries()},
        facets={table.name: table.presentation.facets for table in tables},
        columns={table.name: _selected(table) for table in tables if table.presentation.shown},
    )


def _selected(table: TableEntry) -> list[str]:
    """The default columns of a table, and the identifiers that the links in them need."""
    shown = table.presentation.shown
    names = (column.name for column in table.columns)
    return [*shown, *(name for name in names if name.removesuffix("_id") in shown and name not in shown)]


@hookimpl  # type: ignore[untyped-decorator]
def skip_csrf(datasette: "Datasette", scope: Scope) -> bool:
    """Let language models ask by POST, with the prefix taken off the path: nothing can be changed by it."""
    return bool(served_by(datasette)) and scope.get("path") == MCP_PATH


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: "Datasette") -> None:
    """Let the connections of the site itself read, and nothing else."""
    if served_by(datasette) and database == DATABASE_NAME:
        install_authorizer(conn)


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def register_mcp_tools(datasette: "Datasette", mcp: Any) -> None:
    """Tell language models what they have to know, and remove the tool that writes."""
    if isinstance(datasette, SiteDatasette):  # this is called before there is a database
        mcp.remove_tool("execute_writable_canned_query")
        mcp.add_tool(conventions.read_me_first)


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(datasette: "Datasette") -> None:
    """Refuse facets on the page of a table that are too many, or that Datasette would fail at."""
    if served_by(datasette) and (problem := context.current().bad_request):
        raise BadRequest(problem)


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: "Datasette", request: "Request", exception: Exception) -> Generator[None, Any, None]:
    """Show an error on a page of the site, in place of Datasette, which would also print it if `rich` is there."""
    outcome = yield
    if served_by(datasette):
        outcome.force_result([problems.answer(datasette, request, exception)])
