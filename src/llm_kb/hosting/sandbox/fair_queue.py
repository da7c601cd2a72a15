"""A fair queue: round-robin over clients, with limits of queue length and concurrency per client."""

import threading
from collections import Counter, OrderedDict, deque
from typing import Generic, TypeVar

Job = TypeVar("Job")


class FullError(Exception):
    """The queue of a client, or of all clients together, is full."""


class FairQueue(Generic[Job]):
    """Thread-safe queue of jobs, taken round-robin from the clients; each has at most `max_concurrent` running."""

    def __init__(self, max_concurrent: int, max_queued_per_client: int, max_queued: int) -> None:
        self.max_concurrent = max_concurrent
        self.max_queued_per_client = max_queued_per_client
        self.max_queued = max_queued
        self._jobs: OrderedDict[str, deque[Job]] = OrderedDict()
        self._running: Counter[str] = Counter()
        self._changed = threading.Condition()
        self._closed = False

    def put(self, client: str, job: Job) -> None:
        """Enqueue a job; raises FullError when the queue is full."""
        with self._changed:
            total = sum(map(len, self._jobs.values()))
            if total >= self.max_queued or len(self._jobs.get(client, ())) >= self.max_queued_per_client:
                raise FullError
            self._jobs.setdefault(client, deque()).append(job)
            self._changed.notify()

    def take(self) -> tuple[str, Job] | None:
        """Wait for the next job; returns its client, to be passed to `done`, and the job; None once closed."""
        with self._changed:
            while not self._closed:
                client = next((name for name in self._jobs if self._running[name] < self.max_concurrent), None)
                if client is not None:
                    return client, self._next_of(client)
                self._changed.wait()
        return None

    def _next_of(self, client: str) -> Job:
        jobs = self._jobs.pop(client)
        job = jobs.popleft()
        if jobs:
            self._jobs[client] = jobs  # at the end: the others come first
        self._running[client] += 1
        return job

    def done(self, client: str) -> None:
        """Mark a job of a client as done."""
        with self._changed:
            self._running[client] -= 1
            if not self._running[client]:
                del self._running[client]
            self._changed.notify()

    def close(self) -> list[Job]:
        """Close the queue and wake all waiting threads; returns the jobs that were never taken."""
        with self._changed:
            self._closed = True
            pending = [job for jobs in self._jobs.values() for job in jobs]
            self._jobs.clear()
            self._changed.notify_all()
        return pending
