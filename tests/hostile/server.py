"""The server that is attacked, as `llm-kb serve` starts it."""

import subprocess
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.hosting import nginx

from .attack import Answer, Watch, send, watched
from .cases import cases, ordinary

WARM = ("/", "/trends", "/llm_kb/design_facts", "/llm_kb?sql=select+1", "/llm_kb.svg?sql=select+1+as+x&_x=x&_mark=bar")
"""What is asked before, so that what a first visit takes is not taken for harm."""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    address: str
    process: int


@contextmanager
def attacked_server(path: Path) -> Iterator[Server]:
    """A server of a knowledge base for the time of the block, at which each kind of process has been asked once."""
    command = [sys.executable, "-m", "llm_kb", "serve", "--db", str(path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            assert process.stdout
            address = next(word for word in process.stdout.readline().split() if word.startswith("http")).rstrip("/")
            for warm in WARM:
                send(address, ordinary(warm))
            yield Server(address, process.pid)
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def proxied(server: Server) -> Iterator[str | None]:
    """The address of the documented nginx in front of a server for the time of the block; None where there is none."""
    if nginx.program() is None:
        yield None
        return
    host = urlsplit(server.address).netloc
    with tempfile.TemporaryDirectory() as folder, nginx.behind_nginx(host, Path(folder)) as place:
        yield f"http://{place}"


def all_sent(server: Server) -> tuple[dict[str, Answer], Watch]:
    """The answers to the whole corpus, one after the other, and what was seen meanwhile.

    The cases that need a proxy are sent to it, or left out where there is none.
    """
    with proxied(server) as proxy, watched(server.address, server.process) as watch:
        places = {case: proxy if case.needs_proxy else server.address for case in cases()}
        return {case.name: send(place, case) for case, place in places.items() if place}, watch


def downloaded(server: Server) -> bytes:
    """The file that the server offers."""
    with urllib.request.urlopen(f"{server.address}/llm_kb.db", timeout=60) as response:
        return bytes(response.read())
