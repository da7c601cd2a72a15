"""Middleware for request targets and URLs behind a reverse proxy: public URL, path prefix, the Host header."""

import re
from urllib.parse import quote, unquote, urlsplit

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
ABSOLUTE_FORM = re.compile(rb"https?://(?P<host>[^/]*)(?P<path>/.*)?", re.IGNORECASE)
HTTP_SCHEMES = {"ws": "http", "wss": "https"}
"""What a request has in place of the schemes of WebSocket, which a proxy may forward."""
BAD_TARGET = b"This is not the address of a page: ask with a path that begins with a slash.\n"
BAD_HOST = b"This is not the name of a host: ask with one, such as example.org or example.org:8001.\n"


def in_origin_form(app: Application) -> Application:
    """Give each request a path and a scheme of HTTP; answer 400 to a request target that has no path.

    A target in absolute form, such as `http://example.org/models`, overrides the Host header (RFC 9112, 3.2.2).
    """

    async def normalizing(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        raw, scheme = _raw_path(scope), scope.get("scheme", "http")
        scope = {**scope, "scheme": HTTP_SCHEMES.get(scheme, scheme)}
        if match := ABSOLUTE_FORM.fullmatch(raw):
            others = [header for header in scope["headers"] if header[0] != b"host"]
            scope = {**_with_raw_path(scope, match["path"] or b"/"), "headers": [(b"host", match["host"]), *others]}
        elif raw == b"*" and scope["method"] == "OPTIONS":
            scope = _with_raw_path(scope, b"/")
        elif not raw.startswith(b"/"):
            await respond(send, 400, [PLAIN_TEXT, *ALWAYS.items()], BAD_TARGET)
            return
        await app(scope, receive, send)

    return normalizing


def _raw_path(scope: Scope) -> bytes:
    return scope.get("raw_path") or quote(scope["path"]).encode("ascii")


def _with_raw_path(scope: Scope, raw_path: bytes) -> Scope:
    return {**scope, "path": unquote(raw_path.decode("latin-1")), "raw_path": raw_path}


def at_public_url(app: Application, public_url: str | None) -> Application:
    """Set scheme and host of all requests to the public ones, so that absolute URLs in pages have them."""
    if not public_url:
        return app
    url = urlsplit(public_url)
    host = (b"host", url.netloc.encode("ascii"))

    async def public(scope: Scope, receive: Receive, send: Send) -> None:
        hosts = [header for header in scope.get("headers", ()) if header[0] == b"host"]
        if scope["type"] == "http" and len(hosts) < 2:  # else the request is refused for its two hosts
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
    """The request without the prefix; unchanged if it has none, or two, of which Datasette would remove the other."""
    path = scope["path"] if scope["type"] == "http" else ""
    if not f"{path}/".startswith(prefix):
        return scope
    path = "/" + path[len(prefix) :]
    if f"{path}/".startswith(prefix):
        return scope
    raw, encoded = _raw_path(scope), prefix.encode("ascii")
    # a prefix in which characters are percent-encoded is of another length in the raw path
    raw = b"/" + raw[len(encoded) :] if (raw + b"/").startswith(encoded) else quote(path).encode("ascii")
    return {**scope, "path": path, "raw_path": raw}


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
