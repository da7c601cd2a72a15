"""The context of the current request: who sent it, what it may cost, and how it went.

A request has one mutable `RequestContext`, since what a child task sets in a context variable is lost to its parent.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

SECONDS = 1.8
"""SQL budget of one request: how many seconds its statements may run in all."""


@dataclass
class RequestContext:
    """The context of one request; whoever works on the request updates it."""

    client: str = ""
    """Rate-limit key of the client; empty where the network does not tell."""
    table: str | None = None
    """Name of the table or view that the request is about, if it is about one."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """The query string with its defaults filled in; the first of several values of a name."""
    bad_request: str = ""
    """What is wrong with the query string, in a sentence; empty if nothing is."""
    has_custom_sql: bool = False
    """Whether the client wrote SQL, or a part of it."""
    reports_errors: bool = True
    """Whether the response format has a place for the error message of a statement; if not, an error page follows."""
    max_cells: int | None = None
    """How many cells of a result may be shown on a page; None for no such bound."""
    shares_budget: bool = True
    """Whether all statements together must keep within `SECONDS`, and not each of them alone."""
    truncated_at: int | None = None
    """How many rows a statement returned that had more; None if nothing was truncated."""
    failed: bool = False
    """Whether a statement failed or was interrupted, so that the response may be incomplete."""
    seconds_spent: float = 0
    """How many seconds its statements have run."""

    def seconds_left(self) -> float:
        """How many seconds the next statement may run; at most `SECONDS`."""
        return max(0.0, SECONDS - self.seconds_spent) if self.shares_budget else SECONDS


_current: ContextVar[RequestContext | None] = ContextVar("request", default=None)


def begin(request: RequestContext) -> None:
    """Make this the context of the current request."""
    _current.set(request)


@contextmanager
def outside_of_requests() -> Iterator[None]:
    """Run the block outside the budget of the current request: schema look-ups that are cached afterwards."""
    token = _current.set(None)
    try:
        yield
    finally:
        _current.reset(token)


def get() -> RequestContext | None:
    """The context of the current request; None outside of requests, as at start-up."""
    return _current.get()


def current() -> RequestContext:
    """The context of the current request; outside of requests one that nobody else sees."""
    return _current.get() or RequestContext()
