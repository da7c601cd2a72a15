"""Processes that run SQL of visitors, and the order in which statements reach them."""

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
GRACE = 0.25
"""Seconds after its limit in which a statement may still end by itself, before its process is ended."""

PAUSE = 0.5
"""Seconds until it is tried again to start a process that could not be started."""

AT_ONCE = 1
WAITING_OF_ONE = 24
WAITING = 120
"""How many statements of one client run at once and wait, and how many wait in all."""


logger = logging.getLogger(__name__)


class BusyError(Exception):
    """Too many statements are queued, or this one was queued for too long."""

    def __init__(self) -> None:
        super().__init__("Too many queries are asked at once: wait a few seconds, and ask again.")


class InterruptedSqlError(Exception):
    """A statement was stopped at its time limit."""


class LargeResultError(Exception):
    """A result is larger than an answer may be."""


class RefusedSqlError(Exception):
    """SQLite refuses a statement; the text is SQLite's own."""


@dataclass(frozen=True)
class Statement:
    """A statement with what its result may cost."""

    sql: str
    values: Any
    """Values of its parameters by name, or in order."""
    seconds: float
    """How long it may run."""
    patience: float
    """How many seconds it may wait before it runs."""
    rows: int | None
    cells: int | None
    bytes: int


Reply = dict[str, Any]


@dataclass(frozen=True)
class _Job:
    statement: Statement
    future: "Future[Reply]"
    since: float


class Pool:
    """Processes over one database file; each takes the next statement when it is free.

    The processes are started by `begin`, and end with this one, however it ends.
    """

    def __init__(self, address: str, size: int, at_once: int = AT_ONCE) -> None:
        """The address is that of the file as SQLite's `file:` URI; `at_once` statements of a client run at once."""
        self.address = address
        self.size = size
        self._queue: FairQueue[_Job] = FairQueue(at_once, WAITING_OF_ONE, WAITING)
        self._begin = threading.Lock()
        self._begun = False
        self._ready = threading.Event()
        weakref.finalize(self, _end, self._queue)

    def submit(self, client: str, statement: Statement) -> "Future[Reply]":
        """Have a statement run for a client.

        The result has `columns`, `rows`, `truncated` and `seconds`, which tells how long it ran; the future fails
        with one of the errors of this module. Raises BusyError when too much waits already.
        """
        job = _Job(statement, Future(), monotonic())
        try:
            self._queue.put(client, job)
        except FullError:
            raise BusyError from None
        return job.future

    def begin(self) -> None:
        """Start the processes, and wait until one is ready; to be called before the first statement is submitted."""
        with self._begin:
            if not self._begun:
                self._begun = True
                for _ in range(self.size):
                    # the thread must not hold the pool, which would then never be forgotten
                    threading.Thread(target=_serve, args=(self._queue, self.address, self._ready), daemon=True).start()
        self._ready.wait()

    @property
    def is_ready(self) -> bool:
        """Whether statements can be submitted."""
        return self._ready.is_set()

    def close(self) -> None:
        """End the processes; what still waits fails."""
        _end(self._queue)


def _end(queue: FairQueue[_Job]) -> None:
    for job in queue.close():
        job.future.cancel()


def _serve(queue: FairQueue[_Job], address: str, ready: threading.Event) -> None:
    """Run one statement after the other in a process of this thread, which is made anew while nobody waits for it."""
    process = Process(WORKER, address)
    while True:
        _prepare(process)
        ready.set()
        if (taken := queue.take()) is None:
            break
        client, job = taken
        try:
            _run(process, job)
        finally:
            queue.done(client)
        del job, taken
    process.stop()


def _prepare(process: Process) -> bool:
    """Start a process if it does not run, and tell whether that went well."""
    try:
        process.start()
    except (GoneError, TooSlowError) as error:
        logger.warning("No process for SQL of visitors can be started (%s).", error or "it takes too long")
        sleep(PAUSE)
        return False
    return True


def _run(process: Process, job: _Job) -> None:
    if not job.future.set_running_or_notify_cancel():
        return
    try:
        begin = monotonic()
        if begin - job.since > job.statement.patience or not (process.is_running or _prepare(process)):
            raise BusyError
        result = _asked(process, job.statement)
        job.future.set_result({**result, "seconds": monotonic() - begin})
    except Exception as error:
        job.future.set_exception(error)


def _asked(process: Process, statement: Statement) -> Reply:
    question = {
        "sql": statement.sql,
        "values": statement.values,
        "seconds": statement.seconds,
        "rows": statement.rows,
        "cells": statement.cells,
        "bytes": statement.bytes,
    }
    try:
        reply = process.ask(question, statement.seconds + GRACE)
    except TooSlowError:
        raise InterruptedSqlError from None
    except GoneError:
        raise LargeResultError from None  # memory is the one bound at which a process ends without a word
    if reply["spent"]:
        process.stop()
    if error := reply.get("error"):
        raise {"interrupted": InterruptedSqlError, "large": LargeResultError}.get(error, RefusedSqlError)(
            reply["message"]
        )
    return reply
