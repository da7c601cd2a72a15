"""Sends hostile requests to a real server, and watches what becomes of it and of its other visitors meanwhile."""

import itertools
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from .cases import Case, ordinary

SECONDS = 20
"""How long a client waits before it takes a server for dead."""
STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
MODELS = "/models"
"""The page that leads to an ordinary one, which others look at meanwhile, each time with another parameter."""
PAGE_OF_A_MODEL = re.compile(r'href="(/models/[^"?#]+)"')
VISITOR = "127.0.0.2"
"""Where others come from: not from where the attackers do, since what one does to oneself is one's own affair."""
KILOBYTE = 1024


@dataclass(frozen=True)
class Answer:
    """What came back, and when."""

    status: int
    """0 where the connection was closed without an answer."""
    body: bytes
    head: str
    seconds: float

    @property
    def text(self) -> str:
        """All of it, as text."""
        return f"{self.head}\r\n\r\n{self.body.decode('utf-8', 'replace')}"


@dataclass
class Watch:
    """What was seen while requests were sent."""

    memory: list[int] = field(default_factory=list)
    """Bytes that all processes of the server took together, its processes for SQL and drawing included."""
    waits: list[float] = field(default_factory=list)
    """Seconds that an ordinary page took."""
    failures: list[int] = field(default_factory=list)
    """Statuses of ordinary pages that were not 200."""

    @property
    def growth(self) -> int:
        """By how many bytes memory grew at the most."""
        return max(self.memory) - self.memory[0]


def send(address: str, case: Case, source: str = "127.0.0.1") -> Answer:
    """The answer to a case, asked from an address of this machine."""
    host, port = urlsplit(address).hostname, urlsplit(address).port
    assert host and port
    begin = time.perf_counter()
    with socket.create_connection((host, port), SECONDS, (source, 0)) as connection:
        received = _exchange(connection, case)
    seconds = time.perf_counter() - begin
    status = STATUS.match(received)
    head, _, body = received.partition(b"\r\n\r\n")
    return Answer(int(status[1]) if status else 0, body, head.decode("utf-8", "replace").lower(), seconds)


def _exchange(connection: socket.socket, case: Case) -> bytes:
    try:
        if case.slowly:
            for place in range(len(case.request)):
                connection.sendall(case.request[place : place + 1])
                time.sleep(case.slowly)
            connection.shutdown(socket.SHUT_WR)
        else:
            connection.sendall(case.request)
            if case.half_closed:
                connection.shutdown(socket.SHUT_WR)
    except OSError:
        pass  # it was refused before all was sent
    return _received(connection)


def _received(connection: socket.socket) -> bytes:
    received = bytearray()
    try:
        while chunk := connection.recv(1 << 16):
            received += chunk
    except OSError:
        pass
    return bytes(received)


@contextmanager
def watched(address: str, process: int) -> Iterator[Watch]:
    """Watch a server and its ordinary pages for the time of the block."""
    watch, end = Watch([memory_of(process)]), threading.Event()
    threads = [
        threading.Thread(target=_watch_memory, args=(process, watch, end)),
        threading.Thread(target=_watch_pages, args=(address, watch, end)),
    ]
    for thread in threads:
        thread.start()
    try:
        yield watch
    finally:
        end.set()
        for thread in threads:
            thread.join()


def _watch_memory(process: int, watch: Watch, end: threading.Event) -> None:
    while not end.wait(0.05):
        watch.memory.append(memory_of(process))


def _watch_pages(address: str, watch: Watch, end: threading.Event) -> None:
    page = PAGE_OF_A_MODEL.search(send(address, ordinary(MODELS), source=VISITOR).text)
    path = page[1] if page else MODELS
    for number in itertools.count():
        if end.wait(0.1):
            return
        answer = send(address, ordinary(f"{path}?visit={number}"), source=VISITOR)
        watch.waits.append(answer.seconds)
        if answer.status != 200:
            watch.failures.append(answer.status)


def memory_of(process: int) -> int:
    """Bytes that a process and all below it take; memory that several share counts once among them.

    Pages of files do not count: the kernel can drop them, and their share changes with every other process.
    """
    return sum(_proportional(each) for each in _family(process))


def _family(process: int) -> Iterator[int]:
    yield process
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found = children.read_text().split()
        except OSError:
            continue
        for child in found:
            yield from _family(int(child))


def _proportional(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(size) for size in re.findall(r"^Pss_(?:Anon|Shmem):\s+(\d+) kB", text, re.MULTILINE)) * KILOBYTE
