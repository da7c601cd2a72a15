"""The health check, for load balancers and monitoring."""

import json
import sqlite3
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from llm_kb.hosting.asgi import ALWAYS, Application, Receive, Scope, Send, respond

PATH = "/-/health"


def with_health_check(
    app: Application, check: Callable[[], Awaitable[Mapping[str, Any]]], about: Mapping[str, Any]
) -> Application:
    """Answer the health check by the result of `check`, the constant fields `about` and the uptime.

    The status is 503 when the database cannot be read, or `check` returns a false `ok`.
    """
    started = time.monotonic()

    async def checking(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PATH or scope["method"] not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        health = {**await _checked(check), **about, "seconds_up": int(time.monotonic() - started)}
        body = json.dumps(health).encode("ascii")
        headers = [
            *ALWAYS.items(),
            (b"cache-control", b"no-store"),
            (b"content-length", b"%d" % len(body)),
            (b"content-type", b"application/json; charset=utf-8"),
        ]
        await respond(send, 200 if health["ok"] else 503, headers, body if scope["method"] == "GET" else b"")

    return checking


async def _checked(check: Callable[[], Awaitable[Mapping[str, Any]]]) -> Mapping[str, Any]:
    try:
        return await check()
    except sqlite3.Error as error:
        return {"ok": False, "problem": f"The database cannot be read: {error}."}
