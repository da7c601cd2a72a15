"""Middleware that caches the responses of a site whose data does not change, and adds ETag and Cache-Control.

The cache key is scheme, host, path and query string. A request that the cache may answer is passed on with its Host
header alone, so that nothing else decides what is stored, and no client can change what another one gets.
"""

import asyncio
import hashlib
import re
from collections import OrderedDict
from contextlib import suppress
from urllib.parse import quote, unquote_plus

from llm_kb.hosting import context
from llm_kb.hosting.asgi import Application, ClientDisconnectedError, Headers, Message, Receive, Scope, Send
from llm_kb.hosting.stored_response import LARGEST, StoredResponse, matches, stored

Key = tuple[str, bytes, bytes]
"""Scheme, host, and path with query string."""

BYTES = 64 * 1024 * 1024
"""Default limit of the cache, overhead included."""
LONGEST_TARGET = 2048
"""Longest path with query string whose response is stored."""
CHUNK = 16 * 1024
"""Chunks of a stream are buffered up to this length."""

FOR_A_WHILE = b"public, max-age=60, s-maxage=600, stale-while-revalidate=3600"
FOR_EVER = b"public, max-age=31536000, immutable"
NEVER = b"private, no-store"

STORED_STATUS = (200, 301, 302, 308)
SHARED_STATUS = (*STORED_STATUS, 400, 403, 404)
"""Status codes of responses that are shared by concurrent equal requests; other errors may concern one client alone."""
NOTHING = re.compile(rb"(?!)")
VOLATILE = re.compile(r"random|current_(date|time)|\bnow\b|\b(date|time|datetime|julianday|unixepoch|strftime)\b")
"""Non-deterministic functions in SQL statements."""
SET_HERE = {b"cache-control", b"content-encoding", b"content-length", b"etag", b"transfer-encoding", b"vary"}
"""Headers that are set here, or by the server: Datasette sends files with both a length and chunked encoding."""


class Cache:
    """An LRU cache of responses, limited by bytes."""

    def __init__(
        self, limit: int = BYTES, uncached: re.Pattern[bytes] = NOTHING, hashed: re.Pattern[bytes] = NOTHING
    ) -> None:
        """`uncached` matches targets that are not stored; `hashed` has the group `version` in URLs of hashed files."""
        self.limit, self.uncached, self.hashed = limit, uncached, hashed
        self.size = 0
        self.responses: OrderedDict[Key, StoredResponse] = OrderedDict()
        self.in_flight: dict[Key, asyncio.Future[StoredResponse | None]] = {}

    def get(self, key: Key) -> StoredResponse | None:
        """The stored response, which becomes the most recently used; None at a cache miss."""
        response = self.responses.get(key)
        if response is not None:
            self.responses.move_to_end(key)
        return response

    def put(self, key: Key, response: StoredResponse) -> None:
        """Store a response, and evict the least recently used ones until the cache is within its limit."""
        if before := self.responses.pop(key, None):
            self.size -= before.size
        self.responses[key] = response
        self.size += response.size
        while self.size > self.limit:
            _, evicted = self.responses.popitem(last=False)
            self.size -= evicted.size

    async def joined(self, key: Key) -> StoredResponse | None:
        """Wait for an equal request in flight; None if there is none, or its response cannot be shared."""
        while (other := self.in_flight.get(key)) is not None and other.get_loop() is asyncio.get_running_loop():
            try:
                return await asyncio.shield(other)
            except asyncio.CancelledError:
                if not other.cancelled():
                    raise
        return None


def cached(app: Application, cache: Cache) -> Application:
    """Answer from the cache, store complete, public responses, and collapse concurrent equal requests into one."""

    async def caching(scope: Scope, receive: Receive, send: Send) -> None:
        context.begin(
            context.RequestContext()
        )  # else one of an earlier request on the same connection would be read below
        target = _target(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else b""
        if not target or cache.uncached.match(target):
            with suppress(ClientDisconnectedError):
                await app(scope, receive, send)
            return
        key = _key(scope, target)
        response = key and (cache.get(key) or await cache.joined(key))
        if not response:
            response = await _fetch(app, scope, receive, _Collector(send, scope, key, cache))
        if response:
            await response.send_to(scope, send)

    return caching


def _target(scope: Scope) -> bytes:
    path: bytes = scope.get("raw_path") or quote(scope["path"]).encode("ascii")
    query: bytes = scope["query_string"]
    return path + b"?" + query if query else path


def _key(scope: Scope, target: bytes) -> Key | None:
    """The cache key; None if the response is private or non-deterministic, or its URL is too long."""
    headers = dict(scope["headers"])
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    is_private = b"authorization" in headers or b"ds_actor" in headers.get(b"cookie", b"")
    is_volatile = VOLATILE.search(unquote_plus(scope["query_string"].decode("latin-1")).lower())
    if is_private or is_volatile or len(hosts) != 1 or len(target) > LONGEST_TARGET:
        return None
    return scope.get("scheme", "http"), hosts[0], target


class _HeadSentError(BaseException):
    """Ends the application once only headers of a stream are sent; a BaseException, so that nothing catches it."""


async def _fetch(app: Application, scope: Scope, receive: Receive, collector: "_Collector") -> StoredResponse | None:
    """The response of the application, stored if possible; None if it was a stream, which has been sent."""
    key, cache = collector.key, collector.cache
    is_leader = key is not None and cache.in_flight.setdefault(key, collector.shared) is collector.shared
    if key is not None:
        scope = {**scope, "method": "GET", "headers": [header for header in scope["headers"] if header[0] == b"host"]}
    try:
        await app(scope, receive, collector)
        response = collector.stored
        if response and key and response.digest and len(response.body) <= LARGEST:
            cache.put(key, response)
        if response and response.status in SHARED_STATUS and not collector.has_failed:
            collector.share(response)
        return response
    except _HeadSentError:
        return None
    except ClientDisconnectedError:
        collector.shared.cancel()  # of the equal requests that wait for it the next one takes over
        return None
    finally:
        collector.share(None)
        if key is not None and is_leader:
            del cache.in_flight[key]


class _Collector:
    """The application's `send`: buffers a response, or passes it on once it turns out to be a stream."""

    def __init__(self, send: Send, scope: Scope, key: Key | None, cache: Cache) -> None:
        self.send, self.scope, self.key, self.cache = send, scope, key, cache
        self.start: Message = {}
        self.chunks: list[bytes] = []
        self.size = 0
        self.streams = False
        self.stored: StoredResponse | None = None
        """The complete response; None before its end, and if it was a stream."""
        self.has_failed = False
        self.shared: asyncio.Future[StoredResponse | None] = asyncio.get_running_loop().create_future()

    async def __call__(self, message: Message) -> None:
        """Handle a message of the application."""
        if message["type"] == "http.response.start":
            self.start = message
            return
        self.chunks.append(message.get("body", b""))
        self.size += len(self.chunks[-1])
        more = message.get("more_body", False)
        if more and not self.streams and not self._is_bounded():
            await self._begin_stream()
            await self._flush(more)
        elif self.streams and (not more or self.size >= CHUNK):
            await self._flush(more)
        elif not self.streams and not more:
            self.has_failed = context.current().failed  # of the task of the application, whose context this one lacks
            self.stored = await self._response()  # here, so that compression is a part of the application's work

    def share(self, response: StoredResponse | None) -> None:
        """Resolve the future of waiting equal requests with the response, or None, so that they run themselves."""
        if not self.shared.done():
            self.shared.set_result(response)

    async def _response(self) -> StoredResponse:
        body, is_public = b"".join(self.chunks), self._is_public()
        headers = _with_control(self.start["headers"], self._control(body) if is_public else NEVER)
        return await stored(self.start["status"], headers, body, tagged=is_public)

    async def _begin_stream(self) -> None:
        """Send the headers, with the application's own Content-Length and ETag; for HEAD and 304 that is all."""
        self.streams = True
        self.share(None)
        application_headers = [(name.lower(), value) for name, value in self.start["headers"]]
        tag = dict(application_headers).get(b"etag", b"")
        is_current = bool(tag) and matches(dict(self.scope["headers"]).get(b"if-none-match", b""), tag)
        own_headers = [
            header
            for header in application_headers
            if header[0] == b"etag" or (header[0], is_current) == (b"content-length", False)
        ]
        headers = _with_control(application_headers, FOR_A_WHILE if self._is_public() else NEVER)
        status = 304 if is_current else self.start["status"]
        await self.send({**self.start, "status": status, "headers": [*headers, *own_headers]})
        if is_current or self.scope["method"] == "HEAD":
            await self.send({"type": "http.response.body", "body": b""})
            raise _HeadSentError

    async def _flush(self, more: bool) -> None:
        body = b"".join(self.chunks)
        self.chunks, self.size = [], 0
        await self.send({"type": "http.response.body", "body": body, "more_body": more})

    def _is_public(self) -> bool:
        """Whether the response has succeeded so far, and may be stored in shared caches."""
        headers = {name.lower(): value for name, value in self.start["headers"]}
        is_private = b"set-cookie" in headers or b"no-store" in headers.get(b"cache-control", b"")
        is_sound = self.start["status"] in STORED_STATUS and not context.current().failed
        return self.key is not None and is_sound and not is_private

    def _is_bounded(self) -> bool:
        """Whether a response in parts declares a length that can be collected; one with a tag of its own keeps that."""
        headers = {name.lower(): value for name, value in self.start["headers"]}
        length = headers.get(b"content-length", b"")
        return b"etag" not in headers and length.isdigit() and int(length) <= LARGEST

    def _control(self, body: bytes) -> bytes:
        """The Cache-Control header: immutable if the URL has the hash of this body."""
        file = self.cache.hashed.fullmatch(self.key[2]) if self.key else None
        version = file["version"].decode("latin-1") if file else ""
        if len(version) < 6:
            return FOR_A_WHILE
        hashes = (hashlib.sha256(body).hexdigest(), hashlib.sha1(body, usedforsecurity=False).hexdigest())
        return FOR_EVER if any(digest.startswith(version) for digest in hashes) else FOR_A_WHILE


def _with_control(headers: Headers, control: bytes) -> Headers:
    lower = [(name.lower(), value) for name, value in headers]
    others = [(name, value) for name, value in lower if name not in SET_HERE]
    return [*others, (b"cache-control", control), (b"vary", b"Accept-Encoding")]
