"""What stands between the network and Datasette: addresses, methods, whole answers, a word where one is not whole."""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from llm_kb.settings import DATABASE_NAME
from llm_kb.site.knowledge_base import cut_short, table_shown

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
Pairs = list[tuple[str, str]]
"""The parts of an address behind its question mark."""

SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
FOR_MODELS, FOR_PEOPLE = "/-/mcp", "/machines"
"""Where language models ask, and the page that tells people about it."""
PAGE = re.compile(rf"/{DATABASE_NAME}/(?P<name>[^/.]+)(\.(?P<format>\w+))?")
PAGING = {"_next", "_size", "_stream"}
ALL_ROWS = (("_stream", "on"), ("_size", "max"))
"""What makes Datasette give all rows of a table as CSV, in as few steps as may be."""
ALL_ROWS_AT_ONCE = (("_size", "max"), ("_nofacet", "1"), ("_nocount", "1"))
"""What makes Datasette give as many rows of a table as it does at once, and nothing beside them."""

CUT_SHORT_HEADER = b"x-truncated-at"
"""Header of an answer that is not whole; its value is the number of rows that it has."""


@dataclass(frozen=True)
class Site:
    """What has to be known of the pages to complete their addresses."""

    defaults: Mapping[str, Mapping[str, str]]
    """Of each named query its parameters' defaults."""
    facets: Mapping[str, Collection[str]]
    """Of each table the columns that its page counts from the start."""


def at_public_address(app: Application, public_url: str) -> Application:
    """Let every request look as if it had come to the public scheme and host, so that all addresses have them."""
    address = urlsplit(public_url)
    host = (b"host", address.netloc.encode("ascii"))

    async def public(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            others = [header for header in scope["headers"] if header[0] != b"host"]
            scope = {**scope, "scheme": address.scheme, "headers": [host, *others]}
        await app(scope, receive, send)

    return public


def below_prefix(app: Application, prefix: str) -> Application:
    """Take the prefix off the path if the proxy left it there, and see that redirections have it."""

    async def prefixed(scope: Scope, receive: Receive, send: Send) -> None:
        def redirect(headers: Headers) -> Headers:
            return [_with_prefix(header, prefix) for header in headers]

        await app(_without_prefix(scope, prefix), receive, _changing_headers(send, redirect))

    return prefixed


def _without_prefix(scope: Scope, prefix: str) -> Scope:
    path = scope["path"] if scope["type"] == "http" else ""
    if not f"{path}/".startswith(prefix):
        return scope
    raw = scope.get("raw_path") or quote(path).encode("ascii")
    return {**scope, "path": "/" + path[len(prefix) :], "raw_path": b"/" + raw[len(prefix) :]}


def _with_prefix(header: tuple[bytes, bytes], prefix: str) -> tuple[bytes, bytes]:
    name, value = header
    start = prefix.encode("ascii")
    if name.lower() == b"location" and value.startswith(b"/") and not value.startswith((b"//", start)):
        value = start + value[1:]
    return name, value


def _changing_headers(send: Send, change: Callable[[Headers], Headers]) -> Send:
    async def send_changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": change(list(message["headers"]))}
        await send(message)

    return send_changed


def read_only(app: Application) -> Application:
    """Refuse whatever would change something, with a word on what to do instead; language models ask with POST."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"allow", ", ".join(SAFE_METHODS).encode("ascii"))]

    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS and scope["path"] != FOR_MODELS:
            await send({"type": "http.response.start", "status": 405, "headers": headers})
            await send({"type": "http.response.body", "body": b"Nothing can be changed here: ask with GET.\n"})
        else:
            await app(scope, receive, send)

    return refusing


def when_ready(app: Application, make_ready: Callable[[], Awaitable[None]]) -> Application:
    """Let no request through before Datasette is ready, also where several first ones come at once."""

    async def waiting(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await make_ready()
        await app(scope, receive, send)

    return waiting


def with_heads(app: Application) -> Application:
    """Answer HEAD as GET is answered, without the text, so that both have the same headers."""

    async def heading(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_start(message: Message) -> None:
            await send(message if message["type"] == "http.response.start" else {**message, "body": b""})

        if scope["type"] == "http" and scope["method"] == "HEAD" and scope["path"] != FOR_MODELS:
            await app({**scope, "method": "GET"}, receive, send_start)
        else:
            await app(scope, receive, send)

    return heading


def with_a_page_for_people(app: Application) -> Application:
    """Lead a browser that opens the address for language models to the page about it."""

    async def leading(scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and scope["path"] == FOR_MODELS and scope["method"] == "GET"
        if asked and b"text/html" in dict(scope["headers"]).get(b"accept", b""):
            headers = [(b"location", FOR_PEOPLE.encode("ascii")), (b"vary", b"Accept")]
            await send({"type": "http.response.start", "status": 302, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
        else:
            await app(scope, receive, send)

    return leading


def with_whole_answers(app: Application, site: Site) -> Application:
    """Complete the addresses that leave something out, and take out what they say twice.

    The CSV of a table holds all rows unless a page of it is asked for, and its chart always; a named query takes its
    defaults for what is not given; a facet that a table's page has from the start, or none at all, is not asked for.
    """

    async def completing(scope: Scope, receive: Receive, send: Send) -> None:
        page = PAGE.fullmatch(scope["path"]) if scope["type"] == "http" else None
        table_shown.set(page["name"] if page and page["name"] not in site.defaults else None)
        if page:
            given = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            whole = _whole(page["name"], page["format"], given, site)
            if whole != given:
                scope = {**scope, "query_string": urlencode(whole).encode("ascii")}
        await app(scope, receive, send)

    return completing


def _whole(name: str, form: str | None, given: Pairs, site: Site) -> Pairs:
    names = {pair[0] for pair in given}
    if name in site.defaults:
        return [*given, *(pair for pair in site.defaults[name].items() if pair[0] not in names)]
    if form == "svg":
        return [*(pair for pair in given if pair[0] not in PAGING), *ALL_ROWS_AT_ONCE]
    if form == "csv":
        of_one_page = names & {"_next", "_size"}
        return given if of_one_page else [*given, *(pair for pair in ALL_ROWS if pair[0] not in names)]
    shown = {"", *site.facets.get(name, ())}
    return [pair for pair in given if pair[0] != "_facet" or pair[1] not in shown]


def without_paging(pairs: Pairs) -> Pairs:
    """The parts of an address that ask for all rows of what a page of rows is shown of."""
    return [*(pair for pair in pairs if pair[0] not in PAGING), *ALL_ROWS]


def address_of_all_rows(address: str) -> str:
    """The address of the CSV of all rows, made from that of one page of them."""
    path, _, query = address.partition("?")
    return f"{path}?{urlencode(without_paging(parse_qsl(query, keep_blank_values=True)))}"


def telling_what_is_cut(app: Application, limit: int) -> Application:
    """Add a header to every answer that has fewer rows than there are."""

    async def telling(scope: Scope, receive: Receive, send: Send) -> None:
        def tell(headers: Headers) -> Headers:
            return _telling(headers, limit) if cut_short.get() else headers

        cut_short.set(False)
        await app(scope, receive, _changing_headers(send, tell))

    return telling


def _telling(headers: Headers, limit: int) -> Headers:
    exposed = b"access-control-expose-headers"
    told = [(name, value + b", " + CUT_SHORT_HEADER if name.lower() == exposed else value) for name, value in headers]
    return [*told, (CUT_SHORT_HEADER, str(limit).encode("ascii"))]


def with_one_file_name(app: Application) -> Application:
    """Offer the database for download under its name, whatever its file is called."""
    name = f'attachment; filename="{DATABASE_NAME}.db"'.encode("ascii")

    def rename(headers: Headers) -> Headers:
        return [(key, name if key.lower() == b"content-disposition" else value) for key, value in headers]

    async def naming(scope: Scope, receive: Receive, send: Send) -> None:
        download = scope["type"] == "http" and scope["path"] == f"/{DATABASE_NAME}.db"
        await app(scope, receive, _changing_headers(send, rename) if download else send)

    return naming
