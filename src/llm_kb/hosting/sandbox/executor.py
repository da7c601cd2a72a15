"""Runs statements that clients had a part in, in the sandbox, within the budget of their request."""

import asyncio
import sqlite3
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm_kb.hosting.context import RequestContext
from llm_kb.hosting.sandbox import pool
from llm_kb.hosting.sandbox.pool import BusyError, Pool, Statement
from llm_kb.hosting.sandbox.row import Row, rows_of

PROCESSES = 2
"""Workers for SQL that clients wrote, and as many for SQL that Datasette makes of their filters and facets."""
BYTES = 4_000_000
"""How large a result may be."""
QUEUE_SECONDS = 4
"""How long a statement waits in the queue before its client gets a 429."""
MARGIN_SECONDS = 1
"""Seconds beyond all limits after which nobody waits any longer."""

TOO_LARGE = (
    "The answer, or what has to be sorted for it, is too large to be given here: ask for fewer rows or columns, "
    "or take the whole database and ask it at home."
)
NOT_ALLOWED = "Only reading the knowledge base is allowed here, and this wants more"
REFUSALS = ("not authorized", "access to", "unsafe use of")
"""How SQLite's messages begin when the authorizer has refused something."""


@dataclass(frozen=True)
class Result:
    """The rows of a statement."""

    columns: list[str]
    rows: list[Row]
    truncated: bool
    """Whether there are more rows."""


class Executor:
    """Runs statements in two pools, so that SQL that clients wrote never blocks the pages of tables."""

    def __init__(self, uri: str) -> None:
        """The URI is that of the database file as SQLite takes it, `file:…`."""
        self.custom = Pool(uri, PROCESSES)
        self.generated = Pool(uri, PROCESSES)

    async def run(self, sql: str, values: Any, request: RequestContext, seconds: float, rows: int | None) -> Result:
        """The result of a statement, with at most so many rows.

        Raises pool.InterruptedSqlError at the time limit, BusyError where too much is queued, and
        sqlite3.OperationalError, with a sentence that the client can act on, where the statement is wrong, forbidden,
        or too large.
        """
        statement = Statement(
            sql, _plain(values), min(seconds, request.seconds_left()), QUEUE_SECONDS, rows, request.max_cells, BYTES
        )
        try:
            reply = await self._reply(statement, request)
        except pool.InterruptedSqlError:
            request.seconds_spent += statement.seconds
            raise
        except pool.LargeResultError:
            raise sqlite3.OperationalError(TOO_LARGE) from None
        except pool.RefusedSqlError as error:
            raise sqlite3.OperationalError(_sentence(str(error))) from None
        request.seconds_spent += reply["seconds"]
        cells = ([_value(cell) for cell in row] for row in reply["rows"])
        return Result(reply["columns"], rows_of(reply["columns"], cells), reply["truncated"])

    async def _reply(self, statement: Statement, request: RequestContext) -> pool.Reply:
        if statement.seconds <= 0:
            raise pool.InterruptedSqlError
        workers = self.custom if request.has_custom_sql else self.generated
        if not workers.is_ready:
            await asyncio.to_thread(workers.begin)
        future = workers.submit(request.client, statement)
        try:
            limit = QUEUE_SECONDS + statement.seconds + MARGIN_SECONDS
            return await asyncio.wait_for(asyncio.wrap_future(future), limit)
        except TimeoutError:
            raise BusyError from None

    def close(self) -> None:
        """End the workers."""
        self.custom.close()
        self.generated.close()


def _plain(values: Any) -> dict[str, Any] | list[Any]:
    if isinstance(values, Mapping):
        return dict(values)
    return list(values) if isinstance(values, Sequence) else []


def _value(cell: Any) -> Any:
    return b64decode(cell[0]) if isinstance(cell, list) else cell


def _sentence(message: str) -> str:
    return f"{NOT_ALLOWED} ({message})." if message.startswith(REFUSALS) else message
