"""A server with our protocol in front of an application of a few lines, and a client that talks to it in bytes."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

import uvicorn

from llm_kb.hosting.asgi import Application, Receive, Scope, Send
from llm_kb.hosting.cache import Cache
from llm_kb.hosting.caching import cached
from llm_kb.hosting.middleware.responses import IncompleteResponseError
from llm_kb.hosting.running import Server

TEXT = b"kept text " * 50
GET = b"GET %b HTTP/1.1\r\nHost: one.test\r\n%b\r\n"

Talk = Callable[["Client"], Awaitable[None]]


class Origin:
    """An application that answers everything with the same text, but for some addresses, and notes what it is asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.gate = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked.append(scope["path"])
        text = TEXT
        if scope["path"] == "/slow":
            await self.gate.wait()
        if scope["path"] == "/-/mcp":
            text, more = b"", True
            while more:
                message = await receive()
                text, more = text + message.get("body", b""), message.get("more_body", False)
        headers = [(b"content-type", b"text/plain")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if scope["path"] == "/endless":
            for _ in range(200):
                await send({"type": "http.response.body", "body": b"a" * 65536, "more_body": True})
        if scope["path"] == "/broken":
            await send({"type": "http.response.body", "body": b"half of it", "more_body": True})
            raise IncompleteResponseError("The answer to /broken was aborted.")
        await send({"type": "http.response.body", "body": text})


class Client:
    """One connection to the server."""

    def __init__(self, address: tuple[str, int], origin: Origin, server: Server) -> None:
        self.address, self.origin, self.server = address, origin, server

    async def connect(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection(*self.address)

    async def say(self, *parts: bytes, pause: float = 0.0) -> bytes:
        """All that comes back until the server closes, which has 5 seconds for it."""
        reader, writer = await self.connect()
        try:
            for part in parts:
                if not writer.is_closing():
                    writer.write(part)
                await asyncio.sleep(pause)
            return await asyncio.wait_for(reader.read(), 5)
        finally:
            writer.close()

    async def ask(self, path: bytes, headers: bytes = b"", method: bytes = b"GET") -> tuple[bytes, bytes]:
        """Head and body of the one answer on a connection that stays open."""
        reader, writer = await self.connect()
        writer.write(GET.replace(b"GET", method, 1) % (path, headers))
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
        body = b"" if method == b"HEAD" or b" 304 " in head else await asyncio.wait_for(reader.readexactly(length), 5)
        writer.close()
        return head, body


def served(talk: Talk) -> None:
    """Let something talk to a server, which then is told to end and has to."""

    async def run() -> None:
        origin, cache = Origin(), Cache()
        app: Application = cached(origin, cache)
        server = Server(app, cache)
        with socket.create_server(("127.0.0.1", 0)) as listener:
            running = asyncio.create_task(server.serve(sockets=[listener]))
            while not server.started:
                await asyncio.sleep(0.01)
            try:
                await talk(Client(listener.getsockname(), origin, server))
            finally:
                origin.gate.set()
                server.should_exit = True
                await asyncio.wait_for(running, 10)

    with asyncio.Runner(loop_factory=uvicorn.Config("", log_config=None).get_loop_factory()) as runner:
        runner.run(run())
