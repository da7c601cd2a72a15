"""A crowd of visitors, each with a connection and an address of its own, that ask a server for pages."""

import asyncio
import itertools
import random
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from urllib.parse import urlsplit

UNCACHED = f"_visit={'x' * 2048}"
"""What makes an address so long that its page is made anew each time."""
STATUS = re.compile(rb"HTTP/1\.1 (\d{3})")
LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
CHUNKED = re.compile(rb"transfer-encoding: *chunked", re.IGNORECASE)
RARE_AT_ONCE = 2
SECONDS = 60
"""How long a visitor waits before an answer counts as an error."""


@dataclass(frozen=True)
class Wish:
    """What visitors may ask for."""

    path: str
    status: int = 200


@dataclass
class Tally:
    """What a crowd was given."""

    seconds: list[float] = field(default_factory=list)
    """How long each answer took."""
    bytes: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    """What went wrong, with how often."""


class Crowd:
    """Visitors that ask one after the other, at the same time as each other, until enough was asked in all."""

    def __init__(self, address: str, wishes: Sequence[Wish], rare: Sequence[Wish], share: float, seed: int) -> None:
        """The rare wishes come as often as the share says, and never more than `RARE_AT_ONCE` at the same time."""
        parts = urlsplit(address)
        assert parts.hostname and parts.port
        self.place = parts.hostname, parts.port
        self.wishes, self.rare, self.share = wishes, rare, share
        self.chance = random.Random(seed)
        self.turn = asyncio.Semaphore(RARE_AT_ONCE)

    async def ask(self, visitors: int, requests: int) -> Tally:
        """What so many visitors were given that asked so many times in all."""
        tally, turns = Tally(), iter(range(requests))
        await asyncio.gather(*(self._visit(f"127.0.0.{number + 2}", turns, tally) for number in range(visitors)))
        return tally

    async def _visit(self, source: str, turns: Iterator[int], tally: Tally) -> None:
        reader, writer = await asyncio.open_connection(*self.place, local_addr=(source, 0))
        for _ in turns:
            is_rare = self.chance.random() < self.share
            wish = self.chance.choice(self.rare if is_rare else self.wishes)
            async with self.turn if is_rare else nullcontext():
                begin = time.perf_counter()
                try:
                    async with asyncio.timeout(SECONDS):
                        writer.write(self._request(wish))
                        status, length = await _answer(reader)
                except (OSError, EOFError, TimeoutError) as error:
                    tally.errors[f"{type(error).__name__} at {wish.path[:80]}"] += 1
                    writer.close()
                    reader, writer = await asyncio.open_connection(*self.place, local_addr=(source, 0))
                    continue
            tally.seconds.append(time.perf_counter() - begin)
            tally.bytes += length
            if status != wish.status:
                tally.errors[f"{status} at {wish.path[:80]}"] += 1
        writer.close()

    def _request(self, wish: Wish) -> bytes:
        accepted = "Accept-Encoding: gzip\r\n" if self.chance.random() < 0.8 else ""
        return f"GET {wish.path} HTTP/1.1\r\nHost: {self.place[0]}:{self.place[1]}\r\n{accepted}\r\n".encode()


def anew(wish: Wish) -> Wish:
    """A wish whose page is made anew each time."""
    return Wish(f"{wish.path}{'&' if '?' in wish.path else '?'}{UNCACHED}", wish.status)


async def _answer(reader: asyncio.StreamReader) -> tuple[int, int]:
    """Status and length of the next answer, which must be complete."""
    head = await reader.readuntil(b"\r\n\r\n")
    status = STATUS.match(head)
    assert status, head
    if CHUNKED.search(head):
        return int(status[1]), await _chunks(reader)
    length = LENGTH.search(head)
    assert length, head
    return int(status[1]), len(await reader.readexactly(int(length[1])))


async def _chunks(reader: asyncio.StreamReader) -> int:
    total = 0
    for _ in itertools.count():
        size = int(await reader.readuntil(b"\r\n"), 16)
        await reader.readexactly(size + 2)
        if not size:
            break
        total += size
    return total
