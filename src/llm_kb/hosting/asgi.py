"""ASGI types, and helpers shared by the middleware."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Middleware = Callable[[Application], Application]
Headers = list[tuple[bytes, bytes]]

PLAIN_TEXT = (b"content-type", b"text/plain; charset=utf-8")
ALWAYS = {b"x-content-type-options": b"nosniff", b"referrer-policy": b"strict-origin-when-cross-origin"}
"""Security headers of all responses."""


def cors_headers(methods: bytes) -> Headers:
    """Headers by which any web page may send requests with these methods: all is public, and no cookies are known."""
    return [
        (b"access-control-allow-origin", b"*"),
        (b"access-control-allow-methods", methods),
        (b"access-control-allow-headers", b"*, authorization"),
        (b"access-control-max-age", b"86400"),
    ]


class ClientDisconnectedError(BaseException):
    """The client has closed the connection; a BaseException, so that no error handler on the way catches it."""


async def respond(send: Send, status: int, headers: Headers, body: bytes = b"") -> None:
    """Send a complete response."""
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def redirect(send: Send, location: bytes, status: int = 302, headers: Headers | None = None) -> None:
    """Redirect to a location."""
    await respond(send, status, [(b"location", location), *(headers or [])])


def changing_headers(send: Send, change: Callable[[Headers], Headers]) -> Send:
    """Wrap `send` so that `change` is applied to the response headers."""

    async def send_changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": change(list(message["headers"]))}
        await send(message)

    return send_changed


def header(scope: Scope, name: bytes) -> bytes:
    """The value of a request header; empty if it is missing, the last one of several."""
    value: bytes = dict(scope["headers"]).get(name, b"")
    return value
