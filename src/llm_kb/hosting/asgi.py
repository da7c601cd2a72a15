"""What stands between the network and Datasette: addresses, methods, a word where an answer is not whole."""

import re
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import quote, urlsplit

from llm_kb.hosting import context

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
Pairs = list[tuple[str, str]]
"""The parts of an address behind its question mark."""

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
FOR_MODELS, FOR_PEOPLE = "/-/mcp", "/machines"
"""Where language models ask, and the page that tells people about it."""
READING = SAFE_METHODS, b"Nothing can be changed here: ask with GET.\n"
ASKING = ("POST", "OPTIONS"), b"Language models ask with POST here, each time for itself.\n"
"""The methods that are answered, and the word for others: of pages, and of the endpoint, which opens no streams."""
HOST = re.compile(rb"([\w.-]{1,253}|\[[\da-f:.]{2,45}\])(:\d{1,5})?", re.IGNORECASE)

CUT_SHORT_HEADER = b"x-truncated-at"
"""Header of an answer that is not whole; its value is the number of rows that it has."""


def at_public_address(app: Application, public_url: str) -> Application:
    """Let every request look as if it had come to the public scheme and host, so that all addresses have them."""
    address = urlsplit(public_url)
    host = (b"host", address.netloc.encode("ascii"))

    async def public(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            others = [header for header in scope["headers"] if header[0] != b"host"]
            scope = {**scope, "scheme": address.scheme, "headers": [host, *others]}
        await app(scope, receive, send)

    return public


def below_prefix(app: Application, prefix: str) -> Application:
    """Take the prefix off the path if the proxy left it there, and see that redirections have it."""

    async def prefixed(scope: Scope, receive: Receive, send: Send) -> None:
        def redirect(headers: Headers) -> Headers:
            return [_with_prefix(header, prefix) for header in headers]

        await app(_without_prefix(scope, prefix), receive, _changing_headers(send, redirect))

    return prefixed


def _without_prefix(scope: Scope, prefix: str) -> Scope:
    path = scope["path"] if scope["type"] == "http" else ""
    if not f"{path}/".startswith(prefix):
        return scope
    raw = scope.get("raw_path") or quote(path).encode("ascii")
    return {**scope, "path": "/" + path[len(prefix) :], "raw_path": b"/" + raw[len(prefix) :]}


def _with_prefix(header: tuple[bytes, bytes], prefix: str) -> tuple[bytes, bytes]:
    name, value = header
    start = prefix.encode("ascii")
    if name.lower() == b"location" and value.startswith(b"/") and not value.startswith((b"//", start)):
        value = start + value[1:]
    return name, value


def _changing_headers(send: Send, change: Callable[[Headers], Headers]) -> Send:
    async def send_changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": change(list(message["headers"]))}
        await send(message)

    return send_changed


def read_only(app: Application) -> Application:
    """Refuse whatever would change something, with a word on what to do instead; language models ask with POST."""

    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        methods, told = ASKING if scope.get("path") == FOR_MODELS else READING
        if scope["type"] == "http" and scope["method"] not in methods:
            allowed = (b"allow", ", ".join(methods).encode("ascii"))
            headers = [(b"content-type", b"text/plain; charset=utf-8"), allowed]
            await send({"type": "http.response.start", "status": 405, "headers": headers})
            await send({"type": "http.response.body", "body": told})
        else:
            await app(scope, receive, send)

    return refusing


def when_ready(app: Application, make_ready: Callable[[], Awaitable[None]]) -> Application:
    """Let no request through before Datasette is ready, also where several first ones come at once."""

    async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await make_ready()
        await app(scope, receive, send)

    return waiting


def with_heads(app: Application) -> Application:
    """Answer HEAD as GET is answered, without the text, so that both have the same headers."""

    async def heading(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_start(message: Message) -> None:
            await send(message if message["type"] == "http.response.start" else {**message, "body": b""})

        if scope["type"] == "http" and scope["method"] == "HEAD" and scope["path"] != FOR_MODELS:
            await app({**scope, "method": "GET"}, receive, send_start)
        else:
            await app(scope, receive, send)

    return heading


def with_a_page_for_people(app: Application) -> Application:
    """Lead a browser that opens the address for language models to the page about it."""

    async def leading(scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["path"] == FOR_MODELS and scope["method"] == "GET"
        if asked and b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            headers = [(b"location", FOR_PEOPLE.encode("ascii")), (b"vary", b"Accept")]
            await send({"type": "http.response.start", "status": 302, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            await app(scope, receive, send)

    return leading


def telling_what_is_cut(app: Application) -> Application:
    """Add a header to every answer that has fewer rows than there are."""

    async def telling(scope: Scope, receive: Receive, send: Send) -> None:
        def tell(headers: Headers) -> Headers:
            rows = context.current().cut_short
            return headers if rows is None else _telling(headers, rows)

        await app(scope, receive, _changing_headers(send, tell))

    return telling


def _telling(headers: Headers, rows: int) -> Headers:
    exposed = b"access-control-expose-headers"
    told = [(name, value + b", " + CUT_SHORT_HEADER if name.lower() == exposed else value) for name, value in headers]
    return [*told, (CUT_SHORT_HEADER, str(rows).encode("ascii"))]


def with_a_plain_host(app: Application) -> Application:
    """Refuse a request for a host that can be none, since pages name their own address."""
    told = b"This is no name of a host: ask with one, such as example.org or example.org:8001.\n"
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"x-content-type-options", b"nosniff")]

    async def asking_for_it(scope: Scope, receive: Receive, send: Send) -> None:
        hosts = [value for name, value in scope["headers"] if name == b"host"] if scope["type"] == "http" else []
        needed = scope["type"] == "http" and scope.get("http_version") != "1.0"
        if len(hosts) > 1 or (needed and not hosts) or not all(map(HOST.fullmatch, hosts)):
            await send({"type": "http.response.start", "status": 400, "headers": headers})
            await send({"type": "http.response.body", "body": told})
        else:
            await app(scope, receive, send)

    return asking_for_it


class BrokenOffError(Exception):
    """An answer that has begun cannot be completed."""


def broken_off_if_incomplete(app: Application) -> Application:
    """Break off a stream of rows in which a statement failed: Datasette would end it as if it were whole.

    Raises BrokenOffError, upon which a server closes the connection, so that the client knows.
    """

    async def streaming(scope: Scope, receive: Receive, send: Send) -> None:
        streams = broken = False

        async def send_whole(message: Message) -> None:
            nonlocal streams, broken
            more = message.get("more_body", False)
            broken = broken or (streams and not more and context.current().failed)
            streams = streams or more
            if not broken:
                await send(message)

        await app(scope, receive, send_whole if scope["type"] == "http" else send)
        if broken:
            raise BrokenOffError(f"The answer to {scope['path']} was broken off: a statement failed.")

    return streaming
