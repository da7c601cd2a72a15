"""What is known of the request at hand, for all that work on it: who asks, what it may cost, and how it went."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from llm_kb.site.counting import Counted

SECONDS = 1.8
"""How long the statements of one request may run in all."""


@dataclass
class State:
    """The state of one request; those who work on it change it."""

    client: str = ""
    """Who asks, as far as the network tells."""
    table: str | None = None
    """The table or view that the request is about, if it is about one."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """The query string's parameters, completed with the defaults of the named query."""
    counted: Counted | None = None
    """What the number of rows of the table's page was asked for by, once it was."""
    free: bool = False
    """Whether the visitor wrote SQL, or a part of it."""
    tells_errors: bool = True
    """Whether the answer has a place to tell what is wrong with a statement; if not, an error takes its place."""
    cells: int | None = None
    """How many cells of a result can be shown, where it is made into a page; None where there is no such bound."""
    bounded: bool = True
    """Whether all statements together have to keep within `SECONDS`, and not each of them alone."""
    cut_short: int | None = None
    """How many rows a statement returned that had more; None where nothing is missing."""
    failed: bool = False
    """Whether a statement failed or was stopped, so that the answer may lack something."""
    spent: float = 0
    """How many seconds its statements have run."""

    def seconds_left(self) -> float:
        """How many seconds the next statement may run; not above `SECONDS`."""
        return max(0.0, SECONDS - self.spent) if self.bounded else SECONDS


_state: ContextVar[State | None] = ContextVar("state", default=None)


def begin(state: State) -> None:
    """Let a state be that of the request at hand."""
    _state.set(state)


@contextmanager
def apart() -> Iterator[None]:
    """Let the work in the block be nobody's request: what the server has to know anyway, and asks but once."""
    token = _state.set(None)
    try:
        yield
    finally:
        _state.reset(token)


def at_hand() -> State | None:
    """The state of the request at hand; None where there is no request, as when the server starts."""
    return _state.get()


def current() -> State:
    """The state of the request at hand; where there is none, one that nobody else looks at."""
    return _state.get() or State()
