"""Middleware that limits URL, headers and body of a request, and the time-out of the body."""

import asyncio

from llm_kb.hosting.asgi import Application, Message, Receive, Scope, Send, respond

ADDRESS_BYTES = 16 * 1024
HEADER_BYTES = 64 * 1024
BODY_BYTES = 1024 * 1024
BODY_SECONDS = 10

HEADERS = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"connection", b"close"),
    (b"x-content-type-options", b"nosniff"),
]
REFUSALS = {
    408: f"The body of the request was not complete within {BODY_SECONDS} seconds.\n",
    413: f"The body of a request may have {BODY_BYTES // 1024} kB here.\n",
    414: f"An address may have {ADDRESS_BYTES // 1024} kB here: shorten it.\n",
    431: f"All headers of a request together may have {HEADER_BYTES // 1024} kB here.\n",
}


class BodyLimitError(Exception):
    """The body of a request exceeds the size limit or the time-out."""

    def __init__(self, status: int) -> None:
        super().__init__(REFUSALS[status])
        self.status = status


def limited(app: Application) -> Application:
    """Refuse requests whose URL, headers or body exceed the limits."""

    async def limiting(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
        elif len(scope["raw_path"]) + len(scope["query_string"]) > ADDRESS_BYTES:
            await _refuse(414, send)
        elif sum(len(name) + len(value) for name, value in scope["headers"]) > HEADER_BYTES:
            await _refuse(431, send)
        elif scope["method"] != "POST":  # the application reads no other body
            await app(scope, receive, send)
        else:
            try:
                body = await _body(scope, receive)
            except BodyLimitError as refusal:
                await _refuse(refusal.status, send)
            else:
                if body is not None:
                    await app(scope, _replaying(body, receive), send)

    return limiting


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The complete body; None if the client has disconnected. Raises BodyLimitError at the size limit or time-out."""
    body, more = bytearray(), True
    if _declared_length(scope) > BODY_BYTES:
        raise BodyLimitError(413)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while more and len(body) <= BODY_BYTES:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return None
                body += message.get("body", b"")
                more = message.get("more_body", False)
    except TimeoutError:
        raise BodyLimitError(408) from None
    if len(body) > BODY_BYTES:
        raise BodyLimitError(413)
    return bytes(body)


def _declared_length(scope: Scope) -> int:
    length = dict(scope["headers"]).get(b"content-length", b"")
    return int(length[:20]) if length.isdigit() else 0


def _replaying(body: bytes, receive: Receive) -> Receive:
    """A `receive` that replays the body, and then passes on the server's messages."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return messages.pop() if messages else await receive()

    return replay


async def _refuse(status: int, send: Send) -> None:
    text = REFUSALS[status].encode("ascii")
    await respond(send, status, [*HEADERS, (b"content-length", b"%d" % len(text))], text)
