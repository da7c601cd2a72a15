"""The parts of the benchmark, in the order in which they are measured."""

from collections.abc import Callable
from dataclasses import dataclass

from . import builds, commands, crowds, engines, exports, hostile, load, pages, peers, serving, sql, stock
from .rounds import Figures


@dataclass(frozen=True)
class Part:
    """Something that is measured by itself."""

    measure: Callable[[int, int], Figures]
    """Return the figures at a size, measured in this number of rounds."""
    rounds: dict[int, int]
    """How many rounds from a size on."""
    grows: bool = True
    """Whether it is measured at every size, or at the smallest alone."""

    def rounds_at(self, times: int) -> int:
        """How many rounds at a size."""
        return next(rounds for least, rounds in sorted(self.rounds.items(), reverse=True) if times >= least)


PARTS = {
    "builds": Part(builds.measure, {1: 5, 10: 3, 100: 1}),
    "commands": Part(commands.measure, {1: 15}, grows=False),
    "exports": Part(exports.measure, {1: 3, 100: 1}),
    "pages": Part(pages.measure, {1: 15, 100: 9}),
    "stock": Part(stock.measure, {1: 9, 100: 5, 1000: 3}),
    "sql": Part(sql.measure, {1: 15, 100: 5}),
    "peers": Part(peers.measure, {1: 9, 10: 3}),
    "serving": Part(serving.measure, {1: 5}, grows=False),
    "hostile": Part(hostile.measure, {1: 1}, grows=False),
    "crowds": Part(crowds.measure, {1: 1}, grows=False),
    "load": Part(load.measure, {1: 1}, grows=False),
    "engines": Part(engines.measure, {1: 7, 100: 5, 1_000: 1}),
}
