"""Middleware for URLs behind a reverse proxy: public URL, path prefix, validation of the Host header."""

import re
from urllib.parse import quote, urlsplit

from llm_kb.hosting.asgi import (
    ALWAYS,
    PLAIN_TEXT,
    Application,
    Headers,
    Receive,
    Scope,
    Send,
    changing_headers,
    respond,
)

HOST = re.compile(rb"([\w.-]{1,253}|\[[\da-f:.]{2,45}\])(:\d{1,5})?", re.IGNORECASE)
BAD_HOST = b"This is not the name of a host: ask with one, such as example.org or example.org:8001.\n"


def at_public_url(app: Application, public_url: str | None) -> Application:
    """Set scheme and host of all requests to the public ones, so that absolute URLs in pages have them."""
    if not public_url:
        return app
    url = urlsplit(public_url)
    host = (b"host", url.netloc.encode("ascii"))

    async def public(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            others = [header for header in scope["headers"] if header[0] != b"host"]
            scope = {**scope, "scheme": url.scheme, "headers": [host, *others]}
        await app(scope, receive, send)

    return public


def below_prefix(app: Application, prefix: str) -> Application:
    """Strip the prefix from the path if the proxy left it there, and add it to redirects."""
    if prefix == "/":
        return app

    async def prefixed(scope: Scope, receive: Receive, send: Send) -> None:
        def with_prefix(headers: Headers) -> Headers:
            return [_with_prefix(header, prefix) for header in headers]

        await app(_without_prefix(scope, prefix), receive, changing_headers(send, with_prefix))

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


def with_valid_host(app: Application) -> Application:
    """Answer 400 to an invalid or missing Host header, since pages contain absolute URLs."""

    async def checking_host(scope: Scope, receive: Receive, send: Send) -> None:
        hosts = [value for name, value in scope["headers"] if name == b"host"] if scope["type"] == "http" else []
        required = scope["type"] == "http" and scope.get("http_version") != "1.0"
        if len(hosts) > 1 or (required and not hosts) or not all(map(HOST.fullmatch, hosts)):
            await respond(send, 400, [PLAIN_TEXT, *ALWAYS.items()], BAD_HOST)
        else:
            await app(scope, receive, send)

    return checking_host
