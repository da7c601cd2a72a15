"""What SQL costs over HTTP, made anew and answered as JSON, beside the same SQL by sqlite3 in this process."""

import http.client
import itertools
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median
from urllib.parse import urlencode, urlsplit

from llm_kb.sqlfile import SqlFile, read_folder

from . import databases
from .rounds import Figures, interleaved, milliseconds, rounded
from .servers import site

QUERIES = Path(__file__).parent / "queries"


def queries() -> list[SqlFile]:
    """The queries that are measured."""
    return read_folder(QUERIES)


def measure(times: int, rounds: int) -> Figures:
    """Each query in both ways in each round."""
    path = databases.database(times)
    with site(path) as server, closing(open_read_only(path)) as connection:
        host = urlsplit(server.address).netloc
        with closing(http.client.HTTPConnection(host, timeout=60)) as client:
            return {"queries": {query.name: _compared(query, client, connection, rounds) for query in queries()}}


def open_read_only(path: Path) -> sqlite3.Connection:
    """A read-only connection to an immutable file."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _compared(query: SqlFile, client: http.client.HTTPConnection, bare: sqlite3.Connection, rounds: int) -> Figures:
    statuses: set[int] = set()
    send_request = _requester(query.sql, client, statuses)
    send_request()  # the first time waits for the file to be read
    ways: dict[str, Callable[[], float]] = {
        "http": lambda: milliseconds(send_request),
        "sqlite3": lambda: milliseconds(lambda: bare.execute(query.sql).fetchall()),
    }
    timings = {way: rounded(median(costs)) for way, costs in interleaved(ways, rounds).items()}
    return {"title": query.text("title"), "statuses": sorted(statuses), **timings}


def _requester(sql: str, client: http.client.HTTPConnection, statuses: set[int]) -> Callable[[], None]:
    """A function that requests the rows of a statement, each time with a new query string to bypass the cache."""
    numbers = itertools.count()

    def send_request() -> None:
        client.request("GET", "/llm_kb.json?" + urlencode({"sql": sql, "_shape": "arrays", "visit": next(numbers)}))
        response = client.getresponse()
        response.read()
        statuses.add(response.status)

    return send_request
