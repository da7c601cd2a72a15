"""The middleware around a public, read-only Datasette, in one list."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from llm_kb.hosting.asgi import Application, Middleware
from llm_kb.hosting.cache import Cache, cached
from llm_kb.hosting.middleware.concurrency import with_limited_concurrency
from llm_kb.hosting.middleware.disconnects import canceled_at_disconnect
from llm_kb.hosting.middleware.health import with_health_check
from llm_kb.hosting.middleware.mcp import PATH as MCP_PATH
from llm_kb.hosting.middleware.mcp import at_mcp_endpoint
from llm_kb.hosting.middleware.methods import read_only, with_head
from llm_kb.hosting.middleware.responses import aborting_incomplete_streams, after_startup, reporting_truncation
from llm_kb.hosting.middleware.security import with_security_headers
from llm_kb.hosting.middleware.urls import at_public_url, below_prefix, in_origin_form, with_valid_host
from llm_kb.hosting.query_strings import Tables, with_parsed_query_strings


@dataclass(frozen=True)
class Site:
    """The configuration of the middleware."""

    tables: Tables
    cache: Cache
    startup: Callable[[], Awaitable[None]]
    health: Callable[[], Awaitable[Mapping[str, Any]]]
    about: Mapping[str, Any]
    """Constant fields of the health check's response."""
    inline_scripts: tuple[Path, ...]
    """The templates that have inline scripts."""
    page_about_mcp: str
    """Path of the page that browsers are redirected to from the MCP endpoint."""
    prefix: str = "/"
    public_url: str | None = None


def stack(site: Site) -> list[Middleware]:
    """The middleware, outermost first; comments say why each is where it is."""
    return [
        in_origin_form,  # all that follows sees a path, the scheme and the host that the request is for
        partial(at_public_url, public_url=site.public_url),  # one cache key, whatever host a request names
        partial(below_prefix, prefix=site.prefix),  # all that follows sees paths without the prefix
        partial(cached, cache=site.cache),  # a cache hit runs nothing of what follows
        canceled_at_disconnect,  # the cache makes what was canceled anew for others that wait for it
        partial(after_startup, startup=site.startup),
        aborting_incomplete_streams,  # outside of all that may hold the end of a stream back
        partial(with_health_check, check=site.health, about=site.about),  # for any host, and beside full queues
        with_head,  # outside of the headers, so that HEAD has those of GET
        partial(with_security_headers, templates=site.inline_scripts),  # outside of all that answers by itself
        with_valid_host,
        partial(at_mcp_endpoint, page=site.page_about_mcp),  # methods that the next would refuse
        partial(read_only, mcp_path=MCP_PATH),
        partial(with_parsed_query_strings, tables=site.tables, mcp_path=MCP_PATH),  # begins the request's context
        with_limited_concurrency,  # reads the client from the context; inside of all that costs nothing
        reporting_truncation,  # reads the context once the response starts
    ]


def wrapped(app: Application, site: Site) -> Application:
    """An application within the middleware."""
    for middleware in reversed(stack(site)):
        app = middleware(app)
    return app
