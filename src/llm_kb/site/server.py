"""Creates and runs the Datasette that serves one knowledge base."""

import asyncio
import logging
import os
import re
import warnings
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

from datasette.app import Datasette

from llm_kb import __version__, derive
from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting import datasette065, server
from llm_kb.hosting.asgi import Application
from llm_kb.hosting.cache import BYTES
from llm_kb.queries import public_queries
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import conventions, metadata, paths, plugin
from llm_kb.site.edition import EditionSummary
from llm_kb.site.knowledge_base import ServedKnowledgeBase, SiteConfiguration, SiteDatasette, served_by
from llm_kb.site.snapshot import inspected, private_copy, watch

SETTINGS = {
    "allow_csv_stream": True,
    "facet_time_limit_ms": 500,
    "max_csv_mb": 0,  # a table as CSV has all rows, however many; else Datasette would end it with a sentence for a row
    "max_returned_rows": 10_000,
    "num_sql_threads": 4,
    "sql_time_limit_ms": 1000,
    "suggest_facets": False,
    "truncate_cells_html": 600,
}
PREFIX = re.compile(r"/([\w.~-]+/)*", re.ASCII)
PUBLIC_URL = re.compile(r"https?://([\w.-]+|\[[\da-f:]+\])(:\d{1,5})?/?", re.ASCII | re.IGNORECASE)


def create_datasette(
    path: Path, public_url: str | None = None, base_url: str = "/", cache_bytes: int = BYTES
) -> Datasette:
    """A Datasette that serves a finished knowledge base read-only, under one name whatever its file is called.

    `cache_bytes` limits the response cache; 0 turns it off. Raises KnowledgeBaseError when the file is not a sound
    knowledge base or a URL is invalid.
    """
    return _datasette(path, inspected(path), public_url, base_url, cache_bytes)


def _datasette(
    path: Path, edition: EditionSummary, public_url: str | None, base_url: str, cache_bytes: int = BYTES
) -> Datasette:
    """A Datasette that serves a file that was inspected before."""
    entries = tuple(derive.entries())
    configuration = SiteConfiguration(
        path, edition, entries, _checked_prefix(base_url), _checked_public_url(public_url)
    )
    datasette065.register(plugin)
    datasette = SiteDatasette(
        canned_query=metadata.canned_query,
        cors=True,
        metadata=metadata.build(entries, public_queries(), edition),
        settings={**SETTINGS, "base_url": configuration.prefix},
        static_mounts=[(plugin.STATIC_PATH, str(plugin.STATIC))],
        template_dir=str(plugin.LOOK / "templates"),
    )
    knowledge_base = ServedKnowledgeBase(datasette, configuration)
    knowledge_base.cache.limit = cache_bytes
    datasette065.serve_only(datasette, DATABASE_NAME, knowledge_base)
    datasette065.prepare_mcp(datasette, conventions.MCP_INSTRUCTIONS, "llm-kb", __version__)
    return datasette


def _knowledge_base(datasette: Datasette) -> ServedKnowledgeBase:
    knowledge_base = served_by(datasette)
    assert knowledge_base, "the Datasette was made here, with its knowledge base"
    return knowledge_base


def create_app(path: Path, public_url: str | None = None, base_url: str = "/") -> Application:
    """The ASGI application of `create_datasette`, for any server; MCP requires one that supports lifespan events."""
    app: Application = create_datasette(path, public_url, base_url).app()
    return app


def serve(
    path: Path,
    host: str = "127.0.0.1",
    port: int = 8001,
    public_url: str | None = None,
    base_url: str = "/",
    announce: Callable[[str], None] = lambda address: None,
) -> None:
    """Serve a knowledge base until SIGINT or SIGTERM; `announce` is called with the URL once the server listens.

    A snapshot of the file is served: a file that replaces it is served after a restart. Port 0 takes any free port.
    Raises KnowledgeBaseError when the file, a URL, the host or the port is invalid.
    """
    if os.name != "posix":
        raise KnowledgeBaseError("The site runs on Linux and macOS: on Windows start it in the Subsystem for Linux.")
    logging.basicConfig(level=logging.WARNING, format="%(message)s")  # else the library of MCP logs every step
    warnings.filterwarnings("ignore", datasette065.UNAWAITED_FACETS)
    with server.interruptible(), private_copy(path) as copy, server.listening(host, port) as listener:
        datasette = _datasette(copy.path, copy.edition, public_url, base_url)
        with closing(_knowledge_base(datasette)):
            asyncio.run(datasette.invoke_startup())
            announce(f"http://{server.address_of(listener)}{datasette.setting('base_url')}")
            server.run(datasette.app(), listener, [partial(watch, path, copy.original)])


def _checked_prefix(base_url: str) -> str:
    prefix = f"/{base_url.strip('/')}/".replace("//", "/")
    if not PREFIX.fullmatch(prefix):
        raise KnowledgeBaseError(f"The base URL {base_url!r} is not a path: write one such as '/llms/'.")
    if prefix.split("/")[1] in paths.FIRST_SEGMENTS:
        message = (
            f"The base URL {base_url!r} begins like an address of the site itself, so the two cannot be told apart"
        )
        raise KnowledgeBaseError(f"{message}: choose another, such as '/llms/'.")
    return prefix


def _checked_public_url(public_url: str | None) -> str | None:
    if public_url is not None and not PUBLIC_URL.fullmatch(public_url):
        message = f"The public URL {public_url!r} is not a scheme and a host alone"
        raise KnowledgeBaseError(f"{message}: write it as 'https://kb.example.org', and give a path as the base URL.")
    return public_url
