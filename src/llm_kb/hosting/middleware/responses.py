"""Middleware about truncated and incomplete responses, and about requests during start-up."""

from collections.abc import Awaitable, Callable

from llm_kb.hosting import context
from llm_kb.hosting.asgi import Application, Headers, Message, Receive, Scope, Send, changing_headers

TRUNCATED_HEADER = b"x-truncated-at"
"""Header of a truncated response; its value is the number of rows."""


class IncompleteResponseError(Exception):
    """A response that has begun cannot be completed."""


def after_startup(app: Application, startup: Callable[[], Awaitable[None]]) -> Application:
    """Delay requests until start-up is done; concurrent first requests share it."""

    async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await startup()
        await app(scope, receive, send)

    return waiting


def reporting_truncation(app: Application) -> Application:
    """Add a header to responses with truncated results."""

    async def reporting(scope: Scope, receive: Receive, send: Send) -> None:
        def report(headers: Headers) -> Headers:
            rows = context.current().truncated_at
            return headers if rows is None else _reported(headers, rows)

        await app(scope, receive, changing_headers(send, report))

    return reporting


def _reported(headers: Headers, rows: int) -> Headers:
    exposed = b"access-control-expose-headers"
    added = [(name, value + b", " + TRUNCATED_HEADER if name.lower() == exposed else value) for name, value in headers]
    return [*added, (TRUNCATED_HEADER, str(rows).encode("ascii"))]


def aborting_incomplete_streams(app: Application) -> Application:
    """Abort a streaming response in which a statement failed: Datasette would end it as if it were complete.

    Raises IncompleteResponseError, upon which the server closes the connection, so that the client sees the failure.
    """

    async def streaming(scope: Scope, receive: Receive, send: Send) -> None:
        is_stream = is_incomplete = False

        async def send_whole(message: Message) -> None:
            nonlocal is_stream, is_incomplete
            more = message.get("more_body", False)
            is_incomplete = is_incomplete or (is_stream and not more and context.current().failed)
            is_stream = is_stream or more
            if not is_incomplete:
                await send(message)

        await app(scope, receive, send_whole if scope["type"] == "http" else send)
        if is_incomplete:
            raise IncompleteResponseError(f"The response to {scope['path']} was aborted: a statement failed.")

    return streaming
