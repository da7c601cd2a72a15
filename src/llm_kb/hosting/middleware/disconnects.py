"""Middleware that gives up the work on a response when its client disconnects."""

import asyncio

from llm_kb.hosting.asgi import Application, ClientDisconnectedError, Message, Receive, Scope, Send


def canceled_at_disconnect(app: Application) -> Application:
    """Cancel the application once the client has disconnected: servers go on with it, and drop what it sends.

    Raises ClientDisconnectedError then.
    """

    async def watching(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        messages: asyncio.Queue[Message] = asyncio.Queue()
        work = asyncio.ensure_future(app(scope, messages.get, send))
        watcher = asyncio.create_task(_passed_on(receive, messages))
        try:
            await asyncio.wait({work, watcher}, return_when=asyncio.FIRST_COMPLETED)
            if not work.done():
                raise ClientDisconnectedError
            work.result()
        finally:
            watcher.cancel()
            work.cancel()

    return watching


async def _passed_on(receive: Receive, messages: "asyncio.Queue[Message]") -> None:
    """Pass on the messages of the client until it disconnects."""
    message: Message = {"type": ""}
    while message["type"] != "http.disconnect":
        message = await receive()
        messages.put_nowait(message)
