"""Middleware that stops a streaming response when its client disconnects."""

import asyncio

from llm_kb.hosting.asgi import Application, Message, Receive, Scope, Send


class ClientDisconnectedError(BaseException):
    """The client has closed the connection; a BaseException, so that no error handler on the way catches it."""


def stopping_at_disconnect(app: Application) -> Application:
    """Abort a streaming response at its next chunk once its client has disconnected: ASGI's `send` ignores that."""

    async def watching(scope: Scope, receive: Receive, send: Send) -> None:
        watch: asyncio.Task[None] | None = None

        async def send_if_connected(message: Message) -> None:
            nonlocal watch
            if watch is None and message.get("more_body"):
                watch = asyncio.create_task(_disconnect(receive))
            if watch is not None and watch.done():
                raise ClientDisconnectedError("the client has disconnected")
            await send(message)

        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await app(scope, receive, send)
            return
        try:
            await app(scope, receive, send_if_connected)
        except ClientDisconnectedError:
            pass  # there is no client to send an error to
        finally:
            if watch is not None:
                watch.cancel()

    return watching


async def _disconnect(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
