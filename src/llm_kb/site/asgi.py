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
BELOW_DATABASE = re.compile(rf"/{DATABASE_NAME}([/.].*)?", re.DOTALL)
PAGE = re.compile(rf"/{DATABASE_NAME}/(?P<name>[^/.]+)(\.(?P<format>\w+))?")
PAGING = {"_next", "_size", "_stream"}
ALL_ROWS = (("_stream", "on"), ("_size", "max"))
"""What makes Datasette give all rows of a table as CSV, in as few steps as may be."""

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
    """Refuse whatever would change the database, with a word on what to do instead."""
    text = f"Nothing can be changed here: ask /{DATABASE_NAME} with GET.\n".encode()
    headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"allow", ", ".join(SAFE_METHODS).encode("ascii"))]

    async def refusing(scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["type"] == "http" and BELOW_DATABASE.fullmatch(scope["path"])
        if asked and scope["method"] not in SAFE_METHODS:
            await send({"type": "http.response.start", "status": 405, "headers": headers})
            await send({"type": "http.response.body", "body": text})
        else:
            await app(scope, receive, send)

    return refusing


def with_whole_answers(app: Application, site: Site) -> Application:
    """Complete the addresses that leave something out, and take out what they say twice.

    The CSV of a table holds all rows unless a page of it is asked for; a named query takes its defaults for what is not
    given; a facet that a table's page has from the start is not shown again.
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
    if form == "csv":
        of_one_page = names & {"_next", "_size"}
        return given if of_one_page else [*given, *(pair for pair in ALL_ROWS if pair[0] not in names)]
    shown = site.facets.get(name, ())
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
