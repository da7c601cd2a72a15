"""Asks a site inside this process, so that what is measured is the site and neither a network nor a client."""

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
    """A site that runs, and the loop that it runs in."""

    app: Application
    runner: asyncio.Runner

    def ask(self, target: str) -> tuple[int, bytes]:
        """The status and the body of the answer to GET, as it would go over the wire."""
        return self.runner.run(_answer(self.app, target))


@contextmanager
def ours(path: Path) -> Iterator[Site]:
    """Our site on a file, keeping no answer."""
    datasette = create_datasette(path, cache_bytes=0)
    knowledge_base = served_by(datasette)
    assert knowledge_base
    with closing(knowledge_base), _running(datasette) as site:
        yield site


@contextmanager
def out_of_the_box(path: Path) -> Iterator[Site]:
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


async def _answer(app: Application, target: str) -> tuple[int, bytes]:
    address, parts = urlsplit(target), list[Message]()

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        parts.append(message)

    given = {"type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "root_path": ""}
    where = {"path": unquote(address.path), "raw_path": address.path.encode(), "query_string": address.query.encode()}
    await app({**given, **where, "asgi": {"version": "3.0"}, "headers": HEADERS, "client": None}, receive, send)
    return parts[0]["status"], b"".join(part.get("body", b"") for part in parts)
