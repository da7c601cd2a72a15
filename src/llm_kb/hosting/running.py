"""Runs the site: uvicorn with our protocol where httptools is there, and with work in the background."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import uvicorn

from llm_kb.hosting.asgi import Application
from llm_kb.hosting.cache import Cache
from llm_kb.hosting.middleware.responses import IncompleteResponseError

SECONDS_TO_FINISH = 3
"""How long requests that are under way may take when the server is told to end."""

FILES = 4096
"""How many files and connections may be open at once."""

Work = Callable[[uvicorn.Server], Coroutine[Any, Any, None]]


class Server(uvicorn.Server):
    """A server that works in the background from the moment on that it answers until it ends."""

    def __init__(self, app: Application, cache: Cache, in_background: Sequence[Work] = ()) -> None:
        logging.getLogger("uvicorn.error").addFilter(_in_one_line)
        _allow_for_connections()
        super().__init__(_configured(app, cache))
        self.in_background = in_background
        self.background: list[asyncio.Task[None]] = []

    async def startup(self, sockets: Any = None) -> None:
        """Begin to listen, then to work."""
        await super().startup(sockets)
        self.background = [asyncio.create_task(work(self)) for work in self.in_background]

    async def shutdown(self, sockets: Any = None) -> None:
        """End the work, then answer what is under way."""
        for task in self.background:
            task.cancel()
        await super().shutdown(sockets)


def _configured(app: Application, cache: Cache) -> uvicorn.Config:
    options: dict[str, Any] = {"http": "h11"}
    try:
        from llm_kb.hosting import protocol

        options = {"http": protocol.protocol_for(cache), "timeout_keep_alive": protocol.SECONDS_TO_ASK}
    except ImportError:  # there is no httptools; h11 bounds what clients send, too, if less closely
        pass
    return uvicorn.Config(
        app,
        access_log=False,
        log_config=None,
        server_header=False,
        timeout_graceful_shutdown=SECONDS_TO_FINISH,
        ws="none",
        **options,
    )


def _allow_for_connections() -> None:
    """Have as many files open at once as connections and databases need, where the system asks for that to be said."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has no such limit, and others may be fixed
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _in_one_line(record: logging.LogRecord) -> bool:
    """Whether to log what uvicorn has to say; what clients do wrong is theirs to know, and told to them."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, IncompleteResponseError):
        record.msg, record.args, record.exc_info = str(error), (), None
    return record.levelno >= logging.ERROR and not isinstance(error, asyncio.CancelledError)
