"""Lets a site answer from its cache, and says to browsers and caches between how long they may keep what they get.

A request that may be answered from the cache is passed on with its host as the only header, so that nothing but the
address decides what is kept, and no visitor can change what another is given.
"""

import asyncio
import hashlib
import re
from urllib.parse import quote, unquote_plus

from llm_kb.hosting import context
from llm_kb.hosting.asgi import Application, Message, Receive, Scope, Send
from llm_kb.hosting.cache import LARGEST, Answer, Cache, Headers, Key, answer_of, takes_gzip

LONGEST_TARGET = 2048
"""How long an address may be whose answer is kept, in bytes."""
PORTION = 64 * 1024
"""How much of a stream is sent at once where it comes in smaller parts, in bytes."""

FOR_A_WHILE = b"public, max-age=60, s-maxage=600, stale-while-revalidate=3600"
FOR_EVER = b"public, max-age=31536000, immutable"
NEVER = b"private, no-store"

KEPT_STATUS = (200, 301, 302, 308)
SHARED_STATUS = (*KEPT_STATUS, 400, 403, 404)
"""What those are told, too, who asked for the same meanwhile; other errors may be nobody else's."""
FILES = re.compile(rb"/-/(static|llm-kb)/[^?]*\??(?P<version>[^?]*)")
NOT_KEPT = re.compile(rb"/-/(?!static/|llm-kb/)|/[^/?]+\.db(\?|$)")
CHANGING = re.compile(r"random|current_(date|time)|\bnow\b|\b(date|time|datetime|julianday|unixepoch|strftime)\b")
"""What makes an SQL statement answer otherwise each time."""
MADE_HERE = {b"cache-control", b"content-encoding", b"content-length", b"etag", b"vary"}


def cached(app: Application, cache: Cache) -> Application:
    """Answer from the cache what it has, and keep there what it has not, if it is complete, sound and for all.

    Those who ask at the same time for what is not there yet wait for the one answer.
    """

    async def answering(scope: Scope, receive: Receive, send: Send) -> None:
        # else a request that came before over the same connection would leave its own
        context.begin(context.RequestContext())
        target = _target(scope) if scope["type"] == "http" and scope["method"] in ("GET", "HEAD") else None
        if target is None or NOT_KEPT.match(cache.key("", b"", target)[2]):
            await app(scope, receive, send)
            return
        key = None if _is_special(scope, target) else _key(cache, scope, target)
        answer = key and (cache.find(key) or await _under_way(cache, key))
        if not answer:
            answer = await _asked(app, scope, receive, _Collector(send, scope, key), cache)
        if answer:
            await _send(answer, scope, send)

    return answering


def _target(scope: Scope) -> bytes:
    path: bytes = scope.get("raw_path") or quote(scope["path"]).encode("ascii")
    query: bytes = scope["query_string"]
    return path + b"?" + query if query else path


def _key(cache: Cache, scope: Scope, target: bytes) -> Key:
    return cache.key(scope.get("scheme", "http"), dict(scope["headers"]).get(b"host", b""), target)


def _is_special(scope: Scope, target: bytes) -> bool:
    """Whether the answer is for one visitor alone, or may be another one tomorrow, or is asked for by a long text."""
    headers = dict(scope["headers"])
    if b"authorization" in headers or b"ds_actor" in headers.get(b"cookie", b"") or len(target) > LONGEST_TARGET:
        return True
    return bool(CHANGING.search(unquote_plus(scope["query_string"].decode("latin-1")).lower()))


def _plain(scope: Scope) -> Scope:
    """The request as it is passed on: nothing of it but the address matters."""
    host = [header for header in scope["headers"] if header[0] == b"host"]
    return {**scope, "method": "GET", "headers": host}


async def _under_way(cache: Cache, key: Key) -> Answer | None:
    other = cache.under_way.get(key)
    same_loop = other is not None and other.get_loop() is asyncio.get_running_loop()
    return await asyncio.shield(other) if other is not None and same_loop else None


async def _asked(
    app: Application, scope: Scope, receive: Receive, collector: "_Collector", cache: Cache
) -> Answer | None:
    """The answer of the site; None where it is a stream, which then has been sent."""
    key = collector.key
    if key is None:
        await app(scope, receive, collector)
        return await collector.answer()
    leads = cache.under_way.setdefault(key, collector.shared) is collector.shared
    try:
        await app(_plain(scope), receive, collector)
        answer = await collector.answer()
        if answer and answer.digest and answer.length <= LARGEST:
            cache.keep(key, answer)
        if answer and answer.status in SHARED_STATUS and not context.current().failed:
            collector.share(answer)
        return answer
    finally:
        collector.share(None)
        if leads:
            del cache.under_way[key]


class _Collector:
    """Takes an answer and sends it on as soon as it turns out to be a stream, and else keeps it until it is whole."""

    def __init__(self, send: Send, scope: Scope, key: Key | None) -> None:
        self.send, self.scope, self.key = send, scope, key
        self.start: Message = {}
        self.parts: list[bytes] = []
        self.size = 0
        self.streams = False
        self.shared: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()

    async def __call__(self, message: Message) -> None:
        """Take a message from the site."""
        if message["type"] == "http.response.start":
            self.start = message
            return
        self.parts.append(message.get("body", b""))
        self.size += len(self.parts[-1])
        more = message.get("more_body", False)
        if more and not self.streams and not self._is_bounded():
            self.streams = True
            self.share(None)
            control = FOR_A_WHILE if self._is_for_all() else NEVER
            await self.send({**self.start, "headers": _with_control(self.start["headers"], control)})
            await self._flush(more)
        elif self.streams and (not more or self.size >= PORTION):
            await self._flush(more)

    def share(self, answer: Answer | None) -> None:
        """Tell those who wait what the answer is, or that they have to ask themselves."""
        if not self.shared.done():
            self.shared.set_result(answer)

    async def answer(self) -> Answer | None:
        """The whole answer; None where it was a stream."""
        if self.streams or not self.start:
            return None
        text, for_all = b"".join(self.parts), self._is_for_all()
        control = _control(self.key, text) if self.key and for_all else NEVER
        headers = _with_control(self.start["headers"], control)
        return await answer_of(self.start["status"], headers, text, tagged=for_all)

    def _is_for_all(self) -> bool:
        """Whether the answer is sound, as far as it is known, and may be given to others."""
        given = {name.lower(): value for name, value in self.start["headers"]}
        private = b"set-cookie" in given or b"no-store" in given.get(b"cache-control", b"")
        sound = self.start["status"] in KEPT_STATUS and not context.current().failed
        return self.key is not None and sound and not private

    def _is_bounded(self) -> bool:
        """Whether an answer in parts tells that it is short."""
        length = dict(self.start["headers"]).get(b"content-length", b"")
        return length.isdigit() and int(length) <= LARGEST

    async def _flush(self, more: bool) -> None:
        body = b"" if self.scope["method"] == "HEAD" else b"".join(self.parts)
        self.parts, self.size = [], 0
        await self.send({"type": "http.response.body", "body": body, "more_body": more})


def _control(key: Key, text: bytes) -> bytes:
    """How long others may keep an answer: for ever, where the address has the hash of the very text."""
    file = FILES.fullmatch(key[2])
    version = file["version"].decode("latin-1") if file else ""
    hashes = (hashlib.sha256(text).hexdigest(), hashlib.sha1(text, usedforsecurity=False).hexdigest())
    return FOR_EVER if len(version) >= 6 and any(each.startswith(version) for each in hashes) else FOR_A_WHILE


def _with_control(headers: Headers, control: bytes) -> Headers:
    given = [(name.lower(), value) for name, value in headers]
    kept = [(name, value) for name, value in given if name not in MADE_HERE]
    return [*kept, (b"cache-control", control), (b"vary", b"Accept-Encoding")]


async def _send(answer: Answer, scope: Scope, send: Send) -> None:
    headers = dict(scope["headers"])
    gzipped = takes_gzip(headers.get(b"accept-encoding", b""))
    known = answer.is_known(gzipped, headers.get(b"if-none-match", b""))
    status = 304 if known else answer.status
    body = b"" if known or scope["method"] == "HEAD" else answer.body(gzipped)
    await send({"type": "http.response.start", "status": status, "headers": answer.headers_of(gzipped, known)})
    await send({"type": "http.response.body", "body": body})
