"""Asks for the pages that most visitors begin with, so that none of them waits for the first drawing of a chart."""

import asyncio
import contextlib
from urllib.parse import quote

import uvicorn

from llm_kb import queries
from llm_kb.hosting.asgi import Application, Message
from llm_kb.settings import DATABASE_NAME
from llm_kb.site import addresses
from llm_kb.site.knowledge_base import ServedKnowledgeBase

PAGES = 30
"""How many pages are asked for at most."""
PAUSE = 0.05
"""How long others are let through between two pages, in seconds."""


async def warmed(app: Application, knowledge_base: ServedKnowledgeBase, host: str, server: uvicorn.Server) -> None:
    """Ask a site that is served at a host for these pages, one after the other, whenever nobody else asks."""
    for path in await _paths(knowledge_base):
        await asyncio.sleep(PAUSE)
        while server.server_state.tasks:
            await asyncio.sleep(PAUSE)
        with contextlib.suppress(Exception):  # a visitor who asks for the same is told
            await _ask(app, path, host)


async def _paths(knowledge_base: ServedKnowledgeBase) -> list[str]:
    query = queries.get("questions")
    statement = query.statement(queries.complete(query, {}))
    rows = await knowledge_base.rows(statement.sql, statement.values)
    fixed = ["/", *(path for path, _ in addresses.NAVIGATION), f"/{DATABASE_NAME}/design_facts", "/search", "/machines"]
    return [*fixed, *(addresses.of("question", row["question_id"]) for row in rows)][:PAGES]


async def _ask(app: Application, path: str, host: str) -> None:
    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        """Nobody reads it."""

    given = {"type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "query_string": b""}
    where = {"path": path, "raw_path": quote(path).encode("ascii"), "root_path": ""}
    headers = [(b"host", host.encode("ascii")), (b"accept-encoding", b"gzip")]
    await app({**given, **where, "asgi": {"version": "3.0"}, "headers": headers, "client": None}, receive, send)
