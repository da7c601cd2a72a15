"""Two hundred killed builds, and fifty thousand requests of thirty-two visitors at once; numbers are printed."""

import asyncio
import re
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from ...hostile.attack import memory_of
from ..fault_tools import kills, served
from ..killing import hash_of
from ..test_killed import assert_old_or_new
from .load import Crowd, Tally, Wish, anew

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(sys.platform != "linux", reason="processes are watched with calls of Linux"),
]

KILLS = 200
VISITORS, REQUESTS, PARTS = 32, 50_000, 10
RARE = 0.02
"""The share of requests whose page is made anew."""
GROWTH = 40_000_000
"""By how many bytes memory may differ between the first parts of the load and the last."""
OTHERS = (
    Wish("/llm_kb/design_facts?_facet=relation&_facet=section"),
    Wish("/llm_kb/models.json?_shape=array"),
    Wish("/llm_kb?sql=select+relation,+count(*)+from+design_facts+group+by+relation"),
    Wish("/llm_kb.json?sql=select+count(*)+from+publications&_shape=array"),
    Wish("/search?q=attention"),
    Wish("/search?q=atention"),
    Wish("/-/health"),
    Wish("/nowhere", 404),
)
STREAM = Wish("/llm_kb/authorships.csv?_stream=1")


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def test_two_hundred_builds_killed_at_random_moments_leave_the_old_or_the_new_file(
    kb_file: Path, old_file: Path, tmp_path: Path, seed: int
) -> None:
    outcomes = kills("build", tmp_path / "kb.db", old_file, KILLS, seed)
    assert_old_or_new(outcomes, hash_of(old_file), hash_of(kb_file))
    new = sum(outcome.contents == hash_of(kb_file) for outcome in outcomes[1:])
    killed = sum(outcome.killed for outcome in outcomes)
    tell(f"{KILLS} builds, {killed} killed at work: {KILLS - new} left the old file, {new} the new one, none another.")


@contextmanager
def memory_watched(process: int) -> Iterator[list[int]]:
    """The bytes that a process and all below it take, looked at every half second of the block."""
    seen, end = [memory_of(process)], threading.Event()

    def look() -> None:
        while not end.wait(0.5):
            seen.append(memory_of(process))

    watch = threading.Thread(target=look)
    watch.start()
    try:
        yield seen
    finally:
        end.set()
        watch.join()


def pages_of(address: str, listed: str = "/sitemap.xml") -> list[Wish]:
    """All pages that the site lists for search engines, in lists of lists where they are many."""
    found = re.findall(r"<loc>(.+?)</loc>", httpx.get(address + listed, timeout=60).text)
    paths = [urlsplit(each.replace("&amp;", "&")).path for each in found]
    return [wish for path in paths for wish in (pages_of(address, path) if path.endswith(".xml") else [Wish(path)])]


def describe(number: int, tally: Tally, seconds: float, memory: list[int]) -> str:
    milliseconds = sorted(1000 * each for each in tally.seconds)
    return (
        f"part {number}: {len(milliseconds):,} answers, {len(milliseconds) / seconds:,.0f} a second, "
        f"{tally.bytes / 1e6:,.0f} MB, median {statistics.median(milliseconds):.1f} ms, "
        f"99th of 100 {milliseconds[len(milliseconds) * 99 // 100]:.0f} ms, slowest {milliseconds[-1]:.0f} ms, "
        f"{tally.errors.total()} errors, memory {statistics.median(memory) / 1e6:.0f} MB (most {max(memory) / 1e6:.0f})"
    )


def test_fifty_thousand_requests_of_thirty_two_visitors_are_answered_in_flat_memory(kb_file: Path, seed: int) -> None:
    memories: list[float] = []
    with served(kb_file) as server:
        wishes = [*pages_of(server.address), *OTHERS]
        rare = [STREAM, *map(anew, wishes)]
        first = asyncio.run(Crowd(server.address, wishes, rare, 0, seed).ask(VISITORS, 2 * len(wishes)))
        assert not first.errors
        for number in range(PARTS):
            crowd = Crowd(server.address, wishes, rare, RARE, seed + number)
            begin = time.monotonic()
            with memory_watched(server.process.pid) as memory:
                tally = asyncio.run(crowd.ask(VISITORS, REQUESTS // PARTS))
            tell(describe(number + 1, tally, time.monotonic() - begin, memory))
            assert not tally.errors
            memories.append(statistics.median(memory))
        assert server.ended() == (0, "")
    tell(f"{REQUESTS:,} requests of {VISITORS} visitors over {len(wishes)} addresses, {RARE:.0%} of them made anew.")
    assert max(memories[-3:]) - min(memories[2:5]) < GROWTH, memories
