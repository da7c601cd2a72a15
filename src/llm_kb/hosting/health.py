"""Whether the site works, for those who watch over it."""

import json
import sqlite3
import time
from typing import TYPE_CHECKING, Any

from llm_kb.hosting import security
from llm_kb.hosting.asgi import Application, Receive, Scope, Send
from llm_kb.site.edition import newest_edition

if TYPE_CHECKING:
    from llm_kb.site.knowledge_base import KnowledgeBase

PATH = "/-/health"


def with_health(app: Application, knowledge_base: "KnowledgeBase") -> Application:
    """Tell at one address what is served, after a look into the database; 503 where that cannot be read."""
    begun = time.monotonic()

    async def telling(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        health = await _health(knowledge_base)
        seconds = {"seconds_up": int(time.monotonic() - begun)}
        text = json.dumps({**health, "sha256": knowledge_base.hash, **seconds}).encode("ascii")
        headers = [
            *security.ALWAYS.items(),
            (b"cache-control", b"no-store"),
            (b"content-length", b"%d" % len(text)),
            (b"content-type", b"application/json; charset=utf-8"),
        ]
        await send({"type": "http.response.start", "status": 200 if health["ok"] else 503, "headers": headers})
        await send({"type": "http.response.body", "body": text if scope["method"] == "GET" else b""})

    return telling


async def _health(knowledge_base: "KnowledgeBase") -> dict[str, Any]:
    try:
        edition = await knowledge_base.execute_fn(newest_edition)
    except sqlite3.Error as error:
        return {"ok": False, "problem": f"The database cannot be read: {error}."}
    return {"ok": edition is not None, "edition": edition and edition.title}
