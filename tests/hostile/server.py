"""The server that is attacked, as `llm-kb serve` starts it."""

import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

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


def all_sent(server: Server) -> tuple[dict[str, Answer], Watch]:
    """The answers to the whole corpus, one after the other, and what was seen meanwhile."""
    with watched(server.address, server.process) as watch:
        return {case.name: send(server.address, case) for case in cases()}, watch


def downloaded(server: Server) -> bytes:
    """The file that the server offers."""
    with urllib.request.urlopen(f"{server.address}/llm_kb.db", timeout=60) as response:
        return bytes(response.read())
