"""An application of a few lines behind our server, as a process of its own: `python -m tests.hosting.origin [SECONDS]`.

The time-outs of the server and its middleware are so many seconds, if any are named.
"""

import asyncio
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from llm_kb.hosting import server
from llm_kb.hosting.asgi import Receive, Scope, Send
from llm_kb.hosting.middleware import limits
from llm_kb.hosting.middleware.responses import IncompleteResponseError

seen: Counter[str] = Counter()


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Tell of each request how often its path was requested, by whom, with which headers and how long a body."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
        return
    path, body, more = scope["path"], b"", scope["method"] == "POST"
    seen[path] += 1
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    if path == "/slow":
        await asyncio.sleep(1)
    if path == "/crash":
        raise ValueError("on purpose")
    headers = [(b"content-type", b"text/plain"), (b"cache-control", b"max-age=1, stale-while-revalidate=600")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    while path == "/endless":
        await send({"type": "http.response.body", "body": b"a" * 65536, "more_body": True})
    if path == "/broken":
        await send({"type": "http.response.body", "body": b"half of it", "more_body": True})
        raise IncompleteResponseError("The response to /broken was aborted.")
    facts = {name: scope[name] for name in ("http_version", "scheme", "client", "headers")}
    text = f"{path} {seen[path]} body={len(body)} {facts}"
    await send({"type": "http.response.body", "body": text.encode()})


async def _lifespan(receive: Receive, send: Send) -> None:
    for stage in ("startup", "shutdown"):
        await receive()
        await send({"type": f"lifespan.{stage}.complete"})
        print(stage, flush=True)  # noqa: T201


async def background() -> None:
    """Work that fails."""
    raise RuntimeError("background work fails on purpose")


@dataclass(frozen=True)
class Origin:
    """A server that runs."""

    process: "subprocess.Popen[str]"
    host: str
    port: int


@contextmanager
def origin(*arguments: str) -> Iterator[Origin]:
    """The application behind our server for the time of the block."""
    command = [sys.executable, "-m", __name__, *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            host, _, port = process.stdout.readline().strip().rpartition(":")
            assert process.stdout.readline() == "startup\n"
            yield Origin(process, re.sub(r"[\[\]]", "", host), int(port))
        finally:
            process.kill()


def main() -> None:
    """Serve at any free port, and print where."""
    seconds, host = [*sys.argv[1:], *("", "127.0.0.1")[len(sys.argv) - 1 :]]
    if seconds:
        server.KEEP_ALIVE_SECONDS = server.SHUTDOWN_SECONDS = limits.BODY_SECONDS = int(seconds)
    with server.interruptible(), server.listening(host, 0) as listener:
        print(server.address_of(listener), flush=True)  # noqa: T201
        server.run(app, listener, [background])


if __name__ == "__main__":
    main()
