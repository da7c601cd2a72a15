"""Datasette's hooks; each does nothing on a Datasette that does not serve the knowledge base.

Datasette imports this while it is being imported itself, in every environment that llm-kb is installed in: nothing
here may import `datasette.app` or anything heavy.
"""

import hashlib
from collections.abc import Awaitable, Callable, Generator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from datasette.utils import path_with_replaced_args, tilde_encode
from datasette.utils.asgi import Request
from jinja2 import Environment
from markupsafe import Markup

from llm_kb.queries import all_queries
from llm_kb.settings import DATABASE_NAME, PACKAGE
from llm_kb.site import addresses, asgi, cells, contents, conventions, drawing, evidence, security
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
            "navigation": addresses.NAVIGATION,
        }
        env.globals["symbols"] = evidence.SYMBOLS
        env.filters["shown"] = cells.shown
        env.filters["with_page"] = partial(cells.with_page, address=datasette.urls.path)
        env.globals["kinds"] = cells.KINDS
        env.globals["page_of_row"] = cells.page_of_row
        env.filters["alike"] = evidence.alike
        env.filters["counted"] = evidence.counted
        env.filters["disputes"] = evidence.disputes
        env.filters["other_models"] = evidence.other_models
        env.filters["place"] = evidence.place
        env.filters["address_of_all_rows"] = asgi.address_of_all_rows
        env.filters["without_paging"] = asgi.without_paging


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
    if not served_by(datasette):
        return []
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
        # Datasette forgets the prefix in one place
        "path_with_replaced_args": lambda *arguments: datasette.urls.path(path_with_replaced_args(*arguments)),
        "here": f"/{DATABASE_NAME}",
        "canonical": datasette.absolute_url(request, datasette.urls.path(request.path)),
    }
    if view_name == "database" and not columns:
        tables = datasette.metadata("tables", database=DATABASE_NAME)
        given["listings"] = contents.listings(tables, knowledge_base.cached_table_counts or {}, all_queries())
        given["example"] = contents.EXAMPLE
    elif columns:
        given["chart"] = drawing.form(request, columns)
    return given


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: "Datasette") -> Callable[[asgi.Application], asgi.Application]:
    """Put the site's own handling of addresses and answers around Datasette."""
    return lambda app: _wrapped(app, datasette)


def _wrapped(app: asgi.Application, datasette: "Datasette") -> asgi.Application:
    knowledge_base = served_by(datasette)
    if knowledge_base is None:
        return app
    app = asgi.telling_what_is_cut(app, datasette.setting("max_returned_rows"))
    app = asgi.with_whole_answers(app, _site(datasette))
    app = asgi.with_a_page_for_people(asgi.read_only(asgi.with_one_file_name(app)))
    app = asgi.with_heads(security.secured(app))
    if datasette.setting("base_url") != "/":
        app = asgi.below_prefix(app, datasette.setting("base_url"))
    if knowledge_base.public_url:
        app = asgi.at_public_address(app, knowledge_base.public_url)
    return asgi.when_ready(app, datasette.invoke_startup)


def _site(datasette: "Datasette") -> asgi.Site:
    tables = datasette.metadata("tables", database=DATABASE_NAME)
    facets = {name: table.get("facets", ()) for name, table in tables.items()}
    return asgi.Site(defaults={query.name: query.defaults for query in all_queries()}, facets=facets)


@hookimpl  # type: ignore[untyped-decorator]
def skip_csrf(datasette: "Datasette", scope: asgi.Scope) -> bool:
    """Let language models ask by POST, with the prefix taken off the path: nothing can be changed by it."""
    return bool(served_by(datasette)) and scope.get("path") == asgi.FOR_MODELS


@hookimpl(trylast=True)  # type: ignore[untyped-decorator]
def register_mcp_tools(datasette: "Datasette", mcp: Any) -> None:
    """Tell language models what they have to know, and take away what there is no use for: no named query writes.

    This is asked before the Datasette has its database, and so looks at its settings.
    """
    if datasette.plugin_config(PLUGIN):
        mcp.remove_tool("execute_writable_canned_query")
        mcp.add_tool(conventions.read_me_first)


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(
    row: Mapping[str, Any], value: Any, column: str, table: str | None, datasette: "Datasette"
) -> Awaitable[Markup] | Markup | None:
    """Let a cell that identifies or names something lead to its page, and another reference to the row it means."""
    knowledge_base = served_by(datasette)
    if knowledge_base is None or value in (None, ""):
        return None
    other = knowledge_base.references.get(table or "", {}).get(column)
    path = cells.path_of(column, row, other)
    if table and other and not isinstance(value, dict):
        path = path or f"/{DATABASE_NAME}/{other}/{tilde_encode(str(value))}"
        return _labelled(datasette, table, column, value, path)
    return cells.linked(datasette.urls.path(path), value) if path else None


async def _labelled(datasette: "Datasette", table: str, column: str, value: Any, path: str) -> Markup:
    """A link with the label of a reference, which Datasette leaves out on the page of one row."""
    labels = await datasette.expand_foreign_keys(DATABASE_NAME, table, column, [value])
    return cells.linked(datasette.urls.path(path), labels.get((column, value), value))


@hookimpl(hookwrapper=True)  # type: ignore[untyped-decorator]
def handle_exception(datasette: "Datasette", request: Request, exception: Exception) -> Generator[None, Any, None]:
    """Tell of an error on a page of the site, in place of Datasette, which would also print it if it can in colours."""
    outcome = yield
    if served_by(datasette):
        from llm_kb.site import problems

        outcome.force_result([problems.answer(datasette, request, exception)])
