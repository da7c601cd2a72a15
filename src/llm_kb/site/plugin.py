"""Datasette's hooks; each does nothing on a Datasette that does not serve the knowledge base.

Datasette imports this while it is being imported itself, in every environment that llm-kb is installed in: nothing
here may import `datasette.app` or anything heavy.
"""

import hashlib
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from datasette import hookimpl
from datasette.utils import path_with_replaced_args, tilde_encode
from datasette.utils.asgi import Request, Response
from datasette.views.base import DatasetteError
from jinja2 import Environment
from markupsafe import Markup

from llm_kb.queries import all_queries
from llm_kb.settings import DATABASE_NAME, PACKAGE
from llm_kb.site import asgi
from llm_kb.site.knowledge_base import served_by

if TYPE_CHECKING:
    from datasette.app import Datasette

STYLES = PACKAGE / "site" / "static" / "site.css"
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
        }
        env.filters["address_of_all_rows"] = asgi.address_of_all_rows
        env.filters["without_paging"] = asgi.without_paging


@hookimpl  # type: ignore[untyped-decorator]
def register_routes(datasette: "Datasette") -> list[tuple[str, Callable[..., Any]]]:
    """The permanent address of a fact, which leads to its row."""
    return [(r"^/facts/(?P<fact_id>[a-z0-9-]+)$", _fact)] if served_by(datasette) else []


async def _fact(request: Request, datasette: "Datasette") -> Response:
    row = datasette.urls.row(DATABASE_NAME, "design_facts", tilde_encode(request.url_vars["fact_id"]))
    return Response.redirect(row)


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: "Datasette") -> list[str]:
    """The site's own styles; the address changes with the file, which browsers may therefore keep."""
    if not served_by(datasette):
        return []
    return [f"/{STATIC_PATH}/{STYLES.name}?{hashlib.sha256(STYLES.read_bytes()).hexdigest()[:8]}"]


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(datasette: "Datasette") -> dict[str, Any]:
    """Give the links that templates make of the present address the prefix, which Datasette forgets in one place."""
    if not served_by(datasette):
        return {}
    return {"path_with_replaced_args": lambda *arguments: datasette.urls.path(path_with_replaced_args(*arguments))}


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
    app = asgi.read_only(asgi.with_one_file_name(app))
    if datasette.setting("base_url") != "/":
        app = asgi.below_prefix(app, datasette.setting("base_url"))
    if knowledge_base.public_url:
        app = asgi.at_public_address(app, knowledge_base.public_url)
    return app


def _site(datasette: "Datasette") -> asgi.Site:
    tables = datasette.metadata("tables", database=DATABASE_NAME)
    facets = {name: table.get("facets", ()) for name, table in tables.items()}
    return asgi.Site(defaults={query.name: query.defaults for query in all_queries()}, facets=facets)


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, column: str, table: str | None, datasette: "Datasette") -> Awaitable[Markup] | None:
    """Show a reference to another row by its label on the page of one row, where Datasette shows the bare key."""
    knowledge_base = served_by(datasette)
    if knowledge_base is None or table is None or value is None or isinstance(value, dict):
        return None
    other = knowledge_base.references.get(table, {}).get(column)
    return _link(datasette, table, column, value, other) if other else None


async def _link(datasette: "Datasette", table: str, column: str, value: Any, other: str) -> Markup:
    labels = await datasette.expand_foreign_keys(DATABASE_NAME, table, column, [value])
    address = datasette.urls.row(DATABASE_NAME, other, tilde_encode(str(value)))
    return Markup('<a href="{}">{}</a>').format(address, labels.get((column, value), value))


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: "Datasette", exception: Exception) -> None:
    """Correct the status of errors that are the request's fault, before Datasette's own handler tells of them."""
    if served_by(datasette) and isinstance(exception, DatasetteError) and exception.status == 500:
        exception.status = 400
