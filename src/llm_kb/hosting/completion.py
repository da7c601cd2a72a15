"""What the addresses of tables and queries ask for: completed where they leave something out, bounded where they ask
for more than a page can show at once."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from llm_kb.hosting import context, facets
from llm_kb.hosting.asgi import Application, Pairs, Receive, Scope, Send
from llm_kb.settings import DATABASE_NAME

PAGE = re.compile(rf"/{DATABASE_NAME}/(?P<name>[^/.]+)(\.(?P<format>\w+))?")
PAGING = {"_next", "_size", "_stream"}
ALL_ROWS = (("_stream", "on"), ("_size", "1000"))
"""What makes Datasette give all rows of a table as CSV, in steps that are small enough to let others through."""
ALL_ROWS_AT_ONCE = (("_size", "max"), ("_nofacet", "1"), ("_nocount", "1"))
"""What makes Datasette give as many rows of a table as it does at once, and nothing beside them."""
ROWS_OF_A_PAGE, VALUES_OF_A_COUNT = 200, 500
"""How much a table's page shows at most, whatever is asked for: it is made while nobody else is served."""
BOUNDS = {"_size": ROWS_OF_A_PAGE, facets.SIZE: VALUES_OF_A_COUNT}


@dataclass(frozen=True)
class Site:
    """What has to be known of the pages to complete their addresses."""

    defaults: Mapping[str, Mapping[str, str]]
    """Of each named query its parameters' defaults."""
    facets: Mapping[str, Collection[str]]
    """Of each table the columns that its page counts from the start."""


def with_whole_answers(app: Application, site: Site) -> Application:
    """Complete the addresses that leave something out, and take out what they say twice or ask for too much.

    The CSV of a table holds all rows unless a page of it is asked for, and its chart always; a named query takes its
    defaults for what is not given; a facet that a table's page has from the start, or none at all, is not asked for.
    """

    async def completing(scope: Scope, receive: Receive, send: Send) -> None:
        page = PAGE.fullmatch(scope["path"]) if scope["type"] == "http" else None
        context.current().table = page["name"] if page and page["name"] not in site.defaults else None
        if page:
            given = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
            whole = _whole(page["name"], page["format"], given, site)
            state.current().parameters = dict(reversed(whole))  # Datasette takes the first of several, too
            if whole != given:
                scope = {**scope, "query_string": urlencode(whole).encode("ascii")}
        await app(scope, receive, send)

    return completing


def _whole(name: str, form: str | None, given: Pairs, site: Site) -> Pairs:
    if name in site.defaults:
        names = {pair[0] for pair in given}
        return [*given, *(pair for pair in site.defaults[name].items() if pair[0] not in names)]
    if form == "svg":
        return [*(pair for pair in given if pair[0] not in PAGING), *ALL_ROWS_AT_ONCE]
    if form == "csv":
        asked = dict(given)
        of_one_page = {"_next", "_size"} & asked.keys() and not asked.get("_stream")
        return given if of_one_page else without_paging(given)
    shown = {"", *site.facets.get(name, ())}
    new = [pair for pair in given if pair[0] != "_facet" or pair[1] not in shown]
    return new if form else [(name, _bounded(value, BOUNDS.get(name))) for name, value in new]


def _bounded(value: str, most: int | None) -> str:
    """A number of an address as it is, or the most that can be; what is none is left to Datasette to refuse."""
    try:
        too_much = most is not None and (value == "max" or int(value) > most)
    except ValueError:
        return value
    return str(most) if too_much else value


def without_paging(pairs: Pairs) -> Pairs:
    """The parts of an address that ask for all rows of what a page of rows is shown of."""
    return [*(pair for pair in pairs if pair[0] not in PAGING), *ALL_ROWS]


def address_of_all_rows(address: str) -> str:
    """The address of the CSV of all rows, made from that of one page of them."""
    path, _, query = address.partition("?")
    return f"{path}?{urlencode(without_paging(parse_qsl(query, keep_blank_values=True)))}"
