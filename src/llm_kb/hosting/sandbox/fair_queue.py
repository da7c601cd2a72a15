"""The fair queue between threads: `take` waits for the next job."""

import threading
from typing import Generic, TypeVar

from llm_kb.hosting.fair_queue import FairQueue, FullError, Limits

__all__ = ["BlockingFairQueue", "FullError", "Limits"]

Job = TypeVar("Job")


class BlockingFairQueue(Generic[Job]):
    """A thread-safe fair queue."""

    def __init__(self, limits: Limits) -> None:
        self._queue: FairQueue[Job] = FairQueue(limits)
        self._changed = threading.Condition()
        self._closed = False

    def put(self, client: str, job: Job) -> Job | None:
        """Enqueue a job as FairQueue does; raises FullError once the queue is closed, too."""
        with self._changed:
            if self._closed:
                raise FullError
            evicted = self._queue.put(client, job)
            self._changed.notify()
            return evicted

    def take(self) -> tuple[str, Job] | None:
        """Wait for the next job; returns its client, to be passed to `done`, and the job; None once closed."""
        with self._changed:
            while not self._closed:
                if (entry := self._queue.take()) is not None:
                    return entry
                self._changed.wait()
        return None

    def done(self, client: str) -> None:
        """Mark a job of a client as done."""
        with self._changed:
            self._queue.done(client)
            self._changed.notify()

    def close(self) -> list[Job]:
        """Close the queue and wake all waiting threads; returns the jobs that were never taken."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
            return self._queue.clear()
