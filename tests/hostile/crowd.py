"""Crowds and honest visitors, each a process of its own, that ask a server at the same time.

`python -m tests.hostile.crowd crowd ADDRESS KIND CLIENTS CONNECTIONS SECONDS` asks for the most costly things that are
allowed, from so many addresses of this machine; `… visit ADDRESS SECONDS` looks at a page that is cached and at one
that is not, in turn. Both print what they were given, as JSON.
"""

import asyncio
import json
import re
import socket
import struct
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

SECONDS = 30
"""How long a client waits before it takes a server for dead."""
CACHED, NEW = "/publications", "/models/llama-3?visit={}"
RETRY = re.compile(rb"\r\nretry-after: \d", re.IGNORECASE)
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
COUNT = "with recursive c(x) as (select 1 union all select x + 1 from c limit {})"
WIDE = COUNT.format(10000) + " select " + ", ".join(f"x as c{number}" for number in range(20)) + " from c"
LONG = COUNT.format(5000) + " select substr(hex(zeroblob(310)), x % 7) as x from c"
FACETS = [
    "model",
    "institution",
    "question",
    "topic",
    "technique_group",
    "relation",
    "stage",
    "basis",
    "section",
    "other_role",
]


def _get(path: str, number: int, **parameters: str) -> bytes:
    joint = "&" if "?" in path else "?"
    target = f"{path}{joint}{urlencode({**parameters, '_v': number})}"
    return f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()


def _mcp(number: int) -> bytes:
    arguments = {"name": "execute_sql", "arguments": {"database": "llm_kb", "sql": f"{WIDE} limit {2500 - number % 9}"}}
    body = json.dumps({"jsonrpc": "2.0", "id": number, "method": "tools/call", "params": arguments}).encode()
    head = "POST /-/mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nContent-Type: application/json\r\n"
    return f"{head}Accept: application/json, text/event-stream\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


KINDS: Mapping[str, Callable[[int], bytes]] = {
    "matrix": lambda number: _get("/matrix?least=1&all=1", number),
    "facets": lambda number: _get("/llm_kb/design_facts?" + "&".join(f"_facet={name}" for name in FACETS), number),
    "facets as CSV": lambda number: _get("/llm_kb/design_facts.csv", number),
    "CSV": lambda number: _get("/llm_kb.csv", number, sql=WIDE),
    "JSON": lambda number: _get("/llm_kb.json", number, sql=WIDE),
    "objects": lambda number: _get("/llm_kb.json", number, sql=WIDE, _shape="objects"),
    "long cells": lambda number: _get("/llm_kb", number, sql=LONG),
    "MCP": _mcp,
    "chart": lambda number: _get("/llm_kb.svg", number, sql="select 5e-324 x union all select 1e-323", _x="x"),
}
"""The most costly things that are allowed, by name; the number makes each another one."""


@dataclass
class Tally:
    """What was given."""

    statuses: Counter[str] = field(default_factory=Counter)
    """How often each status came; 0 where the connection was closed without one."""
    without_advice: int = 0
    """How many answers of 429 have no Retry-After."""
    cached: list[float] = field(default_factory=list)
    """Seconds of the pages that are cached."""
    new: list[float] = field(default_factory=list)
    """Seconds of the pages that are made anew."""

    def count(self, response: bytes) -> str:
        """The status of a response, which is counted."""
        status = response[9:12].decode() or "0"
        self.statuses[status] += 1
        self.without_advice += status == "429" and not RETRY.search(response.partition(b"\r\n\r\n")[0] + b"\r\n")
        return status


async def _ask(place: tuple[str, int], source: str, request: bytes) -> bytes:
    try:
        async with asyncio.timeout(SECONDS):
            reader, writer = await asyncio.open_connection(*place, local_addr=(source, 0))
            writer.write(request)
            response = await reader.read(1024)
            while await reader.read(1 << 18):
                pass
            writer.close()
            return response
    except (OSError, TimeoutError):
        return b""


async def crowd(place: tuple[str, int], kind: str, clients: int, connections: int, seconds: float) -> Tally:
    """What so many clients with so many connections each were given that asked again and again for so long."""
    tally, end = Tally(), time.monotonic() + seconds

    async def loop(client: int, connection: int) -> None:
        number = (client * connections + connection) * 100_000
        while time.monotonic() < end:
            number += 1
            if tally.count(await _ask(place, f"127.0.1.{client + 1}", KINDS[kind](number))) == "429":
                await asyncio.sleep(0.2)

    await asyncio.gather(*(loop(client, connection) for client in range(clients) for connection in range(connections)))
    return tally


async def visit(place: tuple[str, int], seconds: float) -> Tally:
    """What an honest visitor was given in so many seconds, who asks for one page after the other."""
    tally, end, number = Tally(), time.monotonic() + seconds, 0
    while time.monotonic() < end:
        number += 1
        for path, waits in ((CACHED, tally.cached), (NEW.format(number), tally.new)):
            begin = time.perf_counter()
            request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode()
            tally.count(await _ask(place, "127.0.0.2", request))
            waits.append(time.perf_counter() - begin)
        await asyncio.sleep(0.1)
    return tally


def ask_in_turn(place: tuple[str, int], kind: str, times: int, first: int = 0) -> None:
    """Ask so many times, one after the other, with numbers from this one on."""

    async def ask() -> None:
        for number in range(first, first + times):
            await _ask(place, "127.0.0.1", KINDS[kind](number))

    asyncio.run(ask())


def leave(place: tuple[str, int], kind: str, times: int) -> None:
    """Ask so many times, and reset each connection at once."""
    for number in range(times):
        with socket.create_connection(place, SECONDS) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.sendall(KINDS[kind](number))


def place_of(address: str) -> tuple[str, int]:
    """Host and port of an address."""
    parts = urlsplit(address)
    assert parts.hostname and parts.port
    return parts.hostname, parts.port


def start(*arguments: object) -> "subprocess.Popen[str]":
    """A crowd or a visitor as a process of its own."""
    command = [sys.executable, "-m", __name__, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def tally_of(process: "subprocess.Popen[str]") -> Tally:
    """What a process of `start` was given, once it has ended."""
    output, _ = process.communicate(timeout=120)
    counted: dict[str, Any] = json.loads(output)
    return Tally(Counter(counted["statuses"]), counted["without_advice"], counted["cached"], counted["new"])


def beside(address: str, kind: str, clients: int, connections: int, seconds: float) -> tuple[Tally, Tally]:
    """What a crowd was given, and an honest visitor beside it."""
    with start("crowd", address, kind, clients, connections, seconds) as many:
        time.sleep(1)
        with start("visit", address, seconds - 1) as one:
            visitor = tally_of(one)
        return tally_of(many), visitor


def main() -> None:
    """Print what a crowd or a visitor was given."""
    role, address, *arguments = sys.argv[1:]
    place = place_of(address)
    if role == "visit":
        tally = asyncio.run(visit(place, float(arguments[0])))
    else:
        kind, clients, connections, seconds = arguments
        tally = asyncio.run(crowd(place, kind, int(clients), int(connections), float(seconds)))
    sys.stdout.write(json.dumps(vars(tally)))


if __name__ == "__main__":
    main()
