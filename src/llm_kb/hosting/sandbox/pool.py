"""A pool of worker processes for clients' SQL, fed by a fair queue."""

import logging
import threading
import weakref
from concurrent.futures import Future
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any

from llm_kb.hosting.sandbox.fair_queue import FairQueue, FullError
from llm_kb.hosting.sandbox.process import GoneError, Process, TooSlowError

WORKER = "llm_kb.hosting.sandbox.worker"
GRACE_SECONDS = 0.25
"""Grace period after a statement's time-out, before its process is killed."""

RETRY_SECONDS = 0.5
"""Delay before the next attempt to start a process that could not be started."""

CONCURRENT_PER_CLIENT = 1
QUEUED_PER_CLIENT = 24
QUEUED = 120
"""Limits of running and queued statements per client, and of queued statements in all."""


logger = logging.getLogger(__name__)


class BusyError(Exception):
    """Too many statements are queued, or this one was queued for too long."""

    def __init__(self) -> None:
        super().__init__("Too many queries are asked at once: wait a few seconds, and ask again.")


class InterruptedSqlError(Exception):
    """A statement was interrupted at its time-out."""


class LargeResultError(Exception):
    """A result exceeds the size limit."""


class RefusedSqlError(Exception):
    """SQLite rejected a statement; the message is SQLite's own."""


@dataclass(frozen=True)
class BoundedStatement:
    """A statement with its time-outs and the limits of its result."""

    sql: str
    values: Any
    """Parameter values, by name or in order."""
    seconds: float
    """Time-out of its execution."""
    queue_seconds: float
    """Time-out of its wait in the queue."""
    rows: int | None
    cells: int | None
    bytes: int


Reply = dict[str, Any]


@dataclass(frozen=True)
class _Job:
    statement: BoundedStatement
    future: "Future[Reply]"
    submitted: float


class Pool:
    """A pool of worker processes over one database file; each takes the next statement from the fair queue.

    `begin` starts the workers; they end with this process, however it ends.
    """

    def __init__(self, uri: str, size: int, max_concurrent: int = CONCURRENT_PER_CLIENT) -> None:
        """The URI is SQLite's `file:` URI; `max_concurrent` limits the running statements of each client."""
        self.uri = uri
        self.size = size
        self._queue: FairQueue[_Job] = FairQueue(max_concurrent, QUEUED_PER_CLIENT, QUEUED)
        self._begin = threading.Lock()
        self._begun = False
        self._ready = threading.Event()
        weakref.finalize(self, _end, self._queue)

    def submit(self, client: str, statement: BoundedStatement) -> "Future[Reply]":
        """Queue a statement of a client.

        The future's result has `columns`, `rows`, `truncated` and `seconds`, the execution time; it fails with one of
        the errors of this module. Raises BusyError when the queue is full.
        """
        job = _Job(statement, Future(), monotonic())
        try:
            self._queue.put(client, job)
        except FullError:
            raise BusyError from None
        return job.future

    def begin(self) -> None:
        """Start the workers, and wait until one is ready; call it before the first statement is submitted."""
        with self._begin:
            if not self._begun:
                self._begun = True
                for _ in range(self.size):
                    # the thread must not reference the pool, which would then never be garbage-collected
                    threading.Thread(target=_serve, args=(self._queue, self.uri, self._ready), daemon=True).start()
        self._ready.wait()

    @property
    def is_ready(self) -> bool:
        """Whether statements can be submitted."""
        return self._ready.is_set()

    def close(self) -> None:
        """Stop the workers and cancel the queued statements."""
        _end(self._queue)


def _end(queue: FairQueue[_Job]) -> None:
    for job in queue.close():
        job.future.cancel()


def _serve(queue: FairQueue[_Job], uri: str, ready: threading.Event) -> None:
    """Run statements in a worker process of this thread, which is restarted before the next statement is taken."""
    process = Process(WORKER, uri)
    while True:
        _prepare(process)
        ready.set()
        if (entry := queue.take()) is None:
            break
        client, job = entry
        try:
            _run(process, job)
        finally:
            queue.done(client)
        del job, entry
    process.stop()


def _prepare(process: Process) -> bool:
    """Start a process if it does not run; returns whether it runs."""
    try:
        process.start()
    except (GoneError, TooSlowError) as error:
        logger.warning("No process for SQL of visitors can be started (%s).", error or "it takes too long")
        sleep(RETRY_SECONDS)
        return False
    return True


def _run(process: Process, job: _Job) -> None:
    if not job.future.set_running_or_notify_cancel():
        return
    try:
        begin = monotonic()
        if begin - job.submitted > job.statement.queue_seconds or not (process.is_running or _prepare(process)):
            raise BusyError
        result = _call(process, job.statement)
        job.future.set_result({**result, "seconds": monotonic() - begin})
    except Exception as error:
        job.future.set_exception(error)


def _call(process: Process, statement: BoundedStatement) -> Reply:
    request = {
        "sql": statement.sql,
        "values": statement.values,
        "seconds": statement.seconds,
        "rows": statement.rows,
        "cells": statement.cells,
        "bytes": statement.bytes,
    }
    try:
        reply = process.call(request, statement.seconds + GRACE_SECONDS)
    except TooSlowError:
        raise InterruptedSqlError from None
    except GoneError:
        raise LargeResultError from None  # the memory limit is the only one at which a process ends without a reply
    if reply["spent"]:
        process.stop()
    if error := reply.get("error"):
        raise {"interrupted": InterruptedSqlError, "large": LargeResultError}.get(error, RefusedSqlError)(
            reply["message"]
        )
    return reply
