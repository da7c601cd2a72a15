"""A bounded load on a real server: the crowd of `make soak`, whose requests are mostly cache hits."""

import asyncio
import time
from collections import Counter
from statistics import median

from tests.faults.soak import load, test_soak

from . import databases
from .rounds import Figures, rounded
from .servers import site

SEED = 1


def measure(times: int, rounds: int) -> Figures:
    """Put the load on one server, in parts that are watched one by one, so often as there are rounds."""
    parts: list[load.Tally] = []
    memories: list[float] = []
    with site(databases.database(times)) as server:
        wishes = [*test_soak.pages_of(server.address), *test_soak.OTHERS]
        rare = [test_soak.STREAM, *map(load.anew, wishes)]
        asyncio.run(load.Crowd(server.address, wishes, rare, 0, SEED).ask(test_soak.VISITORS, 2 * len(wishes)))
        begin = time.perf_counter()
        for number in range(test_soak.PARTS * rounds):
            crowd = load.Crowd(server.address, wishes, rare, test_soak.RARE, SEED + number)
            with test_soak.memory_watched(server.process) as memory:
                parts.append(asyncio.run(crowd.ask(test_soak.VISITORS, test_soak.REQUESTS // test_soak.PARTS)))
            memories.append(median(memory))
        seconds = time.perf_counter() - begin
    return {"addresses": len(wishes), "seconds": rounded(seconds), **summary(parts, memories)}


def summary(parts: list[load.Tally], memories: list[float]) -> Figures:
    """What all parts together were given, and how memory grew from the first parts to the last.

    The first two fill what is kept in memory.
    """
    errors = sum((part.errors for part in parts), Counter[str]())
    milliseconds = sorted(1000 * duration for part in parts for duration in part.seconds)
    return {
        "requests": test_soak.REQUESTS * len(parts) // test_soak.PARTS,
        "connections": test_soak.VISITORS,
        "made_anew": test_soak.RARE,
        "errors": errors.total(),
        "broken": dict(errors.most_common()),
        "median_ms": rounded(median(milliseconds)),
        "ms_of_99_percent": rounded(milliseconds[len(milliseconds) * 99 // 100]),
        "slowest_ms": rounded(milliseconds[-1]),
        "memory_bytes": min(memories[2:5]),
        "memory_growth_bytes": max(memories[-3:]) - min(memories[2:5]),
    }
