"""The way of visitors' SQL into the sandbox and of its result out of it, as Datasette knows both."""

import asyncio
import sqlite3
from base64 import b64decode
from collections.abc import Mapping, Sequence
from typing import Any

from datasette.database import QueryInterrupted, Results
from datasette.views.base import DatasetteError

from llm_kb.hosting.context import State
from llm_kb.hosting.sandbox import pool
from llm_kb.hosting.sandbox.pool import Pool, Statement
from llm_kb.hosting.sandbox.row import rows_of

PROCESSES = 2
"""How many processes there are for SQL that visitors write, and how many for what Datasette makes of their choices."""
BYTES = 4_000_000
"""How large a result may be."""
PATIENCE = 4
"""How many seconds a statement waits for its turn before its visitor is asked to come again."""
MARGIN = 1
"""Seconds beyond all limits after which nobody waits any longer."""

INVALID = "Invalid SQL"
TOO_LARGE = (
    "The answer, or what has to be sorted for it, is too large to be given here: ask for fewer rows or columns, "
    "or take the whole database and ask it at home."
)
NOT_ALLOWED = "Only reading the knowledge base is allowed here, and this wants more"
REFUSALS = ("not authorized", "access to", "unsafe use of")
"""How SQLite's messages begin when the guard has refused something."""


class BusyError(Exception):
    """Too many queries wait for their turn."""

    def __init__(self) -> None:
        super().__init__("Too many queries are asked at once: wait a few seconds, and ask again.")


class VisitorsSql:
    """Runs statements of visitors; SQL that they wrote never stands in the way of the tables' own pages."""

    def __init__(self, address: str) -> None:
        """The address is that of the database as SQLite's `file:` URI."""
        self.written = Pool(address, PROCESSES)
        self.chosen = Pool(address, PROCESSES)

    async def run(self, sql: str, values: Any, request: State, seconds: float, rows: int | None) -> Results:
        """The result of a statement, with at most so many rows.

        Raises QueryInterrupted at the time limit, BusyError where too much waits, and sqlite3.OperationalError, or
        DatasetteError where the answer has no place for it, with a sentence that a visitor can do something with,
        where the statement is wrong, forbidden, or too large.
        """
        statement = Statement(
            sql, _plain(values), min(seconds, request.seconds_left()), PATIENCE, rows, request.cells, BYTES
        )
        try:
            found = await self._found(statement, request)
        except pool.InterruptedSqlError as error:
            request.failed = True
            request.spent += statement.seconds
            raise QueryInterrupted(error, sql, values) from None
        except pool.BusyError:
            request.failed = True
            raise BusyError from None
        except pool.LargeResultError:
            raise _refused(TOO_LARGE, request) from None
        except pool.RefusedSqlError as error:
            raise _refused(_sentence(str(error)), request) from None
        request.spent += found["seconds"]
        columns = found["columns"]
        cells = ([_value(cell) for cell in row] for row in found["rows"])
        return Results(rows_of(columns, cells), found["truncated"], [(name,) for name in columns])

    async def _found(self, statement: Statement, request: State) -> pool.Result:
        if statement.seconds <= 0:
            raise pool.InterruptedSqlError
        processes = self.written if request.free else self.chosen
        if not processes.is_ready:
            await asyncio.to_thread(processes.begin)
        future = processes.submit(request.client, statement)
        try:
            return await asyncio.wait_for(asyncio.wrap_future(future), PATIENCE + statement.seconds + MARGIN)
        except TimeoutError:
            raise pool.BusyError from None

    def close(self) -> None:
        """End the processes."""
        self.written.close()
        self.chosen.close()


def _refused(told: str, request: State) -> Exception:
    request.failed = True
    return sqlite3.OperationalError(told) if request.tells_errors else DatasetteError(told, INVALID, status=400)


def _plain(values: Any) -> dict[str, Any] | list[Any]:
    if isinstance(values, Mapping):
        return dict(values)
    return list(values) if isinstance(values, Sequence) else []


def _value(cell: Any) -> Any:
    return b64decode(cell[0]) if isinstance(cell, list) else cell


def _sentence(message: str) -> str:
    return f"{NOT_ALLOWED} ({message})." if message.startswith(REFUSALS) else message
