"""Fair queueing of clients: a queue in which they take turns, and a semaphore on top of it."""

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Job = TypeVar("Job")

REMEMBERED_CLIENTS = 10_000
"""Number of clients whose last turn is remembered."""


class FullError(Exception):
    """A client has too many jobs queued, or the queue is full and this client fills it."""


@dataclass(frozen=True)
class Limits:
    """The limits of a queue."""

    running: int
    """Maximum number of jobs that run at the same time."""
    running_per_client: int
    queued: int
    """Maximum number of queued jobs; a further one takes the place of the last one of the client with the most."""
    queued_per_client: int


class FairQueue(Generic[Job]):
    """A queue from which the client whose last turn is longest ago takes the next job. Not thread-safe."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._queued: dict[str, deque[Job]] = {}
        self._resuming: dict[str, deque[Job]] = {}
        self._running: Counter[str] = Counter()
        self._last_turns: OrderedDict[str, int] = OrderedDict()
        self._turn = 0

    def put(self, client: str, job: Job) -> Job | None:
        """Enqueue a job; returns the job of another client that had to make room, if one had to.

        Raises FullError if the client has as many jobs queued as it may have.
        """
        own = len(self._queued.get(client, ()))
        if own >= self.limits.queued_per_client:
            raise FullError
        is_full = sum(map(len, self._queued.values())) >= self.limits.queued
        evicted = self._evicted(own) if is_full else None
        self._queued.setdefault(client, deque()).append(job)
        return evicted

    def _evicted(self, own: int) -> Job:
        greediest = max(self._queued, key=lambda client: len(self._queued[client]), default="")
        if len(self._queued.get(greediest, ())) <= own + 1:
            raise FullError
        return self._queued[greediest].pop()

    def put_back(self, client: str, job: Job, *, first: bool) -> None:
        """Enqueue a job that has run before, ahead of the client's new ones or of all of them, whatever the limits."""
        jobs = self._resuming.setdefault(client, deque())
        if first:
            jobs.appendleft(job)
        else:
            jobs.append(job)

    def take(self) -> tuple[str, Job] | None:
        """The next job with its client, to be passed to `done`; None if there is none that may run now."""
        if self._running.total() >= self.limits.running:
            return None
        waiting = (client for client in {**self._resuming, **self._queued} if self._may_run(client))
        client = min(waiting, key=lambda name: self._last_turns.get(name, 0), default=None)
        if client is None:
            return None
        jobs = self._resuming if client in self._resuming else self._queued
        job = jobs[client].popleft()
        if not jobs[client]:
            del jobs[client]
        self._running[client] += 1
        self._remember(client)
        return client, job

    def _may_run(self, client: str) -> bool:
        return self._running[client] < self.limits.running_per_client

    def _remember(self, client: str) -> None:
        self._turn += 1
        self._last_turns[client] = self._turn
        self._last_turns.move_to_end(client)
        if len(self._last_turns) > REMEMBERED_CLIENTS:
            self._last_turns.popitem(last=False)

    def done(self, client: str) -> None:
        """Mark a job of a client as done."""
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]

    def remove(self, client: str, job: Job) -> None:
        """Remove a job, if it is queued."""
        for jobs in (self._resuming, self._queued):
            if job in jobs.get(client, ()):
                jobs[client].remove(job)
                if not jobs[client]:
                    del jobs[client]

    def clear(self) -> list[Job]:
        """Remove all queued jobs; returns them."""
        jobs = [job for queue in (self._resuming, self._queued) for own in queue.values() for job in own]
        self._resuming.clear()
        self._queued.clear()
        return jobs


class FairSemaphore:
    """A semaphore of an event loop that clients acquire in turns, with bounded queues."""

    def __init__(self, limits: Limits, seconds: float) -> None:
        """`seconds` is the queue time-out."""
        self.seconds = seconds
        self._queue: FairQueue[asyncio.Future[None]] = FairQueue(limits)

    @asynccontextmanager
    async def slot(self, client: str) -> AsyncIterator["Slot"]:
        """Hold a slot for a client; raises FullError if there is no room in the queue, or none gets free in time."""
        slot = Slot(self, client)
        await self.acquire(slot)
        try:
            yield slot
        finally:
            slot.is_closed = True
            self.release(slot)

    async def acquire(self, slot: "Slot", *, again: bool = False, first: bool = False) -> None:
        """Wait for a turn; raises as `slot` does, but never if it was held before and is acquired again.

        `first` puts it before all else that the client waits for.
        """
        granted: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if again:
            self._queue.put_back(slot.client, granted, first=first)
        elif (evicted := self._queue.put(slot.client, granted)) is not None and not evicted.done():
            evicted.set_exception(FullError())
        self._grant()
        try:
            async with asyncio.timeout(None if again else self.seconds):
                await granted
        except BaseException as error:
            self._queue.remove(slot.client, granted)
            # it may have been granted in the same iteration of the event loop
            slot.is_held = granted.done() and not granted.cancelled() and granted.exception() is None
            self.release(slot)
            if isinstance(error, TimeoutError):
                raise FullError from None
            raise
        slot.is_held = True
        if slot.is_closed:
            self.release(slot)

    def release(self, slot: "Slot") -> None:
        """Give a slot back, if it is held."""
        if slot.is_held:
            slot.is_held = False
            self._queue.done(slot.client)
            self._grant()

    def _grant(self) -> None:
        while (entry := self._queue.take()) is not None:
            client, granted = entry
            if granted.done():  # it was canceled in the same iteration of the event loop
                self._queue.done(client)
            else:
                granted.set_result(None)


@dataclass
class Slot:
    """A client's slot of a semaphore; all tasks of a request share it."""

    semaphore: FairSemaphore
    client: str
    is_held: bool = False
    is_closed: bool = False
    _resuming: asyncio.Lock = field(default_factory=asyncio.Lock)

    @asynccontextmanager
    async def paused(self, *, first: bool = False) -> AsyncIterator[None]:
        """Give the slot back for the block, and wait for a turn afterward, however long that takes.

        `first` is for what holds much memory, and so should come to its end before the client's other requests.
        """
        self.semaphore.release(self)
        try:
            yield
        except Exception:
            await self._resume(first)
            raise
        await self._resume(first)

    async def _resume(self, first: bool) -> None:
        await asyncio.sleep(0)  # else one that gets its slot back at once would not let the event loop do anything else
        async with self._resuming:
            if not self.is_held and not self.is_closed:
                await self.semaphore.acquire(self, again=True, first=first)
