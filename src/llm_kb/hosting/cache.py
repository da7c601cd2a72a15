"""Middleware that caches the responses of a site whose data does not change, and adds ETag and Cache-Control.

The cache key is scheme, host, path and query string. A request that the cache may answer is passed on with its Host
header alone, so that nothing else decides what is stored, and no client can change what another one gets.
"""

import asyncio
import hashlib
import re
from collections import OrderedDict
from urllib.parse import quote, unquote_plus

from llm_kb.hosting import context
from llm_kb.hosting.asgi import Application, Headers, Message, Receive, Scope, Send
from llm_kb.hosting.stored_response import LARGEST, StoredResponse, matches, stored

Key = tuple[str, bytes, bytes]
"""Scheme, host, and path with query string."""

BYTES = 64 * 1024 * 1024
"""Default limit of the cache, overhead included."""
LONGEST_TARGET = 2048
"""Longest path with query string whose response is stored."""
CHUNK = 64 * 1024
"""Smaller parts of a stream are put together up to this length."""

FOR_A_WHILE = b"public, max-age=60, s-maxage=600, stale-while-revalidate=3600"
FOR_EVER = b"public, max-age=31536000, immutable"
NEVER = b"private, no-store"

STORED_STATUS = (200, 301, 302, 308)
SHARED_STATUS = (*STORED_STATUS, 400, 403, 404)
"""Responses that also answer those who requested the same meanwhile; other errors may concern one client alone."""
NOTHING = re.compile(rb"(?!)")
VOLATILE = re.compile(r"random|current_(date|time)|\bnow\b|\b(date|time|datetime|julianday|unixepoch|strftime)\b")
"""What makes the result of an SQL statement change."""
SET_HERE = {b"cache-control", b"content-encoding", b"content-length", b"etag", b"transfer-encoding", b"vary"}
"""Headers that the response gets here, or from the server: Datasette gives a file both a length and chunks."""


class Cache:
    """The responses that were requested last, up to a number of bytes."""

    def __init__(
        self, limit: int = BYTES, uncached: re.Pattern[bytes] = NOTHING, hashed: re.Pattern[bytes] = NOTHING
    ) -> None:
        """Never store what begins like `uncached`; `hashed` has the group `version` in URLs of versioned files."""
        self.limit, self.uncached, self.hashed = limit, uncached, hashed
        self.size = 0
        self.responses: OrderedDict[Key, StoredResponse] = OrderedDict()
        self.in_flight: dict[Key, asyncio.Future[StoredResponse | None]] = {}

    def get(self, key: Key) -> StoredResponse | None:
        """The stored response, which then is the last to be evicted."""
        response = self.responses.get(key)
        if response is not None:
            self.responses.move_to_end(key)
        return response

    def put(self, key: Key, response: StoredResponse) -> None:
        """Store a response, and evict those that were requested least recently as far as it takes."""
        if before := self.responses.pop(key, None):
            self.size -= before.size
        self.responses[key] = response
        self.size += response.size
        while self.size > self.limit:
            _, evicted = self.responses.popitem(last=False)
            self.size -= evicted.size

    async def joined(self, key: Key) -> StoredResponse | None:
        """The response to the same request that is in flight; None if there is none, or it is for one client alone."""
        other = self.in_flight.get(key)
        same_loop = other is not None and other.get_loop() is asyncio.get_running_loop()
        return await asyncio.shield(other) if other is not None and same_loop else None


def cached(app: Application, cache: Cache) -> Application:
    """Answer from the cache, and store what is whole, sound and public; equal requests at once are made once."""

    async def caching(scope: Scope, receive: Receive, send: Send) -> None:
        context.begin(
            context.RequestContext()
        )  # else one of an earlier request on the same connection would be read below
        target = _target(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else b""
        if not target or cache.uncached.match(target):
            await app(scope, receive, send)
            return
        key = _key(scope, target)
        response = key and (cache.get(key) or await cache.joined(key))
        if not response:
            response = await _fetched(app, scope, receive, _Collector(send, scope, key, cache))
        if response:
            await response.send_to(scope, send)

    return caching


def _target(scope: Scope) -> bytes:
    path: bytes = scope.get("raw_path") or quote(scope["path"]).encode("ascii")
    query: bytes = scope["query_string"]
    return path + b"?" + query if query else path


def _key(scope: Scope, target: bytes) -> Key | None:
    """The cache key; None where the response is for one client alone, is volatile or has too long an address."""
    headers = dict(scope["headers"])
    hosts = [value for name, value in scope["headers"] if name == b"host"]
    is_private = b"authorization" in headers or b"ds_actor" in headers.get(b"cookie", b"")
    is_volatile = VOLATILE.search(unquote_plus(scope["query_string"].decode("latin-1")).lower())
    if is_private or is_volatile or len(hosts) != 1 or len(target) > LONGEST_TARGET:
        return None
    return scope.get("scheme", "http"), hosts[0], target


class _HeadSentError(BaseException):
    """The headers of a stream were sent, and its body is not wanted; a BaseException, so that nothing catches it."""


async def _fetched(app: Application, scope: Scope, receive: Receive, collector: "_Collector") -> StoredResponse | None:
    """The response of the application, stored if it may be; None where it is a stream, which then was sent."""
    key, cache = collector.key, collector.cache
    leads = key is not None and cache.in_flight.setdefault(key, collector.shared) is collector.shared
    if key is not None:
        scope = {**scope, "method": "GET", "headers": [header for header in scope["headers"] if header[0] == b"host"]}
    try:
        await app(scope, receive, collector)
        response = await collector.response()
        if response and key and response.digest and len(response.body) <= LARGEST:
            cache.put(key, response)
        if response and response.status in SHARED_STATUS and not context.current().failed:
            collector.share(response)
        return response
    except _HeadSentError:
        return None
    finally:
        collector.share(None)
        if key is not None and leads:
            del cache.in_flight[key]


class _Collector:
    """The `send` of the application: collects a response, or sends it on once it turns out to be a stream."""

    def __init__(self, send: Send, scope: Scope, key: Key | None, cache: Cache) -> None:
        self.send, self.scope, self.key, self.cache = send, scope, key, cache
        self.start: Message = {}
        self.parts: list[bytes] = []
        self.size = 0
        self.streams = False
        self.shared: asyncio.Future[StoredResponse | None] = asyncio.get_running_loop().create_future()

    async def __call__(self, message: Message) -> None:
        """Take a message of the application."""
        if message["type"] == "http.response.start":
            self.start = message
            return
        self.parts.append(message.get("body", b""))
        self.size += len(self.parts[-1])
        more = message.get("more_body", False)
        if more and not self.streams and not self._is_bounded():
            await self._begin_stream()
            await self._flush(more)
        elif self.streams and (not more or self.size >= CHUNK):
            await self._flush(more)

    def share(self, response: StoredResponse | None) -> None:
        """Give those who wait for it the response, or None, so that they make it themselves."""
        if not self.shared.done():
            self.shared.set_result(response)

    async def response(self) -> StoredResponse | None:
        """The whole response; None where it was a stream."""
        if self.streams or not self.start:
            return None
        body, is_public = b"".join(self.parts), self._is_public()
        headers = _with_control(self.start["headers"], self._control(body) if is_public else NEVER)
        return await stored(self.start["status"], headers, body, tagged=is_public)

    async def _begin_stream(self) -> None:
        """Send the headers, among them the length and the ETag that the application gave; for HEAD that is all."""
        self.streams = True
        self.share(None)
        given = [(name.lower(), value) for name, value in self.start["headers"]]
        tag = dict(given).get(b"etag", b"")
        is_known = bool(tag) and matches(dict(self.scope["headers"]).get(b"if-none-match", b""), tag)
        known = [
            header for header in given if header[0] == b"etag" or (header[0], is_known) == (b"content-length", False)
        ]
        headers = _with_control(given, FOR_A_WHILE if self._is_public() else NEVER)
        status = 304 if is_known else self.start["status"]
        await self.send({**self.start, "status": status, "headers": [*headers, *known]})
        if is_known or self.scope["method"] == "HEAD":
            await self.send({"type": "http.response.body", "body": b""})
            raise _HeadSentError

    async def _flush(self, more: bool) -> None:
        body = b"".join(self.parts)
        self.parts, self.size = [], 0
        await self.send({"type": "http.response.body", "body": body, "more_body": more})

    def _is_public(self) -> bool:
        """Whether the response is sound, as far as is known, and may be stored for others."""
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
        """Cache-Control: for ever where the URL has the hash of the very body."""
        file = self.cache.hashed.fullmatch(self.key[2]) if self.key else None
        version = file["version"].decode("latin-1") if file else ""
        hashes = (hashlib.sha256(body).hexdigest(), hashlib.sha1(body, usedforsecurity=False).hexdigest())
        return FOR_EVER if len(version) >= 6 and any(each.startswith(version) for each in hashes) else FOR_A_WHILE


def _with_control(headers: Headers, control: bytes) -> Headers:
    lower = [(name.lower(), value) for name, value in headers]
    others = [(name, value) for name, value in lower if name not in SET_HERE]
    return [*others, (b"cache-control", control), (b"vary", b"Accept-Encoding")]
