"""What each request is let in with: its client, its share of time and processes, and the size of what it may show."""

import ipaddress
import re
import string
from collections.abc import Collection
from urllib.parse import parse_qsl, quote, urlencode

from llm_kb.hosting import context
from llm_kb.hosting.asgi import FOR_MODELS, Application, Pairs, Receive, Scope, Send
from llm_kb.settings import DATABASE_NAME

PATH = re.compile(rf"/{DATABASE_NAME}(/(?P<name>[^/.]+))?(\.(?P<format>\w+))?")
ENCODED = re.compile(r"~([0-9a-fA-F]{2})")
PLAIN = frozenset(string.ascii_letters + string.digits + "-_")
WRITTEN = {"sql", "_where"}
"""Parts of an address that hold SQL."""
REFUSED = {"_trace"}
"""Parts of an address that are for those who work on Datasette."""
CELLS = 5_000
"""How many cells of a query's result a page shows: it is made while nobody else is served."""
CLOSED = r"^/-/(?!(llm-kb|static|mcp|health)(/|$))"
"""Addresses that tell of the server, which is nothing to its readers."""
NETWORK_BITS = 64
"""How many bits of an address of IPv6 belong to one household or firm."""


def admitting(app: Application, named_queries: Collection[str]) -> Application:
    """Begin the state of each request."""

    async def admitted(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if (plain := plain_path(scope["path"])) != scope["path"]:
                await _redirect(plain, scope, send)
                return
            pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            context.begin(_state(scope, pairs, named_queries))
            scope = _without_refused(scope, pairs)
        await app(scope, receive, send)

    return admitted


def plain_path(path: str) -> str:
    """A path in which no letter, digit, dash or underscore is encoded in Datasette's way, with a tilde.

    So that a name can be written in one way alone, and nothing that looks at paths misses another.
    """
    return ENCODED.sub(lambda code: sign if (sign := chr(int(code[1], 16))) in PLAIN else code[0], path)


async def _redirect(path: str, scope: Scope, send: Send) -> None:
    query = b"?" + scope["query_string"] if scope["query_string"] else b""
    location = quote(path).encode("ascii") + query
    await send({"type": "http.response.start", "status": 308, "headers": [(b"location", location)]})
    await send({"type": "http.response.body", "body": b""})


def _state(scope: Scope, pairs: Pairs, named_queries: Collection[str]) -> context.State:
    path = PATH.fullmatch(scope["path"])
    names = {name for name, _ in pairs}
    written = scope["path"] == FOR_MODELS or bool(path and names & WRITTEN)
    form = path["format"] if path else None
    is_query = bool(path) and ("sql" in names or (path and path["name"] in named_queries))
    return context.State(
        client=client_of(scope),
        free=written,
        tells_errors=form in (None, "json"),
        cells=CELLS if is_query and form is None else None,
        bounded=written or form != "csv",
    )


def _without_refused(scope: Scope, pairs: Pairs) -> Scope:
    kept = [pair for pair in pairs if pair[0] not in REFUSED]
    return scope if len(kept) == len(pairs) else {**scope, "query_string": urlencode(kept).encode("ascii")}


def client_of(scope: Scope) -> str:
    """Who asks: the address, or its network where a household has many; empty where the network does not tell."""
    host = str((scope.get("client") or ("",))[0])
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    return str(ipaddress.ip_network((address, NETWORK_BITS), strict=False)) if address.version == 6 else host
