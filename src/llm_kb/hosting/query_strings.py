"""Middleware that parses the query string of each request, once: request context, default parameters, limits.

Paths of Datasette are `/DATABASE`, `/DATABASE/NAME` and both with a format such as `.csv`; NAME is a table, a view or a
canned query.
"""

import ipaddress
import re
import string
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlencode

from llm_kb.hosting import context
from llm_kb.hosting.asgi import Application, Headers, Receive, Scope, Send, changing_headers, redirect

Pairs = list[tuple[str, str]]

TILDE_CODE = re.compile(r"~([0-9a-fA-F]{2})")
UNRESERVED = frozenset(string.ascii_letters + string.digits + "-_")
SQL_PARAMETERS = frozenset({"sql", "_where"})
"""Parameters that hold SQL of the client."""
DEBUG_PARAMETERS = frozenset({"_trace"})
"""Parameters for developers of Datasette."""
PAGINATION = frozenset({"_next", "_size", "_stream"})
COLUMN_CHOICE = frozenset({"_col", "_nocol", "_all_columns"})
"""Parameters that choose columns; without one a page shows the default columns of its table."""
DEFAULT_COLUMNS = ("_default_columns", "1")
"""Marks a query string to which default columns were added, for `without_added_parameters`."""
LATER_PAGE = ("_nofacet", "later-page")
"""Added on later pages of a table, where the counts of Datasette would be those of the rows that are left."""
FILTER_FORM = ("_filter_column", "_sort_by_desc")
"""Beginnings of the names of parameters by which a form changes the rows, upon which Datasette redirects."""
SUBMITTED = ("_submitted", "1")
"""Marks the query string of the form of a canned query, which has a field for every parameter."""
ADDED = re.compile(rf"(?:^|&){'='.join(LATER_PAGE)}(?![^&])")
ADDED_WITH_COLUMNS = re.compile(rf"(?:^|&)(?:{'='.join(LATER_PAGE)}|{'='.join(DEFAULT_COLUMNS)}|_col=[^&]*)(?![^&])")
"""What was added, in an encoded query string without and with default columns."""
STREAM_PARAMETERS = (("_stream", "on"), ("_size", "1000"))
"""Make Datasette stream all rows of a table as CSV, in chunks that are small enough for concurrency."""
ROWS_ONLY_PARAMETERS = (("_size", "max"), ("_nofacet", "1"), ("_nocount", "1"))
"""Make Datasette return the maximum number of rows of a table, without facets and count."""

MAX_PAGE_SIZE, MAX_FACET_SIZE = 200, 500
"""Limits of a table's page, whose rendering blocks the event loop."""
MAXIMA = {"_size": MAX_PAGE_SIZE, "_facet_size": MAX_FACET_SIZE}
MAX_CELLS = 5_000
"""Maximum number of cells of a query's result on a page."""
MAX_FACETS = 10
"""Maximum number of requested facets beside the default ones: each is a statement of its own."""
FACET_KINDS = ("_facet", "_facet_array", "_facet_date")
NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
IPV6_NETWORK_BITS = 64
"""Prefix length of the IPv6 network that counts as one client."""


@dataclass(frozen=True)
class Tables:
    """The defaults of tables and canned queries by which query strings are completed."""

    database: str
    """Name of the database in paths."""
    defaults: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The default values of the parameters of each canned query."""
    facets: Mapping[str, Collection[str]] = field(default_factory=dict)
    """The default facets of each table."""
    columns: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The default columns of tables whose pages show only some."""

    def target(self, path: str) -> re.Match[str] | None:
        """The parts `name` and `format` of a path of the database; both may be None."""
        return re.fullmatch(rf"/{re.escape(self.database)}(/(?P<name>[^/.]+))?(\.(?P<format>\w+))?", path)


def with_parsed_query_strings(app: Application, tables: Tables, mcp_path: str) -> Application:
    """Begin the context of each request, and complete its query string.

    The CSV of a table has all rows unless a page of it is requested, and its chart always; a canned query takes its
    defaults; page sizes are capped. A path in which a letter, digit, dash or underscore is tilde-encoded is redirected
    to its normalized form, so that each resource has one path.
    """

    async def parsing(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        if (path := without_needless_codes(scope["path"])) != scope["path"]:
            query = b"?" + scope["query_string"] if scope["query_string"] else b""
            await redirect(send, quote(path).encode("ascii") + query, 308)
            return
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        target = tables.target(scope["path"])
        name, extension = (target["name"], target["format"]) if target else (None, None)
        if name is not None and name in tables.defaults and SUBMITTED in pairs and extension is None:
            await redirect(send, _without_defaults(scope["path"], pairs, tables.defaults[name]))
            return
        completed = _completed(tables, name, extension, [pair for pair in pairs if pair[0] not in DEBUG_PARAMETERS])
        request = context.RequestContext(
            client=client_of(scope),
            table=name if name not in tables.defaults else None,
            parameters=dict(reversed(completed)),  # the first of several, as Datasette takes it
            pairs=completed,
            bad_request=_facet_problem(completed),
        )
        if target or scope["path"] == mcp_path:
            _set_limits(request, extension, is_query=name in tables.defaults, is_mcp=not target)
        context.begin(request)
        if completed != pairs:
            scope = {**scope, "query_string": urlencode(completed).encode("ascii")}
        if DEFAULT_COLUMNS in completed or LATER_PAGE in completed:
            send = changing_headers(send, _with_plain_links)
        await app(scope, receive, send)

    return parsing


def _without_defaults(path: str, pairs: Pairs, defaults: Mapping[str, str]) -> bytes:
    """The location of a canned query's page without the parameters that are at their defaults."""
    rest = [pair for pair in pairs if pair != SUBMITTED and pair[1].strip() != defaults.get(pair[0])]
    return f"{quote(path)}{'?' if rest else ''}{urlencode(rest)}".encode("ascii")


def _with_plain_links(headers: Headers) -> Headers:
    return [(name, _with_plain_url(value) if name.lower() == b"link" else value) for name, value in headers]


def _with_plain_url(link: bytes) -> bytes:
    """The value of a Link header, such as `URL; rel="alternate"`, without the added parameters in its URL."""
    url, mark, attributes = link.decode("latin-1").partition("; ")
    return f"{url_without_added_parameters(url)}{mark}{attributes}".encode("latin-1")


def without_needless_codes(path: str) -> str:
    """The normalized path, in which no unreserved character is tilde-encoded."""
    return TILDE_CODE.sub(lambda code: char if (char := chr(int(code[1], 16))) in UNRESERVED else code[0], path)


def client_of(scope: Scope) -> str:
    """The rate-limit key of a client: its IPv4 address or IPv6 network; empty where the network does not tell.

    An IPv4 address may be written as an IPv6 one (`::ffff:192.0.2.1`, or behind NAT64 `64:ff9b::192.0.2.1`).
    """
    host = str((scope.get("client") or ("",))[0])
    try:
        address = ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped or address in NAT64:
        return str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return str(ipaddress.ip_network((address, IPV6_NETWORK_BITS), strict=False))


def _set_limits(request: context.RequestContext, extension: str | None, *, is_query: bool, is_mcp: bool) -> None:
    request.is_page = extension is None and not is_mcp
    request.has_custom_sql = is_mcp or not SQL_PARAMETERS.isdisjoint(request.parameters)
    request.reports_errors = extension in (None, "json")
    request.max_cells = MAX_CELLS if extension is None and (is_query or "sql" in request.parameters) else None
    request.max_bytes = context.MCP_BYTES if is_mcp else context.BYTES
    request.max_rows = context.MCP_ROWS if is_mcp else None
    request.shares_budget = request.has_custom_sql or extension != "csv"


def _completed(tables: Tables, name: str | None, extension: str | None, pairs: Pairs) -> Pairs:
    if name is None:
        return pairs
    if name in tables.defaults:
        present = {key for key, _ in pairs}
        return [*pairs, *(pair for pair in tables.defaults[name].items() if pair[0] not in present)]
    pairs = [pair for pair in pairs if not _is_blank_search(*pair)]
    if extension == "svg":
        return [*(pair for pair in pairs if pair[0] not in PAGINATION), *ROWS_ONLY_PARAMETERS]
    if extension == "csv":
        is_one_page = not {"_next", "_size"}.isdisjoint(dict(pairs)) and not dict(pairs).get("_stream")
        return pairs if is_one_page else parameters_of_all_rows(pairs)
    default_facets = {"", *tables.facets.get(name, ())}
    pairs = [pair for pair in pairs if pair[0] != "_facet" or pair[1] not in default_facets]
    if any(name.startswith(FILTER_FORM) for name, _ in pairs):
        return [pair for pair in pairs if pair[0] != "_next"]
    pairs = [pair for pair in pairs if pair != LATER_PAGE] + ([LATER_PAGE] if "_next" in dict(pairs) else [])
    return pairs if extension else _page_parameters(pairs, tables.columns.get(name, ()))


def _is_blank_search(name: str, value: str) -> bool:
    """Whether a parameter is a search without words, as forms send it: FTS5 has no expression for that."""
    return name.startswith("_search") and name != "_searchmode" and not value.strip(" \t\r\n\0")


def _page_parameters(pairs: Pairs, columns: Sequence[str]) -> Pairs:
    """The query string of a table's page, with capped sizes and its default columns."""
    has_choice = not columns or not COLUMN_CHOICE.isdisjoint(dict(pairs))
    added = [] if has_choice else [DEFAULT_COLUMNS, *(("_col", column) for column in columns)]
    return [*((name, _bounded(value, MAXIMA.get(name))) for name, value in pairs), *added]


def _bounded(value: str, maximum: int | None) -> str:
    """A number of a query string, capped at the maximum; anything else is left to Datasette to refuse."""
    try:
        is_above = maximum is not None and (value == "max" or int(value) > maximum)
    except ValueError:
        return value
    return str(maximum) if is_above else value


def _facet_problem(pairs: Iterable[tuple[str, str]]) -> str:
    """The error message for invalid or too many facets in a query string; empty if there is no error."""
    facets = [pair for pair in pairs if pair[0].startswith("_facet") and pair[0] != "_facet_size"]
    unknown = next((name for name, _ in facets if name not in FACET_KINDS), None)
    if unknown:
        return f"There is no {unknown!r}: write _facet=COLUMN to count by a column."
    if any(value.startswith("{") for _, value in facets):
        return "A count is asked for by the name of a column alone: write _facet=COLUMN."
    if len(facets) > MAX_FACETS:
        return f"A page counts by at most {MAX_FACETS} columns, and this asks for {len(facets)}: ask for fewer."
    return ""


def parameters_of_all_rows(pairs: Pairs) -> Pairs:
    """The query string of all rows, made from that of a page of them."""
    return [*(pair for pair in pairs if pair[0] not in PAGINATION), *STREAM_PARAMETERS]


def without_added_parameters(pairs: Pairs) -> Pairs:
    """A query string as the client wrote it, without the parameters that were added to it for Datasette."""
    has_added_columns = DEFAULT_COLUMNS in pairs
    added = (DEFAULT_COLUMNS, LATER_PAGE)
    return [pair for pair in pairs if pair not in added and not (has_added_columns and pair[0] == "_col")]


def url_without_added_parameters(url: str) -> str:
    """A URL that Datasette made from the query string of a page, without the parameters that were added to it."""
    path, _, query = url.partition("?")
    rest = (ADDED_WITH_COLUMNS if DEFAULT_COLUMNS[0] in query else ADDED).sub("", query).removeprefix("&")
    return f"{path}?{rest}" if rest else path


def url_of_first_page(url: str) -> str:
    """The URL of the first page of a table, made from that of a later one or of one with other rows."""
    path, _, query = url_without_added_parameters(url).partition("?")
    rest = urlencode([pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] != "_next"])
    return f"{path}?{rest}" if rest else path


def url_of_all_rows(url: str) -> str:
    """The URL of the CSV of all rows, made from that of one page of them."""
    path, _, query = url.partition("?")
    pairs = without_added_parameters(parse_qsl(query, keep_blank_values=True))
    return f"{path}?{urlencode(parameters_of_all_rows(pairs))}"
