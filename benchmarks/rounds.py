"""Interleaved measurement: every action once per round, so that a busy machine slows all of them alike."""

import resource
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any, Self, TypeVar

import psutil

Figures = dict[str, Any]
"""What was measured, as it stands in the JSON."""
Result = TypeVar("Result")

PROCESSOR_CLOCK = 2
"""Which of a process's clocks counts the time that processors spend on it (CPUCLOCK_SCHED of Linux)."""


def interleaved(actions: Mapping[str, Callable[[], Result]], rounds: int) -> dict[str, list[Result]]:
    """The results of each action, one of each round."""
    results: dict[str, list[Result]] = {name: [] for name in actions}
    for _ in range(rounds):
        for name, action in actions.items():
            results[name].append(action())
    return results


def medians(results: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    """The median of each figure over the rounds."""
    return {name: rounded(median(result[name] for result in results)) for name in results[0]}


def rounded(value: float) -> float:
    """A figure with four significant digits."""
    return value if isinstance(value, int) else float(f"{value:.4g}")


@dataclass
class Clock:
    """Measures the block that it stands around: wall time, and CPU time of this process and all that it started."""

    ms: float = 0
    cpu_ms: float = 0

    def __enter__(self) -> Self:
        self._children, self._own, self._begin = _of_children(), time.process_time(), time.perf_counter()
        return self

    def __exit__(self, *error: object) -> None:
        wall, own = time.perf_counter(), time.process_time()
        self.ms = (wall - self._begin) * 1000
        self.cpu_ms = (own - self._own + max(_of_children() - self._children, 0)) * 1000


def _of_children() -> float:
    """CPU seconds of all processes below this one, those that have ended included."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    total = ended.ru_utime + ended.ru_stime
    for child in psutil.Process().children(recursive=True):
        try:
            total += time.clock_gettime(~child.pid << 3 | PROCESSOR_CLOCK)
        except OSError:
            continue  # it has ended meanwhile
    return total


def milliseconds(action: Callable[[], object]) -> float:
    """How long an action takes."""
    begin = time.perf_counter()
    action()
    return (time.perf_counter() - begin) * 1000
