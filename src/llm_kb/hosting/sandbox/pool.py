"""A pool of worker processes for clients' SQL, fed by a fair queue."""

import logging
import signal
import sys
import threading
import weakref
from concurrent.futures import Future
from dataclasses import dataclass, field
from time import monotonic, sleep
from typing import Any

from llm_kb.hosting.context import RequestContext
from llm_kb.hosting.sandbox.fair_queue import BlockingFairQueue, FullError, Limits
from llm_kb.hosting.sandbox.process import SECONDS_TO_BEGIN, GoneError, Process, TooSlowError

WORKER = "llm_kb.hosting.sandbox.worker"
GRACE_SECONDS = 0.25
"""Grace period after a statement's time-out, before its process is killed."""

RETRY_SECONDS = 0.5
"""Delay before the next attempt to start a process that could not be started."""

CONCURRENT_PER_CLIENT = 1
QUEUED_PER_CLIENT = 24
QUEUED = 120
"""Limits of running and queued statements per client, and of queued statements in all."""
UNLIMITED = sys.maxsize
"""The workers themselves limit how many run: a held one that has run must not count."""


logger = logging.getLogger(__name__)


class BusyError(Exception):
    """Too many statements are queued, or this one was queued for too long."""

    def __init__(self) -> None:
        super().__init__("Too many queries are asked at once: wait a few seconds, and ask again.")


class LostError(BusyError):
    """The worker process ended while it ran a statement, for a reason that has nothing to do with that."""

    def __str__(self) -> str:
        return "The process that ran this query has ended before it could answer: ask again."


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
    request: RequestContext = field(default_factory=RequestContext)
    """The request whose budget is charged."""


Reply = dict[str, Any]


@dataclass
class Job:
    """A statement that is queued or runs."""

    client: str
    statement: BoundedStatement
    future: "Future[Reply]" = field(default_factory=Future)
    submitted: float = field(default_factory=monotonic)
    is_held: bool = False
    """Whether the client's next statement waits until the reply to this one has been released."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    has_run: bool = False


@dataclass
class _Status:
    """What is known of the workers of a pool."""

    is_known: threading.Event = field(default_factory=threading.Event)
    """Set once the first worker has started or failed to."""
    problem: str = ""


class Pool:
    """A pool of worker processes over one database file; each takes the next statement from the fair queue.

    `begin` starts the workers; they end with this process, however it ends.
    """

    def __init__(self, uri: str, size: int, max_concurrent: int = CONCURRENT_PER_CLIENT) -> None:
        """The URI is SQLite's `file:` URI; `max_concurrent` limits the running statements of each client."""
        self.uri = uri
        self.size = size
        self._queue: BlockingFairQueue[Job] = BlockingFairQueue(
            Limits(UNLIMITED, max_concurrent, QUEUED, QUEUED_PER_CLIENT)
        )
        self._begin = threading.Lock()
        self._begun = False
        self._status = _Status()
        weakref.finalize(self, _end, self._queue)

    def submit(self, client: str, statement: BoundedStatement) -> "Future[Reply]":
        """Queue a statement of a client.

        The future's result has `columns`, `rows`, `truncated` and `seconds`, the execution time; it fails with one of
        the errors of this module. Raises BusyError when the queue is full.
        """
        return self._submit(Job(client, statement)).future

    def submit_held(self, client: str, statement: BoundedStatement) -> Job:
        """Queue a statement as `submit` does; the client's next one does not run before `release` of this one.

        So a client has no more than one reply in memory that nobody has taken yet.
        """
        return self._submit(Job(client, statement, is_held=True))

    def release(self, job: Job) -> None:
        """Let the client's next statement run, after this one if it still runs."""
        with job.lock:
            has_run, is_held, job.is_held = job.has_run, job.is_held, False
        if has_run and is_held:
            self._queue.done(job.client)

    def _submit(self, job: Job) -> Job:
        try:
            evicted = self._queue.put(job.client, job)
        except FullError:
            raise BusyError from None
        if evicted is not None and evicted.future.set_running_or_notify_cancel():
            evicted.future.set_exception(BusyError())
        return job

    def begin(self) -> None:
        """Start the workers, and wait until one is ready; call it before the first statement is submitted.

        Raises BusyError if none is in time.
        """
        with self._begin:
            if not self._begun:
                self._begun = True
                for _ in range(self.size):
                    # the thread must not reference the pool, which would then never be garbage-collected
                    threading.Thread(target=_serve, args=(self._queue, self.uri, self._status), daemon=True).start()
        if not self._status.is_known.wait(2 * SECONDS_TO_BEGIN):
            raise BusyError

    @property
    def is_ready(self) -> bool:
        """Whether statements can be submitted."""
        return self._status.is_known.is_set()

    @property
    def problem(self) -> str:
        """Why no worker could be started at the last attempt, in a sentence; empty if one could."""
        return self._status.problem

    def close(self) -> None:
        """Stop the workers and cancel the queued statements."""
        _end(self._queue)


def _end(queue: BlockingFairQueue[Job]) -> None:
    for job in queue.close():
        job.future.cancel()


def _serve(queue: BlockingFairQueue[Job], uri: str, status: _Status) -> None:
    """Run statements in a worker process of this thread, which is restarted before the next statement is taken."""
    process = Process(WORKER, uri)
    while True:
        _prepare(process, status)
        if (entry := queue.take()) is None:
            break
        _, job = entry
        _run(process, job, status)
        with job.lock:
            job.has_run = True
            is_done = not job.is_held
        if is_done:
            queue.done(job.client)
        del job, entry
    process.stop()


def _prepare(process: Process, status: _Status) -> bool:
    """Start a process if it does not run; returns whether it runs."""
    try:
        process.start()
        status.problem = ""
    except Exception as error:  # whatever it is, the thread has to go on
        status.problem = f"No process for SQL can be started ({error or 'it takes too long'})."
        logger.warning("%s", status.problem)
        sleep(RETRY_SECONDS)
    status.is_known.set()
    return process.is_running


def _run(process: Process, job: Job, status: _Status) -> None:
    if not job.future.set_running_or_notify_cancel():
        return
    try:
        if monotonic() - job.submitted > job.statement.queue_seconds:
            raise BusyError
        if not (process.is_running or _prepare(process, status)):
            raise BusyError
        job.future.set_result(_charged(process, job.statement))
    except Exception as error:
        job.future.set_exception(error)


def _charged(process: Process, statement: BoundedStatement) -> Reply:
    """The reply to a statement, whose time is charged to its request: of a client one statement runs at a time."""
    seconds = min(statement.seconds, statement.request.seconds_left())
    if seconds <= 0:
        raise InterruptedSqlError
    begin = monotonic()
    try:
        return _call(process, statement, seconds)
    finally:
        statement.request.seconds_spent += monotonic() - begin


def _call(process: Process, statement: BoundedStatement, seconds: float) -> Reply:
    request = {
        "sql": statement.sql,
        "values": statement.values,
        "seconds": seconds,
        "rows": statement.rows,
        "cells": statement.cells,
        "bytes": statement.bytes,
    }
    try:
        reply = process.call(request, seconds + GRACE_SECONDS)
    except TooSlowError:
        raise InterruptedSqlError from None
    except GoneError as error:
        raise _cause(error) from None
    if reply["spent"]:
        process.stop()
    if kind := reply.get("error"):
        raise {"interrupted": InterruptedSqlError, "large": LargeResultError}.get(kind, RefusedSqlError)(
            reply["message"]
        )
    return reply


def _cause(error: GoneError) -> Exception:
    """The error of a statement whose process has ended without a reply: at a limit, or for another reason."""
    if error.is_out_of_memory:
        return LargeResultError()
    if error.signal == signal.SIGXCPU:
        return InterruptedSqlError()
    logger.warning("A process for SQL has ended (%s).", error)
    return LostError()
