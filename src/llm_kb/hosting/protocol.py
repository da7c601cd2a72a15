"""HTTP as the site speaks it: what is kept is answered at once, and no client gets more room or time than it needs.

This is uvicorn's own protocol on httptools with two things added. A request whose answer is in the cache never becomes
a request to the application: that is four fifths of what such an answer costs. And what a client sends, and how long
it makes the server wait, is bounded; a client that goes too far is told so in a sentence, and its connection closed.
"""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from llm_kb.hosting.asgi import ALWAYS
from llm_kb.hosting.cache import Cache, takes_gzip

HEAD_BYTES = 64 * 1024
"""How long the headers of a request may be together."""
TARGET_BYTES = 16 * 1024
"""How long the address of a request may be."""
BODY_BYTES = 1024 * 1024
"""How long the body of a request may be."""
AHEAD = 32
"""How many requests a client may send before it has the answer to the first."""
CONNECTIONS = 500
"""How many connections may stay open; four times as many may be for a moment."""
SECONDS_TO_BEGIN = 0.5
"""How long a connection has for its first request before it may be one of those that are too many."""
SECONDS_TO_ASK = 10
"""How long a client may take for its next request, from the first byte to the last."""
SECONDS_TO_READ = 30
"""How long a client may read nothing of what it was sent."""
SECONDS_TO_HEAR = 2
"""How long a refused client is listened to, so that it reads why."""
SECONDS_BETWEEN_LOOKS = 1
"""How often it is looked at who takes too long."""
SECONDS_TO_ASK_AT_THE_END = 0.08
"""How long requests that are on their way are waited for when the server ends."""

AT_ONCE = (b"GET", b"HEAD")
NOT_AT_ONCE = frozenset({b"authorization", b"content-length", b"expect", b"transfer-encoding", b"upgrade"})
"""Headers of requests that go to the application whatever they ask for."""

REFUSALS = {
    400: "This is no request in HTTP that can be understood.",
    408: f"The request was not complete within {SECONDS_TO_ASK} seconds.",
    413: f"The body of a request may have {BODY_BYTES // 1024} kB here.",
    414: f"An address may have {TARGET_BYTES // 1024} kB here: shorten it.",
    431: f"All headers of a request together may have {HEAD_BYTES // 1024} kB here.",
}


class RefusedError(Exception):
    """A request cannot be read on, for the reason that the status tells."""

    def __init__(self, status: int) -> None:
        super().__init__(REFUSALS[status])
        self.status = status


class Clients:
    """The open connections of a server, and what they share."""

    def __init__(self, cache: Cache) -> None:
        self.cache = cache
        self.open: set[SiteProtocol] = set()
        self.not_at_once = NOT_AT_ONCE if cache.public else NOT_AT_ONCE | {b"x-forwarded-proto"}
        self._dated: tuple[list[tuple[bytes, bytes]], bytes] = ([], b"\r\n")
        self._watch: asyncio.TimerHandle | None = None
        self._thinning: asyncio.TimerHandle | None = None

    def enter(self, newcomer: "SiteProtocol") -> None:
        """Take a connection in, or close it at once where there are far too many."""
        if len(self.open) >= 4 * CONNECTIONS:
            newcomer.transport.abort()
            return
        self.open.add(newcomer)
        if len(self.open) > CONNECTIONS and self._thinning is None:
            self._thinning = newcomer.loop.call_later(SECONDS_TO_BEGIN, self._thin_out)
        if self._watch is None:
            self._watch = newcomer.loop.call_later(SECONDS_BETWEEN_LOOKS, self._look, newcomer.loop)

    def _thin_out(self) -> None:
        """Close as many connections as there are too many: those that have kept the server waiting for longest."""
        self._thinning = None
        waiting = sorted((each for each in self.open if each.waits()), key=lambda each: each.since)
        for each in waiting[: max(0, len(self.open) - CONNECTIONS)]:
            each.transport.abort()

    def _look(self, loop: asyncio.AbstractEventLoop) -> None:
        self._watch = loop.call_later(SECONDS_BETWEEN_LOOKS, self._look, loop) if self.open else None
        for each in list(self.open):
            each.look(loop.time())

    def date(self, headers: list[tuple[bytes, bytes]]) -> bytes:
        """The headers that uvicorn makes anew each second, with the empty line behind them."""
        if headers is not self._dated[0]:
            self._dated = headers, b"".join([*(b"%s: %s\r\n" % header for header in headers), b"\r\n"])
        return self._dated[1]


def protocol_for(cache: Cache) -> Callable[..., asyncio.Protocol]:
    """What makes the protocol of each connection of one server."""
    clients = Clients(cache)
    return lambda **given: SiteProtocol(clients, **given)


class SiteProtocol(HttpToolsProtocol):
    """One connection."""

    def __init__(self, clients: Clients, **given: Any) -> None:
        super().__init__(**given)
        self.clients = clients
        self.since: float = self.loop.time()
        """Since when the client is waited for, if it is."""
        self.asks = False
        """Whether the head of a request has begun and is not complete."""
        self.refused = False
        self.ends = False
        """Whether the server ends, and only answers what is on its way."""
        self.at_once: bytes | None = None
        """The answer to the request that is being read, as it was kept."""
        self.has_turn = True
        """Whether the next request can be answered at once: those that come with another have to let others through."""
        self.arrived = self.head_bytes = self.body_bytes = 0
        self.unread, self.unread_since = 0, 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin a connection."""
        super().connection_made(transport)
        self.clients.enter(self)

    def connection_lost(self, reason: Exception | None) -> None:
        """End a connection."""
        self.clients.open.discard(self)
        super().connection_lost(reason)

    def data_received(self, data: bytes) -> None:
        """Take what the client sent."""
        if self.timeout_keep_alive_task is not None:
            self._unset_keepalive_if_required()
        if self.refused:
            return
        self.arrived += len(data)
        self.has_turn = True
        try:
            self.parser.feed_data(data)
            if self.asks and self.arrived > HEAD_BYTES:  # one endless header, of which the parser tells at its end
                self._refuse(431)
        except httptools.HttpParserUpgrade:  # is answered as if it were none, and nothing can be read behind it
            self.refused = True
            self.cycle.keep_alive = False
        except httptools.HttpParserError as error:
            self._refuse(error.__context__.status if isinstance(error.__context__, RefusedError) else 400)

    def on_message_begin(self) -> None:
        """Begin a request; what only the application needs is made once it is known to be asked."""
        self.url = b""
        self.headers = []
        self.asks, self.since = True, self.loop.time()
        self.arrived = self.head_bytes = self.body_bytes = 0

    def on_url(self, url: bytes) -> None:
        """Take a part of the address."""
        self.url += url
        if len(self.url) > TARGET_BYTES:
            raise RefusedError(414)

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header."""
        self.head_bytes += len(name) + len(value) + len(b": \r\n")
        if self.head_bytes > HEAD_BYTES:
            raise RefusedError(431)
        self.headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """Find the answer, or pass the request on to the application."""
        self.asks = False
        headers = dict(self.headers)
        self.at_once = self._kept(headers)
        if self.at_once is not None:
            return
        if int(headers.get(b"content-length", b"0")) > BODY_BYTES:
            raise RefusedError(413)
        if len(self.pipeline) >= AHEAD:
            raise RefusedError(400)
        url, given = self.url, self.headers
        super().on_message_begin()
        self.url, self.headers, self.scope["headers"] = url, given, given
        self.expect_100_continue = headers.get(b"expect", b"").lower() == b"100-continue"
        super().on_headers_complete()
        self.cycle.keep_alive = self.cycle.keep_alive and not self.ends

    def on_body(self, body: bytes) -> None:
        """Take a part of the body."""
        self.body_bytes += len(body)
        if self.body_bytes > BODY_BYTES:
            raise RefusedError(413)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        if self.at_once is None:
            super().on_message_complete()
            return
        self.transport.write(self.at_once)
        self.at_once, self.since = None, self.loop.time()
        self.has_turn = False

    def on_response_complete(self) -> None:
        """End an answer of the application."""
        self.since = self.loop.time()
        super().on_response_complete()

    def shutdown(self) -> None:
        """Answer what is on its way, and then close."""
        self.ends = True
        if self._answers():
            super().shutdown()
        else:
            self.loop.call_later(SECONDS_TO_ASK_AT_THE_END, self._close_unless_asked)

    def waits(self) -> bool:
        """Whether it is the client's turn."""
        return self.flow.write_paused or not self._answers() or self.cycle.more_body

    def look(self, now: float) -> None:
        """See to it that the client does not take too long."""
        size = self.transport.get_write_buffer_size() if self.flow.write_paused else 0
        if not self.waits():
            self.since = now
        if size == 0 or size != self.unread:
            self.unread, self.unread_since = size, now
        waited = now - self.since
        if now - self.unread_since > SECONDS_TO_READ or (self.refused and waited > SECONDS_TO_HEAR):
            self.transport.abort()
        elif waited > SECONDS_TO_ASK and not (self.flow.write_paused or self.refused):
            if self.asks or self._answers():
                self._refuse(408)
            else:
                self.transport.close()

    def _answers(self) -> bool:
        return self.cycle is not None and not self.cycle.response_complete

    def _kept(self, headers: dict[bytes, bytes]) -> bytes | None:
        """The whole answer as it goes over the wire, if there is one that can be given at once."""
        clients, method = self.clients, self.parser.get_method()
        plain = len(headers) == len(self.headers) and clients.not_at_once.isdisjoint(headers)
        free = self.has_turn and not (self.ends or self.flow.write_paused or self._answers())
        if not (plain and free and method in AT_ONCE) or b"ds_actor" in headers.get(b"cookie", b""):
            return None
        answer = clients.cache.find(clients.cache.key("http", headers.get(b"host", b""), self.url))
        if answer is None or not self.parser.should_keep_alive() or self.parser.get_http_version() != "1.1":
            return None
        gzipped = takes_gzip(headers.get(b"accept-encoding", b""))
        known = b"if-none-match" in headers and answer.is_known(gzipped, headers[b"if-none-match"])
        body = b"" if known or method == b"HEAD" else answer.body(gzipped)
        return b"".join((answer.head(gzipped, known), clients.date(self.server_state.default_headers), body))

    def _close_unless_asked(self) -> None:
        if not self._answers() and not self.asks:
            self.transport.close()

    def _refuse(self, status: int) -> None:
        """Say why nothing more is read, unless an answer is under way, and close the connection."""
        self.refused, self.since = True, self.loop.time()
        if self._answers():
            self.cycle.keep_alive = False
            if self.pipeline or self.cycle.response_started or not self.cycle.more_body:
                return
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        text = f"{REFUSALS[status]}\n".encode("ascii")
        kind = {b"content-type": b"text/plain; charset=utf-8", b"content-length": b"%d" % len(text)}
        headers = {**ALWAYS, **kind, b"cache-control": b"no-store", b"connection": b"close"}
        lines = [b"HTTP/1.1 %d %s" % (status, HTTPStatus(status).phrase.encode())]
        lines += [b"%s: %s" % header for header in headers.items()]
        self.transport.write(b"\r\n".join([*lines, b"", text]))
        self.transport.write_eof()
