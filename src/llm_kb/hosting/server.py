"""Runs an ASGI application on uvicorn, in this process, until SIGINT or SIGTERM."""

import asyncio
import contextlib
import ctypes
import gc
import logging
import signal
import socket
import sys
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any

import uvicorn

from llm_kb.errors import KnowledgeBaseError
from llm_kb.hosting.asgi import Application, Receive, Scope, Send
from llm_kb.hosting.middleware.limits import HEADER_BYTES, limited
from llm_kb.hosting.middleware.responses import IncompleteResponseError

KEEP_ALIVE_SECONDS = 10
SHUTDOWN_SECONDS = 3
"""Time-out of the graceful shutdown."""
SWITCH_SECONDS = 0.0005
"""Longest turn of a thread: uvloop waits for one at each event while pages are rendered in threads."""
UNSENT_BYTES = 128 * 1024
"""What the kernel may buffer for a client that reads nothing; in flight it holds as much as the network takes."""
FILES = 4096
"""Limit of open files that the process asks for: connections, databases and pipes."""

TRIM_SECONDS = 2
LINUX_TCP_NOTSENT_LOWAT = 25 if sys.platform == "linux" else None
"""The option's number, which Python names from 3.12 on."""

logger = logging.getLogger(__name__)

Background = Sequence[Callable[[], Coroutine[Any, Any, None]]]


@contextmanager
def listening(host: str, port: int) -> Iterator[socket.socket]:
    """A listening socket; port 0 takes any that is free. Raises KnowledgeBaseError when there can be none."""
    if not 0 <= port <= 65535:
        raise KnowledgeBaseError(f"There is no port {port}: choose one from 1 to 65535, or 0 for any that is free.")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.create_server(address[:2], family=family, backlog=2048)
    except (socket.gaierror, UnicodeError) as error:
        raise KnowledgeBaseError(f"There is no host {host!r} here: use 127.0.0.1, or 0.0.0.0 for all.") from error
    except OSError as error:
        reason = (error.strerror or str(error)).partition(" (while")[0]
        message = f"The site cannot listen at {host}, port {port} ({reason})"
        raise KnowledgeBaseError(f"{message}: choose another port or host, or end what uses it.") from error
    with listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # else small responses wait 40 ms for an ACK
        if (unsent := getattr(socket, "TCP_NOTSENT_LOWAT", LINUX_TCP_NOTSENT_LOWAT)) is not None:
            listener.setsockopt(socket.IPPROTO_TCP, unsent, UNSENT_BYTES)
        yield listener


def address_of(listener: socket.socket) -> str:
    """Host and port of a socket, as they stand in a URL."""
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


@contextmanager
def interruptible() -> Iterator[None]:
    """End the block at SIGINT or SIGTERM without a word; the server in it first completes what is under way."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, interrupt)
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        signal.signal(signal.SIGTERM, before)


def run(app: Application, listener: socket.socket, background: Background = ()) -> None:
    """Serve an application until SIGINT or SIGTERM, with these coroutines in the background."""
    _raise_file_limit()
    gc.collect()
    gc.freeze()  # what there is now stays, and need not be looked through again and again
    sys.setswitchinterval(SWITCH_SECONDS)
    config = uvicorn.Config(
        _logging_errors(limited(app)),
        http="h11",  # httptools sets no limit to headers
        h11_max_incomplete_event_size=HEADER_BYTES,  # of what has not arrived whole
        ws="none",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        access_log=False,
        log_config=None,
        log_level=logging.CRITICAL,  # errors of the application are logged here, those of clients are theirs to know
        server_header=False,
    )
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(_serve(uvicorn.Server(config), listener, background))


async def _serve(server: uvicorn.Server, listener: socket.socket, background: Background) -> None:
    tasks = [asyncio.create_task(_logged(work)) for work in (*background, _trim)]
    try:
        await server.serve(sockets=[listener])
    finally:
        for task in tasks:
            task.cancel()


async def _logged(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
    try:
        await work()
    except Exception:
        logger.exception("A background task has failed.")


def _logging_errors(app: Application) -> Application:
    """Log the errors of the application: that a stream was aborted in a line, others with their traceback."""

    async def logging_errors(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except IncompleteResponseError as error:
            logger.error("%s", error)
            raise
        except Exception:
            logger.exception("The application failed at %s.", scope.get("path", scope["type"]))
            raise

    return logging_errors


async def _trim() -> None:
    """Give the memory of large responses back to the system again and again; glibc would keep it for the next ones."""
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError):
        return
    while True:
        await asyncio.sleep(TRIM_SECONDS)
        await asyncio.to_thread(trim, 0)


def _raise_file_limit() -> None:
    """Raise the soft limit of open files, where the system has one and the hard limit allows it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        limit = FILES if hard == resource.RLIM_INFINITY else min(FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < limit:
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
