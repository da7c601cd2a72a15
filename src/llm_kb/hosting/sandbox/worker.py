"""The worker process that runs clients' SQL: one statement at a time, requests on standard input, replies on output.

It has only the public database, opened read-only, and can be killed at any moment. It imports as little as possible,
since a new one is started whenever one was killed.
"""

import json
import re
import resource
import sqlite3
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from json.encoder import encode_basestring_ascii
from typing import Any

from llm_kb.hosting.sandbox.authorizer import install_authorizer, set_limits
from llm_kb.hosting.sandbox.frames import READY, read_frame, write_frame
from llm_kb.hosting.sandbox.process_limits import limit_cpu, lower_priority, resident_bytes, set_limit

MEMORY_BYTES = 100_000_000
"""Limit of the address space (RLIMIT_AS); the process starts with a fifth of that."""
HEAP_BYTES = 32_000_000
"""Limit of SQLite's heap."""
SPENT_BYTES = 40_000_000
"""Resident memory above which the process is replaced after a request, to free it."""
FILE_BYTES = 100_000_000
"""Maximum size of a temporary file, in which SQLite sorts."""
OPEN_FILES = 32
NICENESS = 5
"""Lower CPU priority of clients' SQL relative to the pages."""
OPERATIONS = 1000
"""Virtual machine instructions between two looks at the clock: less than a tenth of a millisecond."""
WORD_OR_QUOTATION = re.compile(r'"[^"]*"|[^\s"]+')
NAMES_BYTES = 50_000
"""Maximum size of the names of the columns: a page repeats each some ten times."""
CELL_BYTES = 16
"""Overhead of a cell beside the bytes of its text, at least: it has the name of its column in JSON objects."""

KINDS = {
    "interrupted": "interrupted",
    "out of memory": "large",
    "disk I/O error": "large",
    "database or disk is full": "large",
}
"""Error kinds of SQLite's messages at a limit; the last two occur when a temporary file grows too large."""

Request = dict[str, Any]
Reply = dict[str, Any]


class ResultTooLargeError(Exception):
    """A result exceeds the size limit."""


def main() -> None:
    """Handle requests until standard input ends."""
    uri, requests, replies = sys.argv[1], sys.stdin.buffer, sys.stdout.buffer
    _limit_process()
    connection = connected(uri)
    write_frame(replies, READY)
    while (request := read_frame(requests)) is not None:
        reply = handle(connection, json.loads(request))
        reply["spent"] = resident_bytes() > SPENT_BYTES
        write_frame(replies, json.dumps(reply).encode("ascii"))


def connected(uri: str) -> sqlite3.Connection:
    """A read-only connection within the limits."""
    connection = sqlite3.connect(uri, uri=True, cached_statements=0)  # a cached one takes of the next client's memory
    connection.execute(f"PRAGMA hard_heap_limit = {HEAP_BYTES}")
    connection.execute("PRAGMA temp_store = MEMORY")  # so that the limit covers what is sorted, too
    set_limits(connection)
    install_authorizer(connection)
    connection.create_function("escape_fts", 1, match_expression, deterministic=True)
    return connection


def _limit_process() -> None:
    lower_priority(NICENESS)
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        set_limit(limit, value, is_final=True)


def handle(connection: sqlite3.Connection, request: Request) -> Reply:
    """The reply to one request.

    A request has `sql`, `values` (a mapping or a list), `seconds`, and the limits `rows`, `cells` and `bytes` (`rows`
    and `cells` may be None). A reply has `columns`, `rows` and `truncated`, or `error` (interrupted, large or sql) and
    `message`; bytes are encoded as a list of one base64 string. Its `spent` says that the process should be replaced.
    """
    try:
        with _clock(connection, float(request["seconds"])):
            return _result(connection, request)
    except (ResultTooLargeError, MemoryError):
        return {"error": "large", "message": ""}
    except (sqlite3.Error, sqlite3.Warning) as error:
        return {"error": KINDS.get(str(error), "sql"), "message": str(error)}
    except (ValueError, OverflowError) as error:
        return {"error": "sql", "message": str(error)}


@contextmanager
def _clock(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    """Interrupt the statement at its time-out; should that not stop it, RLIMIT_CPU kills the process later."""
    deadline = time.monotonic() + seconds
    limit_cpu(seconds)
    connection.set_progress_handler(lambda: time.monotonic() >= deadline, OPERATIONS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, OPERATIONS)


def match_expression(text: str) -> str:
    """A search text as an expression of FTS5; one without words is an empty phrase, which nothing has."""
    return quoted_words(text.replace("\0", " ")) or '""'  # FTS5 takes a zero byte for the end


def quoted_words(text: str) -> str:
    """A search text with each word quoted, so that none is FTS5 syntax; quoted phrases stay. Equals Datasette's."""
    words = WORD_OR_QUOTATION.findall(f'{text}"' if text.count('"') % 2 else text)
    return " ".join(word if word.startswith('"') else f'"{word}"' for word in words if word != '""')


def _result(connection: sqlite3.Connection, request: Request) -> Reply:
    cursor = connection.execute(request["sql"], request["values"])
    columns = [column[0] for column in cursor.description or ()]
    limit = _number_of_rows(request, len(columns))
    bytes_of_names = sum(max(CELL_BYTES, _length(name)) for name in columns)  # JSON objects repeat them in each row
    result: Reply = {"columns": columns, "rows": [], "truncated": False, "has_blobs": False}
    if bytes_of_names > NAMES_BYTES:
        raise ResultTooLargeError
    size = 0
    for row in cursor:
        if limit is not None and len(result["rows"]) == limit:
            result["truncated"] = True
            break
        size += bytes_of_names + sum(_length(cell) for cell in row)
        if size > request["bytes"]:
            raise ResultTooLargeError
        if any(isinstance(cell, bytes) for cell in row):
            result["has_blobs"] = True
            row = [[b64encode(cell).decode("ascii")] if isinstance(cell, bytes) else cell for cell in row]
        result["rows"].append(row)
    return result


def _length(value: object) -> int:
    """How many bytes a name or a text takes as JSON, where some characters take twelve; 0 for numbers."""
    if isinstance(value, str):
        return len(encode_basestring_ascii(value))
    return 2 * len(value) if isinstance(value, bytes) else 0


def _number_of_rows(request: Request, columns: int) -> int | None:
    """The row limit: the requested one, lowered to what the cell limit allows."""
    rows: int | None = request["rows"]
    if rows is None or request["cells"] is None:
        return rows
    return min(rows, max(1, int(request["cells"]) // max(1, columns)))


if __name__ == "__main__":
    main()
