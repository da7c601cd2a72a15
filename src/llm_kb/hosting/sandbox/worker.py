"""The process that runs SQL of visitors: one statement at a time, from standard input to standard output.

It holds nothing but the public database, opened to read alone, and can be ended at any moment. It imports as little
as may be, since a new one is started whenever one had to be ended.
"""

import json
import os
import re
import resource
import sqlite3
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from llm_kb.hosting.sandbox.frames import READY, read_frame, write_frame
from llm_kb.hosting.sandbox.guard import bound, forbid_all_but_reading

MEMORY_BYTES = 100_000_000
"""How large the process may become; it begins with a fifth of that."""
HEAP_BYTES = 32_000_000
"""How much of that SQLite may take."""
SPENT_BYTES = 40_000_000
"""How much memory the process may keep after a question for it to go on: a new one gives it back."""
FILE_BYTES = 100_000_000
"""How large a file may become that SQLite sorts in."""
OPEN_FILES = 32
SECONDS_BEYOND = 2
"""How much processor time beyond a statement's limit it takes until the system ends a process that nobody ends."""
NICENESS = 5
"""How far visitors' SQL stands back behind the pages when both want the processor."""
OPERATIONS = 1000
"""After how many operations of SQLite's machine the clock is looked at: less than a tenth of a millisecond."""
STATM = Path("/proc/self/statm")
"""Where Linux tells how much memory a process has, in pages."""
WORD_OR_QUOTATION = re.compile(r'"[^"]*"|[^\s"]+')
CELL_BYTES = 16
"""What a cell costs beside the bytes of its text."""

KINDS = {
    "interrupted": "interrupted",
    "out of memory": "large",
    "disk I/O error": "large",
    "database or disk is full": "large",
}
"""What SQLite's messages mean where bounds are met; the latter two come of a file for sorting that grew too large."""

Question = dict[str, Any]
Reply = dict[str, Any]


class TooMuchError(Exception):
    """A result is larger than an answer may be."""


def main() -> None:
    """Answer questions until there are no more."""
    address, questions, replies = sys.argv[1], sys.stdin.buffer, sys.stdout.buffer
    _bound_process()
    connection = sqlite3.connect(address, uri=True)
    connection.execute(f"PRAGMA hard_heap_limit = {HEAP_BYTES}")
    connection.execute("PRAGMA temp_store = MEMORY")  # so that the bound holds what is sorted, too
    bound(connection)
    forbid_all_but_reading(connection)
    connection.create_function("escape_fts", 1, quoted_words, deterministic=True)
    write_frame(replies, READY)
    while (question := read_frame(questions)) is not None:
        reply = answer(connection, json.loads(question))
        reply["spent"] = _resident_bytes() > SPENT_BYTES
        write_frame(replies, json.dumps(reply).encode("ascii"))


def _resident_bytes() -> int:
    """How much memory the process has now; 0 where the system does not tell."""
    try:
        return int(STATM.read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0


def _bound_process() -> None:
    os.nice(NICENESS)
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        _, most = resource.getrlimit(limit)
        least = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(limit, (least, least))


def answer(connection: sqlite3.Connection, question: Question) -> Reply:
    """The reply to one question.

    A question has `sql`, `values` (a mapping or a list), `seconds`, `rows`, `cells` and `bytes` (bounds; `rows` and
    `cells` may be None). A reply has `columns`, `rows` and `truncated`, or `error` (interrupted, large or sql) and
    `message`; bytes are told as a list of one text in base64. Its `spent` tells that the process should be ended.
    """
    try:
        with _clock(connection, float(question["seconds"])):
            return _result(connection, question)
    except (TooMuchError, MemoryError):
        return {"error": "large", "message": ""}
    except (sqlite3.Error, sqlite3.Warning) as error:
        return {"error": KINDS.get(str(error), "sql"), "message": str(error)}
    except (ValueError, OverflowError) as error:
        return {"error": "sql", "message": str(error)}


@contextmanager
def _clock(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Stop what a connection runs after so many seconds; should it not stop, the system ends the process later."""
    end = time.monotonic() + seconds
    used = resource.getrusage(resource.RUSAGE_SELF)
    allowed = int(used.ru_utime + used.ru_stime + seconds) + 1 + SECONDS_BEYOND
    _, most = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed if most == resource.RLIM_INFINITY else min(allowed, most), most))
    connection.set_progress_handler(lambda: time.monotonic() >= end, OPERATIONS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, OPERATIONS)


def quoted_words(text: str) -> str:
    """Words to search for without a meaning for FTS, but for quotation marks around several: as Datasette has it."""
    words = WORD_OR_QUOTATION.findall(f'{text}"' if text.count('"') % 2 else text)
    return " ".join(word if word.startswith('"') else f'"{word}"' for word in words if word != '""')


def _result(connection: sqlite3.Connection, question: Question) -> Reply:
    cursor = connection.execute(question["sql"], question["values"])
    columns = [column[0] for column in cursor.description or ()]
    wanted = _number_of_rows(question, len(columns))
    rows: list[list[Any]] = []
    size = 0
    for row in cursor:
        if wanted is not None and len(rows) == wanted:
            return {"columns": columns, "rows": rows, "truncated": True}
        size += sum(CELL_BYTES + (len(cell) if isinstance(cell, str | bytes) else 0) for cell in row)
        if size > question["bytes"]:
            raise TooMuchError
        rows.append([[b64encode(cell).decode("ascii")] if isinstance(cell, bytes) else cell for cell in row])
    return {"columns": columns, "rows": rows, "truncated": False}


def _number_of_rows(question: Question, columns: int) -> int | None:
    """How many rows are wanted at most: as many as were asked for, and no more than there is room for their cells."""
    rows: int | None = question["rows"]
    if rows is None or question["cells"] is None:
        return rows
    return min(rows, max(1, int(question["cells"]) // max(1, columns)))


if __name__ == "__main__":
    main()
