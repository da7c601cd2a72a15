"""Checks the query string of a table's page or a named query: a column or parameter that there is not is an error.

SQLite takes an unknown column in double quotes for a text, and Datasette ignores what it does not know, so that a slip
would be answered by no rows or by all. Parameters like none of Datasette's, such as `_v=2`, are left to clients.
"""

import re
from collections.abc import Iterable, Iterator

from llm_kb.hosting.datasette065 import COMPARISONS, BadRequest, ServedDatabase
from llm_kb.hosting.svg.renderer import FIELDS as CHART_PARAMETERS
from llm_kb.queries import NamedQuery
from llm_kb.text import did_you_mean, listed, nearest

COLUMN_PARAMETERS = ("_sort", "_sort_desc", "_facet", "_facet_array", "_facet_date", "_col", "_nocol", "_label")
"""Parameters whose value is the name of a column."""
FILTER_FORM = "_filter_column"
"""Beginning of the names of the parameters by which the form of the filters names columns."""
SEARCH_COLUMN = "_search_"
"""Beginning of the names of the parameters that search in one column."""
TABLE_PARAMETERS = frozenset(
    (
        *COLUMN_PARAMETERS,
        *("_facet_size", "_filter_column", "_filter_op", "_filter_value", "_search", "_searchmode", "_sort_by_desc"),
        *("_through", "_where"),
    )
)
"""Parameters of Datasette that choose, sort or count the rows and columns of a table."""
ROW_PARAMETERS = frozenset(
    (
        *CHART_PARAMETERS,
        *("_all_columns", "_blob_column", "_default_columns", "_dl", "_extras", "_fts_pk", "_fts_table", "_header"),
        *("_hide_sql", "_json", "_json_infinity", "_labels", "_next", "_nl", "_nocount", "_nofacet", "_nosuggest"),
        *("_shape", "_show_sql", "_size", "_stream", "_submitted", "_timelimit", "_trace", "_ttl"),
    )
)
"""Parameters of Datasette and of this site for the rows of any page."""
OF_OTHERS = {
    **dict.fromkeys(("_limit", "_per_page"), "_size"),
    **dict.fromkeys(("_offset", "_page"), "_next"),
    **dict.fromkeys(("_order", "_order_by"), "_sort"),
    **dict.fromkeys(("_columns", "_fields", "_select"), "_col"),
    **dict.fromkeys(("_filter", "_query"), "_where"),
}
"""Parameters of Datasette by what other sites call them."""
SPECIAL_PARAMETERS = TABLE_PARAMETERS | ROW_PARAMETERS
SPELLINGS = [
    *zip(SPECIAL_PARAMETERS, SPECIAL_PARAMETERS, strict=True),
    *((known, name) for name, known in OF_OTHERS.items()),
]
MIN_SIMILARITY = 75
"""Minimum similarity, of 100, of a slip: `_serach` is like `_search`, and `_version` like none."""
NUMBERED = re.compile(r"(_filter_(?:column|op|value))_\d+")
"""Fields of the form of the filters from the second on."""
SHORT = 3
"""Length up to which an unknown name is taken for no slip."""

Pairs = Iterable[tuple[str, str]]


def check_query(query: NamedQuery, pairs: Pairs) -> None:
    """Raise BadRequest for a parameter that a named query does not have; those of Datasette begin with underscores."""
    pairs = list(pairs)
    for name, _ in pairs:
        if not name.startswith("_") and name not in query.defaults:
            raise _unknown(f"The query {query.name!r} has no parameter", name, query.defaults)
        if name in TABLE_PARAMETERS or name.startswith(SEARCH_COLUMN):
            works = f"works only on tables, and {query.name!r} is a query"
            raise BadRequest(
                f"The parameter {name!r} {works}: its parameters are {listed([*query.defaults]) or 'none'}."
            )
    _check_names(pairs)


def _check_names(pairs: Pairs) -> None:
    """Raise BadRequest for a parameter that is like one of Datasette's, but is none."""
    for name, _ in pairs:
        is_special = name.startswith("_") and "__" not in name and not name.startswith(SEARCH_COLUMN)
        if is_special and len(name) > SHORT and NUMBERED.sub(r"\1", name) not in SPECIAL_PARAMETERS:
            near = ["_search"] if name.startswith("_search") else nearest(name, SPELLINGS, 1, MIN_SIMILARITY)
            if near:
                raise BadRequest(f"There is no parameter {name!r}: did you mean {near[0]!r}?")


async def check_table(database: ServedDatabase, table: str, pairs: Pairs) -> None:
    """Raise BadRequest for a column that a table does not have, for an unknown comparison, and for a vain search."""
    pairs = list(pairs)
    _check_names(pairs)
    columns = await database.table_columns(table)
    known = {column.lower() for column in [*columns, *([] if table in await database.view_names() else ["rowid"])]}
    for column, comparison in _columns(pairs):
        if column.lower() not in known:
            raise _unknown(f"The table {table!r} has no column", column, columns)
        if comparison not in COMPARISONS:
            raise _unknown("There is no comparison", comparison, COMPARISONS)
    searched = [name for name, _ in pairs if name == "_search" or name.startswith(SEARCH_COLUMN)]
    if searched and "_fts_table" not in dict(pairs):
        fts_table = await database.fts_table(table)
        if fts_table is None:
            raise BadRequest(
                f"The table {table!r} cannot be searched: compare a column, such as {columns[0]}__contains."
            )
        in_index = [column for column in await database.table_columns(fts_table) if column in columns]
        for column in (name.removeprefix(SEARCH_COLUMN) for name in searched if name != "_search"):
            if column not in in_index:
                raise _unknown(f"The search of {table!r} has no column", column, in_index)


def _columns(pairs: Pairs) -> Iterator[tuple[str, str]]:
    """The columns that a query string names, each with its comparison."""
    for name, value in pairs:
        if name in COLUMN_PARAMETERS or name.startswith(FILTER_FORM):
            if value:
                yield value, "exact"
        elif not name.startswith("_") or "__" in name:
            column, separator, comparison = name.rpartition("__")
            yield (column, comparison) if separator else (name, "exact")


def _unknown(message: str, name: str, known: Iterable[str]) -> BadRequest:
    names = sorted(known)
    near = did_you_mean(name, names)
    cure = f"did you mean {near!r}?" if near else f"choose {listed(names)}." if names else "it takes none."
    return BadRequest(f"{message} {name!r}: {cure}")
