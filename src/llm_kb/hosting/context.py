"""The context of the current request: who sent it, what it may cost, and how it went.

A request has one mutable `RequestContext`, since what a child task sets in a context variable is lost to its parent.
"""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from llm_kb.hosting.fair_queue import Slot

SECONDS = 1.8
"""SQL budget of one request: how many seconds its statements may run in all."""
BYTES, MCP_BYTES = 4_000_000, 2_000_000
"""Limits of the size of a result: over MCP it is sent twice, and read by a language model."""
MCP_ROWS = 1_000
"""Limit of the rows of a result over MCP, where an answer holds far fewer, and the next ones are asked for."""


@dataclass
class RequestContext:
    """The context of one request; whoever works on the request updates it."""

    client: str = ""
    """Rate-limit key of the client; empty where the network does not tell."""
    table: str | None = None
    """Name of the table or view that the request is about, if it is about one."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """The query string with its defaults filled in; the first of several values of a name."""
    pairs: Sequence[tuple[str, str]] = ()
    """All parameters of the query string with their values, defaults filled in."""
    bad_request: str = ""
    """What is wrong with the query string, in a sentence; empty if nothing is."""
    is_page: bool = False
    """Whether the response is a page for people, which can hold a warning beside its rows."""
    warning: str = ""
    """What the page of a query without rows says of a value that nothing has."""
    has_custom_sql: bool = False
    """Whether the client wrote SQL, or a part of it."""
    reports_errors: bool = True
    """Whether the response format can hold the error message of a statement; if not, an error page follows."""
    max_cells: int | None = None
    """Limit of the cells of a result on a page; None for no limit."""
    max_bytes: int = BYTES
    """Limit of the size of a result as JSON."""
    max_rows: int | None = None
    """Limit of the rows of a result where it is lower than that of the server; None elsewhere."""
    shares_budget: bool = True
    """Whether `SECONDS` limits all statements together, and not each of them alone."""
    truncated_at: int | None = None
    """Number of rows at which a result was truncated; None if none was."""
    failed: bool = False
    """Whether a statement failed or was interrupted, so that the response may be incomplete."""
    seconds_spent: float = 0
    """Total execution time of its statements."""
    slot: Slot | None = None
    """Its share of this process; None where there is no limit."""

    def seconds_left(self) -> float:
        """Time-out of the next statement; at most `SECONDS`."""
        return max(0.0, SECONDS - self.seconds_spent) if self.shares_budget else SECONDS


_current: ContextVar[RequestContext | None] = ContextVar("request", default=None)


def begin(request: RequestContext) -> None:
    """Make this the context of the current request."""
    _current.set(request)


@contextmanager
def outside_of_requests() -> Iterator[None]:
    """Run the block outside the budget of the current request: schema look-ups that are cached afterward."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)


@asynccontextmanager
async def waiting() -> AsyncIterator[None]:
    """Give the request's slot back while other processes work for it, and wait for it again afterward."""
    request = _current.get()
    if request is None or request.slot is None:
        yield
        return
    async with request.slot.paused():
        yield


def get() -> RequestContext | None:
    """The context of the current request; None outside of requests, as at start-up."""
    return _current.get()


def current() -> RequestContext:
    """The context of the current request; outside of requests a new one."""
    return _current.get() or RequestContext()
