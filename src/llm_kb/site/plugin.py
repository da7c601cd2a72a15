"""Datasette's hooks; each does nothing on a Datasette that does not serve the knowledge base.

Datasette imports this while it is being imported itself, in every environment that llm-kb is installed in: nothing
here may import `datasette.app` or anything heavy.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Generator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from datasette.utils.asgi import Request
from jinja2 import Environment

from llm_kb.hosting import admission, asgi, caching, completion, download, facets, health, leaving, security
from llm_kb.hosting.sandbox.guard import forbid_all_but_reading
from llm_kb.hosting.svg import renderer
from llm_kb.queries import all_queries, public_queries
from llm_kb.settings import DATABASE_NAME, PACKAGE
from llm_kb.site import addresses, cells, contents, conventions, evidence
from llm_kb.site.knowledge_base import PLUGIN, served_by

if TYPE_CHECKING:
    from datasette.app import Datasette

STATIC = PACKAGE / "site" / "look" / "static"
STYLES = ("site.css", "datasette.css")
STATIC_PATH = "-/llm-kb"
"""Path below which the site's own files are served."""


@hookimpl  # type: ignore[untyped-decorator]
def prepare_jinja2_environment(env: Environment, datasette: "Datasette") -> None:
    """Give all templates, also that of an error, the edition and the hash of the file, which is taken here once."""
    if knowledge_base := served_by(datasette):
        env.globals["knowledge_base"] = {
            "edition": knowledge_base.edition,
            "sha256": knowledge_base.hash,
            "metadata": datasette.metadata(),
            "limit": datasette.setting("max_returned_rows"),
            "rows_of_a_page": completion.ROWS_OF_A_PAGE,
            "values_of_a_count": completion.VALUES_OF_A_COUNT,
            "navigation": addresses.NAVIGATION,
        }
        env.globals["symbols"] = evidence.SYMBOLS
        written = cells.Cells(datasette, knowledge_base.references)
        env.filters.update(shown=cells.shown, body=written.body, of_row=written.of_row, from_here=addresses.from_here)
        env.globals["kinds"] = cells.KINDS
        env.globals["page_of_row"] = cells.page_of_row
        env.filters["alike"] = evidence.alike
        env.filters["counted"] = evidence.counted
        env.filters["disputes"] = evidence.disputes
        env.filters["erratum_path"] = evidence.erratum_path
        env.filters["other_models"] = evidence.other_models
        env.filters["place"] = evidence.place
        env.filters["address_of_all_rows"] = completion.address_of_all_rows
        env.filters["without_paging"] = completion.without_paging


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: "Datasette") -> list[tuple[str, Callable[..., Any]]]:
    """The pages of the site."""
    if not served_by(datasette):
        return []
    from llm_kb.site.routes import all_routes

    return all_routes()


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
    datasette: "Datasette", view_name: str | None, request: Request | None, columns: list[str] | None
) -> dict[str, Any]:
    """What the templates of Datasette's own pages need beside what Datasette gives them."""
    knowledge_base = served_by(datasette)
    if knowledge_base is None or request is None or view_name is None:
        return {}
    given: dict[str, Any] = {
        "here": f"/{DATABASE_NAME}",
        "canonical": datasette.absolute_url(request, datasette.urls.path(request.path)),
    }
    if view_name == "database" and not columns:
        tables = datasette.metadata("tables", database=DATABASE_NAME)
        given["listings"] = contents.listings(tables, knowledge_base.cached_table_counts or {}, public_queries())
        given["example"] = contents.EXAMPLE
    elif columns:
        given["chart"] = renderer.form(request, columns)
    return given


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: "Datasette") -> Callable[[asgi.Application], asgi.Application]:
    """Put the site's own handling of addresses and answers around Datasette."""
    return lambda app: _wrapped(app, datasette)


def _wrapped(app: asgi.Application, datasette: "Datasette") -> asgi.Application:
    knowledge_base = served_by(datasette)
    if knowledge_base is None:
        return app
    app = asgi.telling_what_is_cut(app)
    app = completion.with_whole_answers(app, _site(datasette))
    app = admission.admitting(app, {query.name for query in all_queries()})
    app = asgi.with_a_page_for_people(asgi.read_only(app))
    app = asgi.with_heads(security.secured(asgi.with_a_plain_host(app)))
    app = download.offered(app, Path(knowledge_base.path), knowledge_base.hash)
    app = asgi.broken_off_if_incomplete(health.with_health(app, knowledge_base))
    if datasette.setting("base_url") != "/":
        app = asgi.below_prefix(app, datasette.setting("base_url"))
    if knowledge_base.public_url:
        app = asgi.at_public_address(app, knowledge_base.public_url)
    return leaving.until_gone(caching.cached(asgi.when_ready(app, datasette.invoke_startup), knowledge_base.cache))


def _site(datasette: "Datasette") -> completion.Site:
    tables = datasette.metadata("tables", database=DATABASE_NAME)
    counted = {name: table.get("facets", ()) for name, table in tables.items()}
    return completion.Site(defaults={query.name: query.defaults for query in all_queries()}, facets=counted)


@hookimpl  # type: ignore[untyped-decorator]
def skip_csrf(datasette: "Datasette", scope: asgi.Scope) -> bool:
    """Let language models ask by POST, with the prefix taken off the path: nothing can be changed by it."""
    return bool(served_by(datasette)) and scope.get("path") == asgi.FOR_MODELS


@hookimpl  # type: ignore[untyped-decorator]
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: "Datasette") -> None:
    """Let the connections of the site itself read, and nothing else."""
    if served_by(datasette) and database == DATABASE_NAME:
        forbid_all_but_reading(conn)


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def register_mcp_tools(datasette: "Datasette", mcp: Any) -> None:
    """Tell language models what they have to know, and take away what there is no use for: no named query writes.

    This is asked before the Datasette has its database, and so looks at its settings.
    """
    if datasette.plugin_config(PLUGIN):
        mcp.remove_tool("execute_writable_canned_query")
        mcp.add_tool(conventions.read_me_first)


@hookimpl  # type: ignore[untyped-decorator]
def filters_from_request(request: Request, datasette: "Datasette") -> None:
    """Refuse counts on the page of a table that are too many, or that Datasette would fail at."""
    if served_by(datasette):
        facets.check(request.query_string)


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: "Datasette", request: Request, exception: Exception) -> Generator[None, Any, None]:
    """Tell of an error on a page of the site, in place of Datasette, which would also print it if it can in colours."""
    outcome = yield
    if served_by(datasette):
        from llm_kb.site import problems

        outcome.force_result([problems.answer(datasette, request, exception)])
