"""Datasette plugin hooks; each does nothing on a Datasette that does not serve the knowledge base."""

import hashlib
import sqlite3
from collections.abc import Callable, Coroutine, Generator, Iterable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from jinja2 import Environment

from llm_kb import lookup, text, wording
from llm_kb.dictionary import TableEntry
from llm_kb.hosting import context, middleware, query_strings
from llm_kb.hosting.asgi import Application, Scope
from llm_kb.hosting.datasette065 import SQL_EDITOR_TEMPLATE, strict_json_renderer
from llm_kb.hosting.middleware.mcp import PATH as MCP_PATH
from llm_kb.hosting.sandbox.authorizer import install_authorizer
from llm_kb.hosting.svg import renderer
from llm_kb.queries import all_queries
from llm_kb.settings import DATABASE_NAME, PACKAGE
from llm_kb.site import cells, conventions, error_pages, evidence, mcp_tools, native_pages, paths, routes
from llm_kb.site.knowledge_base import ServedKnowledgeBase, SiteDatasette, served_by

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

LOOK = PACKAGE / "site" / "look"
STATIC = LOOK / "static"
STYLES = ("site.css", "datasette.css")
SCRIPT = "site.js"
STATIC_PATH = "-/llm-kb"
"""Path prefix of the site's static files."""
INLINE_SCRIPTS = (
    LOOK / "templates" / "_codemirror_foot.html",
    LOOK / "templates" / "table.html",
    SQL_EDITOR_TEMPLATE,
)


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment, datasette: "Datasette") -> None:
    """Add globals and filters to the templates, among them edition and hash of the file, which is computed once."""
    if knowledge_base := served_by(datasette):
        env.globals["knowledge_base"] = {
            "edition": knowledge_base.edition,
            "sha256": knowledge_base.hash,
            "metadata": datasette.metadata(),
            "limit": datasette.setting("max_returned_rows"),
            "max_page_size": query_strings.MAX_PAGE_SIZE,
            "max_facet_size": query_strings.MAX_FACET_SIZE,
            "navigation": paths.NAVIGATION,
            "menus": paths.MENUS,
        }
        env.globals["symbols"] = evidence.SYMBOLS
        env.globals["cells"] = _cells(knowledge_base)
        env.globals["labeled_cell"] = partial(_labeled_cell, knowledge_base)
        env.globals["columns_shown"] = {
            table.name: table.presentation.shown for table in knowledge_base.configuration.tables
        }
        for function in (
            *(
                cells.default_columns,
                paths.relative_url,
                evidence.alike,
                evidence.verdicts_on,
                text.counted,
                evidence.disputes,
            ),
            *(evidence.erratum_path, lookup.other_models, text.place, query_strings.url_without_added_parameters),
            *(wording.relation_name, wording.role_name, wording.evidence_name, wording.stage_name),
            *(wording.verdict_name, wording.source_kind_name, text.readable_number, text.readable_value),
            *(wording.short_question, evidence.headings),
            *(
                query_strings.url_of_all_rows,
                query_strings.url_of_first_page,
                query_strings.parameters_of_all_rows,
                query_strings.without_added_parameters,
            ),
        ):
            env.filters[function.__name__] = function


async def _labeled_cell(knowledge_base: ServedKnowledgeBase, table: str, column: str, row: Any) -> Any:
    """A foreign key's cell on the page of a row, with its label; None for other cells."""
    label = await knowledge_base.label(table, column, row[column])
    value = {"value": row[column], "label": label}
    return None if label is None else _cells(knowledge_base).render(row, value, column, table)


@cache
def _cells(knowledge_base: ServedKnowledgeBase) -> cells.Cells:
    return cells.Cells(knowledge_base.configuration.prefix.removesuffix("/"), knowledge_base.configuration.tables)


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: "Datasette") -> list[tuple[str, Callable[..., Any]]]:
    """Routes of the site's own pages."""
    return routes.all_routes() if served_by(datasette) else []


@hookimpl  # type: ignore[untyped-decorator]
def register_output_renderer(datasette: "Datasette") -> Any:
    """Ad-hoc charts of any rows, with the extension `.svg`, and strict JSON."""
    if not isinstance(datasette, SiteDatasette):  # this is called before there is a database
        return []
    chart = {"extension": renderer.FORMAT, "render": renderer.draw, "can_render": renderer.can_draw}
    return [chart, {"extension": "json", "render": strict_json_renderer}]


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(row: Any, value: Any, column: str, table: str | None, datasette: "Datasette") -> Any:
    """Cells with links to the site's own pages."""
    knowledge_base = served_by(datasette)
    return _cells(knowledge_base).render(row, value, column, table) if knowledge_base else None


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: "Datasette") -> list[str]:
    """The site's styles, with a hash in the URL, so that browsers can cache them for good."""
    return _styles() if served_by(datasette) else []


@hookimpl  # type: ignore[untyped-decorator]
def extra_js_urls(datasette: "Datasette") -> list[dict[str, Any]]:
    """The site's script, which only adds to what works without it."""
    return [{"url": _static_url(SCRIPT), "module": True}] if served_by(datasette) else []


@cache
def _styles() -> list[str]:
    return [_static_url(name) for name in STYLES]


@cache
def _static_url(name: str) -> str:
    version = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:8]
    return f"/{STATIC_PATH}/{name}?{version}"


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(
    datasette: "Datasette",
    view_name: str | None,
    request: "Request | None",
    columns: list[str] | None,
    table: str | None,
) -> dict[str, Any] | Coroutine[Any, Any, dict[str, Any]]:
    """Additional variables of the templates of Datasette's own pages."""
    knowledge_base = served_by(datasette)
    if knowledge_base is None or request is None or view_name is None:
        return {}
    variables = {
        "here": f"/{DATABASE_NAME}",
        "warning": context.current().warning,
        "canonical": datasette.absolute_url(request, datasette.urls.path(request.path)),
    }
    return native_pages.variables(knowledge_base, variables, request, table, columns, view_name)


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: "Datasette") -> Callable[[Application], Application]:
    """Wrap Datasette in the middleware."""
    knowledge_base = served_by(datasette)
    if knowledge_base is None:
        return lambda app: app
    site = middleware.Site(
        tables=_tables(knowledge_base.configuration.tables),
        cache=knowledge_base.cache,
        startup=datasette.invoke_startup,
        health=knowledge_base.health,
        about={"sha256": knowledge_base.hash},
        inline_scripts=INLINE_SCRIPTS,
        page_about_mcp=conventions.PAGE,
        prefix=knowledge_base.configuration.prefix,
        public_url=knowledge_base.configuration.public_url,
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
    """The default columns of a table, with the identifier columns that their links need."""
    shown = table.presentation.shown
    names = (column.name for column in table.columns)
    return [*shown, *(name for name in names if name.removesuffix("_id") in shown and name not in shown)]


@hookimpl  # type: ignore[untyped-decorator]
def skip_csrf(datasette: "Datasette", scope: Scope) -> bool:
    """Exempt the MCP endpoint from CSRF protection: it is read-only, and its clients have no session."""
    return bool(served_by(datasette)) and scope.get("path") == MCP_PATH


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: "Datasette") -> None:
    """Make the site's own connections read-only."""
    if served_by(datasette) and database == DATABASE_NAME:
        install_authorizer(conn)


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def register_mcp_tools(datasette: "Datasette", mcp: Any) -> None:
    """Replace the tools that run statements, and add the one with the conventions."""
    if isinstance(datasette, SiteDatasette):  # this is called before there is a database
        mcp_tools.add_to(mcp, datasette)


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: "Datasette", request: "Request", exception: Exception) -> Generator[None, Any, None]:
    """Replace Datasette's error page, which would also print a traceback where `rich` is installed."""
    outcome = yield
    if served_by(datasette):
        outcome.force_result([error_pages.respond(datasette, request, exception)])
