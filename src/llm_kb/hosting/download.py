"""The database file itself: the very one that the pages are made from, whole or in parts."""

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

from llm_kb.hosting.asgi import ALWAYS, Application, Headers, Receive, Scope, Send
from llm_kb.hosting.cache import knows
from llm_kb.hosting.caching import FOR_A_WHILE
from llm_kb.settings import DATABASE_NAME

PORTION = 256 * 1024
"""How much is read at once, in bytes."""
RANGE = re.compile(rb"bytes=(\d{0,18})-(\d{0,18})")


def offered(app: Application, path: Path, sha256: str) -> Application:
    """Answer the address of the database with the file, which stays what it is."""
    size, tag = path.stat().st_size, b'"%s"' % sha256.encode("ascii")

    async def offering(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != f"/{DATABASE_NAME}.db" or scope["method"] not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        asked = dict(scope["headers"])
        begin, end = _part(asked, size, tag)
        status, headers = 200, _headers(tag)
        if knows(asked.get(b"if-none-match", b""), tag):
            status, begin, end = 304, 0, 0
        elif begin >= end:
            status, headers = 416, [*headers, (b"content-range", b"bytes */%d" % size)]
        elif (begin, end) != (0, size):
            status, headers = 206, [*headers, (b"content-range", b"bytes %d-%d/%d" % (begin, end - 1, size))]
        length = [] if status == 304 else [(b"content-length", b"%d" % max(0, end - begin))]
        await send({"type": "http.response.start", "status": status, "headers": [*headers, *length]})
        if scope["method"] == "GET":
            async for portion in _portions(path, begin, end):
                await send({"type": "http.response.body", "body": portion, "more_body": True})
        await send({"type": "http.response.body", "body": b""})

    return offering


def _part(asked: dict[bytes, bytes], size: int, tag: bytes) -> tuple[int, int]:
    """From where to where the file is asked for; an end that does not lie behind the beginning cannot be met."""
    part = RANGE.fullmatch(asked.get(b"range", b"").strip())
    if not part or part.group(0) == b"bytes=-" or asked.get(b"if-range", tag) != tag:
        return 0, size
    first, last = part.groups()
    if not first:
        return max(0, size - int(last)), size
    return int(first), min(size, int(last) + 1) if last else size


def _headers(tag: bytes) -> Headers:
    return [
        *ALWAYS.items(),
        (b"accept-ranges", b"bytes"),
        (b"access-control-allow-origin", b"*"),
        (b"cache-control", FOR_A_WHILE),
        (b"content-disposition", f'attachment; filename="{DATABASE_NAME}.db"'.encode("ascii")),
        (b"content-type", b"application/vnd.sqlite3"),
        (b"etag", tag),
    ]


async def _portions(path: Path, begin: int, end: int) -> AsyncIterator[bytes]:
    with path.open("rb") as file:
        file.seek(begin)
        while begin < end:
            portion = await asyncio.to_thread(file.read, min(PORTION, end - begin))
            begin += len(portion) or end
            yield portion
