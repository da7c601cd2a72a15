"""A queue in which every client has its turn, however much one of them asks."""

import threading
from collections import Counter, OrderedDict, deque
from typing import Generic, TypeVar

Job = TypeVar("Job")


class FullError(Exception):
    """A client, or all together, have too much waiting."""


class FairQueue(Generic[Job]):
    """Jobs of clients, taken from one client after the other; no client has more than so many under way at once."""

    def __init__(self, at_once: int, waiting_of_one: int, waiting: int) -> None:
        self.at_once = at_once
        self.waiting_of_one = waiting_of_one
        self.waiting = waiting
        self._jobs: OrderedDict[str, deque[Job]] = OrderedDict()
        self._under_way: Counter[str] = Counter()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, client: str, job: Job) -> None:
        """Add a job; raises FullError when too many wait."""
        with self._changed:
            total = sum(map(len, self._jobs.values()))
            if total >= self.waiting or len(self._jobs.get(client, ())) >= self.waiting_of_one:
                raise FullError
            self._jobs.setdefault(client, deque()).append(job)
            self._changed.notify()

    def take(self) -> tuple[str, Job] | None:
        """Wait for the next job and its client, who has to be told to `done` afterwards; None once closed."""
        with self._changed:
            while not self._closed:
                client = next((name for name in self._jobs if self._under_way[name] < self.at_once), None)
                if client is not None:
                    return client, self._next_of(client)
                self._changed.wait()
        return None

    def _next_of(self, client: str) -> Job:
        jobs = self._jobs.pop(client)
        job = jobs.popleft()
        if jobs:
            self._jobs[client] = jobs  # at the end: the others come first
        self._under_way[client] += 1
        return job

    def done(self, client: str) -> None:
        """Tell that a job of a client has ended."""
        with self._changed:
            self._under_way[client] -= 1
            if not self._under_way[client]:
                del self._under_way[client]
            self._changed.notify()

    def close(self) -> list[Job]:
        """Let nobody wait any longer; gives the jobs that were not taken."""
        with self._changed:
            self._closed = True
            left = [job for jobs in self._jobs.values() for job in jobs]
            self._jobs.clear()
            self._changed.notify_all()
        return left
