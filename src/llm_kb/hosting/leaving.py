"""Ends the work for clients that have gone: nothing else would tell a stream that nobody reads it any more."""

import asyncio

from llm_kb.hosting.asgi import Application, Message, Receive, Scope, Send


class GoneClientError(BaseException):
    """The client has closed the connection: no error to be told to anybody, and so none that is caught on the way."""


def until_gone(app: Application) -> Application:
    """Let a stream fail at its next part once its client has gone."""

    async def watching(scope: Scope, receive: Receive, send: Send) -> None:
        watch: asyncio.Task[None] | None = None

        async def send_to_somebody(message: Message) -> None:
            nonlocal watch
            if watch is None and message.get("more_body"):
                watch = asyncio.create_task(_gone(receive))
            if watch is not None and watch.done():
                raise GoneClientError("the client has gone")
            await send(message)

        if scope["type"] != "http" or scope["method"] != "GET":
            await app(scope, receive, send)
            return
        try:
            await app(scope, receive, send_to_somebody)
        except GoneClientError:
            pass  # there is nobody to tell
        finally:
            if watch is not None:
                watch.cancel()

    return watching


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
