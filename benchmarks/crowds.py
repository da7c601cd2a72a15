"""How crowds with the most costly requests affect other clients, what one costs, and what they leave behind."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.hostile import crowd
from tests.hostile.attack import memory_of

from . import databases
from .rounds import Figures, rounded
from .servers import Server, fetched, site

SECONDS, SECONDS_TO_REST, SECONDS_TO_SAMPLE = 10, 3, 0.01
CROWDS = {"1 × 30": (1, 30), "6 × 20": (6, 20)}
"""Numbers of clients and of connections of each, by the name of the crowd."""
REQUESTS, CHARTS = 100, 10
"""How many are sent one after the other to see what they leave behind; a chart without end takes seconds."""


def measure(times: int, rounds: int) -> Figures:
    """For each kind of request the longest waits of a visitor beside each crowd, and the memory that is kept.

    The worst of all rounds counts.
    """
    path = databases.database(times)
    found: Figures = {}
    for kind in crowd.KINDS:
        with site(path) as server:
            peak = _peak(server, kind)
            left = _left_behind(server, kind)
        with site(path) as server:
            for page in (crowd.CACHED, crowd.NEW.format(0)):
                fetched(f"{server.address}{page}")
            beside = {name: [_beside(server, kind, *size) for _ in range(rounds)] for name, size in CROWDS.items()}
        worst = {name: max(tallies, key=lambda tally: tally["new_seconds"]) for name, tallies in beside.items()}
        found[kind] = {"peak_bytes": peak, "left_behind_bytes": left, "crowds": worst}
    return {"kinds": found}


def _peak(server: Server, kind: str) -> int:
    """The most memory that one request takes, where one before it has started what it needs."""
    place = crowd.place_of(server.address)
    crowd.ask_in_turn(place, kind, 1)
    before = most = memory_of(server.process)
    with ThreadPoolExecutor(1) as executor:
        asked = executor.submit(crowd.ask_in_turn, place, kind, 1, first=1)
        while not asked.done():
            most = max(most, memory_of(server.process))
            time.sleep(SECONDS_TO_SAMPLE)
    return most - before


def _left_behind(server: Server, kind: str) -> int:
    before = memory_of(server.process)
    crowd.ask_in_turn(crowd.place_of(server.address), kind, CHARTS if kind == "chart" else REQUESTS)
    time.sleep(SECONDS_TO_REST)
    return memory_of(server.process) - before


def _beside(server: Server, kind: str, clients: int, connections: int) -> Figures:
    many, visitor = crowd.beside(server.address, kind, clients, connections, SECONDS)
    return {
        "answered": many.statuses["200"] + many.statuses["400"],
        "refused": many.statuses["429"],
        "otherwise": sum(times for status, times in many.statuses.items() if status not in {"200", "400", "429"}),
        "pages": len(visitor.cached) + len(visitor.new),
        "failed": sum(times for status, times in visitor.statuses.items() if status != "200"),
        "cached_seconds": rounded(max(visitor.cached)),
        "new_seconds": rounded(max(visitor.new)),
    }
