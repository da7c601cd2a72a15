"""An application that counts its requests, and ways to ask it within this process."""

import asyncio
from collections.abc import Callable, Sequence

import httpx

from llm_kb.hosting import context
from llm_kb.hosting.asgi import Application, Message, Receive, Scope, Send


class Origin:
    """An application that counts what it is asked, and answers as it is told to."""

    def __init__(self, **headers: str) -> None:
        self.asked: list[Scope] = []
        self.parts: Sequence[bytes] = [b"text " * 100]
        self.status = 200
        self.headers = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        self.fails = False
        self.gate: asyncio.Event | None = None
        self.parts_sent = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope)
        context.begin(context.RequestContext())
        fails, status = self.fails, self.status
        if self.gate:
            await self.gate.wait()
        headers = [(b"content-type", b"text/plain"), *self.headers]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        for part in self.parts[:-1]:
            self.parts_sent += 1
            await send({"type": "http.response.body", "body": part, "more_body": True})
        context.current().failed = fails
        await send({"type": "http.response.body", "body": self.parts[-1]})


def get_of(app: Application) -> Callable[..., httpx.Response]:
    async def ask(address: str, method: str, headers: dict[str, str]) -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://one.test") as client:
            return await client.request(method, address, headers=headers)

    return lambda address, method="GET", **headers: asyncio.run(
        ask(address, method, {name.replace("_", "-"): value for name, value in headers.items()})
    )


def exchange(
    app: Application, method: str, path: str, headers: list[tuple[bytes, bytes]], sent: list[Message] | None = None
) -> list[Message]:
    """The messages that an application sends; they are put into `sent`, too, also where it fails."""
    sent = [] if sent is None else sent

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    async def ask() -> None:
        await app(
            {"type": "http", "method": method, "path": path, "query_string": b"", "headers": headers}, receive, send
        )

    asyncio.run(ask())
    return sent
