"""The parts of the benchmark, in the order in which they are measured."""

from collections.abc import Callable
from dataclasses import dataclass

from . import builds, commands, crowds, engines, exports, hostile, load, pages, peers, serving, sql, stock
from .rounds import Figures

WHOLE = (1, 10)
"""Sizes of the whole knowledge base: a hundred times today's would take 16 GB."""
ONCE = (1,)


@dataclass(frozen=True)
class Part:
    """Something that is measured by itself."""

    measure: Callable[[int, int], Figures]
    """Return the figures at a size, measured in this number of rounds."""
    rounds: dict[int, int]
    """How many rounds from a size on."""
    sizes: tuple[int, ...] = WHOLE
    """How many times as large as the knowledge base it is measured, unless others are named."""

    @property
    def grows(self) -> bool:
        """Whether it is measured at every size that is named, or at the smallest alone."""
        return self.sizes != ONCE

    def rounds_at(self, times: int) -> int:
        """How many rounds at a size."""
        return next(rounds for least, rounds in sorted(self.rounds.items(), reverse=True) if times >= least)


PARTS = {
    "builds": Part(builds.measure, {1: 5, 10: 3, 100: 1}),
    "commands": Part(commands.measure, {1: 15}, sizes=ONCE),
    "exports": Part(exports.measure, {1: 3, 100: 1}),
    "pages": Part(pages.measure, {1: 15, 100: 9}),
    "stock": Part(stock.measure, {1: 9, 100: 5, 1000: 3}),
    "sql": Part(sql.measure, {1: 15, 100: 5}),
    "peers": Part(peers.measure, {1: 9, 10: 3}),
    "serving": Part(serving.measure, {1: 5}, sizes=ONCE),
    "hostile": Part(hostile.measure, {1: 1}, sizes=ONCE),
    "crowds": Part(crowds.measure, {1: 1}, sizes=ONCE),
    "load": Part(load.measure, {1: 1}, sizes=ONCE),
    "engines": Part(engines.measure, {1: 7, 100: 5, 1_000: 1}, sizes=(1, 100, 1_000)),
}
