"""An in-process ASGI client, so that neither a network nor an HTTP client is part of what is measured."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from datasette.app import Datasette
from datasette.database import Database

from llm_kb.hosting.asgi import Application, Message
from llm_kb.settings import DATABASE_NAME
from llm_kb.site.knowledge_base import served_by
from llm_kb.site.server import create_datasette

HEADERS = [(b"host", b"bench.test"), (b"accept-encoding", b"gzip")]


@dataclass(frozen=True)
class Site:
    """An ASGI application and the event loop that runs it."""

    app: Application
    runner: asyncio.Runner

    def get(self, target: str) -> tuple[int, bytes]:
        """The status and the body of the response to GET, as sent over the wire."""
        return self.runner.run(_get(self.app, target))


@contextmanager
def ours(path: Path) -> Iterator[Site]:
    """Our site on a file, without the response cache."""
    datasette = create_datasette(path, cache_bytes=0)
    knowledge_base = served_by(datasette)
    assert knowledge_base
    with closing(knowledge_base), _running(datasette) as site:
        yield site


@contextmanager
def stock_datasette(path: Path) -> Iterator[Site]:
    """Datasette on the same file, as `datasette serve --immutable FILE` starts it."""
    datasette = Datasette()
    datasette.add_database(Database(datasette, path=str(path), is_mutable=False), name=DATABASE_NAME)
    with _running(datasette) as site:
        yield site


@contextmanager
def _running(datasette: Datasette) -> Iterator[Site]:
    with asyncio.Runner() as runner:
        runner.run(datasette.invoke_startup())
        yield Site(datasette.app(), runner)


async def _get(app: Application, target: str) -> tuple[int, bytes]:
    url, parts = urlsplit(target), list[Message]()
    requests: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        """The request, and nothing after it: the client stays until it has its answer."""
        return requests.pop() if requests else await asyncio.Future()

    async def send(message: Message) -> None:
        parts.append(message)

    scope = {"type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "root_path": ""}
    target_scope = {"path": unquote(url.path), "raw_path": url.path.encode(), "query_string": url.query.encode()}
    await app({**scope, **target_scope, "asgi": {"version": "3.0"}, "headers": HEADERS, "client": None}, receive, send)
    return parts[0]["status"], b"".join(part.get("body", b"") for part in parts)
