"""Middleware for back-pressure: it limits how many responses are made at once, with a fair share for each client."""

from llm_kb.hosting import context
from llm_kb.hosting.asgi import ALWAYS, PLAIN_TEXT, Application, Message, Receive, Scope, Send, respond
from llm_kb.hosting.cache import CHUNK
from llm_kb.hosting.fair_queue import FairSemaphore, FullError, Limits, Slot

LIMITS = Limits(running=2, running_per_client=1, queued=64, queued_per_client=16)
"""Limits of the responses that are made at once, and of the requests that wait for that."""
QUEUE_SECONDS = 4
"""Queue time-out: a request that waits longer is answered by 429."""
RETRY_SECONDS = 5

BUSY = b"Too much is asked at once: wait a few seconds, and ask again.\n"
HEADERS = [
    *ALWAYS.items(),
    PLAIN_TEXT,
    (b"cache-control", b"no-store"),
    (b"retry-after", b"%d" % RETRY_SECONDS),
    (b"access-control-allow-origin", b"*"),
    (b"content-length", b"%d" % len(BUSY)),
]


def with_limited_concurrency(app: Application, limits: Limits = LIMITS) -> Application:
    """Make a response only while there is a slot for its client; 429 where none gets free in time."""
    semaphore = FairSemaphore(limits, QUEUE_SECONDS)

    async def limiting(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        try:
            async with semaphore.slot(context.current().client) as slot:
                context.current().slot = slot
                await app(scope, receive, _pausing(send, slot))
        except FullError:
            await respond(send, 429, HEADERS, BUSY)

    return limiting


def _pausing(send: Send, slot: Slot) -> Send:
    """A `send` that gives the slot back while a chunk of a stream is sent, so that a slow client holds none.

    It counts as the cache does, which passes a stream on in chunks.
    """
    size = CHUNK

    async def send_between_turns(message: Message) -> None:
        nonlocal size
        size += len(message.get("body", b""))
        if size < CHUNK or not message.get("more_body"):
            await send(message)
            return
        size = 0
        async with slot.paused(first=True):
            await send(message)

    return send_between_turns
