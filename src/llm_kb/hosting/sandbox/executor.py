"""Runs SQL that contains client input in the sandbox, within the SQL budget of its request."""

import asyncio
import sqlite3
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm_kb.hosting import context
from llm_kb.hosting.context import RequestContext
from llm_kb.hosting.sandbox import pool
from llm_kb.hosting.sandbox.authorizer import LIMITS
from llm_kb.hosting.sandbox.pool import BoundedStatement, BusyError, Pool
from llm_kb.hosting.sandbox.row import SandboxRow, rows_of

PROCESSES = 2
"""Size of each pool: one for custom SQL, one for the SQL that Datasette generates from filters and facets."""
IN_LOOP = 500
"""Results of more rows are put together in a thread."""
QUEUE_SECONDS = 4
"""Queue time-out: a statement that waits longer is answered by 429."""
MARGIN_SECONDS = 1
"""Seconds beyond queue and statement time-outs after which waiting for the reply is given up."""

TOO_LARGE = (
    "The answer, or what has to be sorted for it, is too large to be given here: ask for fewer rows or columns, "
    "or take the whole database and ask it at home."
)
NOT_ALLOWED = "Only reading the knowledge base is allowed here, and this wants more"
TOO_BIG = "string or blob too big"
"""SQLite's message on a value beyond its limit of length."""
REFUSALS = ("not authorized", "access to", "unsafe use of")
"""Prefixes of SQLite's messages when the authorizer denied something."""


@dataclass(frozen=True)
class StatementResult:
    """The result of one statement."""

    columns: list[str]
    rows: list[SandboxRow]
    truncated: bool
    """Whether the row limit cut the result."""


class Executor:
    """Runs statements in two worker pools, so that custom SQL never blocks table pages."""

    def __init__(self, uri: str) -> None:
        """The URI is SQLite's `file:` URI of the database."""
        self.custom = Pool(uri, PROCESSES)
        self.generated = Pool(uri, PROCESSES)

    async def run(
        self, sql: str, values: Any, request: RequestContext, seconds: float, rows: int | None
    ) -> StatementResult:
        """Run a statement, and charge its time to the request's SQL budget; `rows` is the row limit.

        Raises pool.InterruptedSqlError at the time-out, BusyError when the queue is full, and
        sqlite3.OperationalError, with a message for the client, when the statement is invalid, denied or too large.
        """
        statement = BoundedStatement(
            sql, _plain(values), seconds, QUEUE_SECONDS, rows, request.max_cells, request.max_bytes, request
        )
        try:
            reply = await self._reply(statement, request)
        except pool.LargeResultError:
            raise sqlite3.OperationalError(TOO_LARGE) from None
        except pool.RefusedSqlError as error:
            raise sqlite3.OperationalError(_sentence(str(error))) from None
        rows_of_reply = _rows(reply) if len(reply["rows"]) <= IN_LOOP else await asyncio.to_thread(_rows, reply)
        return StatementResult(reply["columns"], rows_of_reply, reply["truncated"])

    async def _reply(self, statement: BoundedStatement, request: RequestContext) -> pool.Reply:
        workers = self.custom if request.has_custom_sql else self.generated
        if not workers.is_ready:
            async with context.waiting():
                await asyncio.to_thread(workers.begin)
        timeout = QUEUE_SECONDS + statement.seconds + MARGIN_SECONDS
        job = workers.submit_held(request.client, statement)
        try:
            async with context.waiting():
                return await asyncio.wait_for(asyncio.wrap_future(job.future), timeout)
        except TimeoutError:
            raise BusyError from None
        finally:
            workers.release(job)

    async def problem(self) -> str:
        """Why statements cannot be run, in a sentence; empty if they can be. Does not wait for those of clients."""
        for workers in (self.custom, self.generated):
            try:
                await asyncio.to_thread(workers.begin)
            except BusyError:
                return "No process for SQL has started in time."
        return self.custom.problem or self.generated.problem

    def close(self) -> None:
        """Stop the workers."""
        self.custom.close()
        self.generated.close()


def _plain(values: Any) -> dict[str, Any] | list[Any]:
    if isinstance(values, Mapping):
        return dict(values)
    return list(values) if isinstance(values, Sequence) else []


def _rows(reply: pool.Reply) -> list[SandboxRow]:
    cells = reply["rows"]
    if reply["has_blobs"]:
        cells = ([_value(cell) for cell in row] for row in cells)
    return rows_of(reply["columns"], cells)


def _value(cell: Any) -> Any:
    return b64decode(cell[0]) if isinstance(cell, list) else cell


def _sentence(message: str) -> str:
    """A message of SQLite for people, with the cure where it has one."""
    if message == TOO_BIG:
        most = LIMITS[sqlite3.SQLITE_LIMIT_LENGTH]
        return f"A text or blob is too big: it may have at most {most:,} bytes, so select or join less of it."
    return f"{NOT_ALLOWED} ({message})." if message.startswith(REFUSALS) else message
