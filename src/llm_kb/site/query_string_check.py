"""Checks the query string of a table's page or a named query: a column or parameter that there is not is an error.

SQLite takes an unknown column in double quotes for a text, and Datasette ignores what it does not know, so that a slip
would be answered by no rows or by all.
"""

from collections.abc import Iterable, Iterator

from llm_kb.hosting.datasette065 import COMPARISONS, BadRequest, ServedDatabase
from llm_kb.queries import NamedQuery
from llm_kb.text import did_you_mean, listed

COLUMN_PARAMETERS = ("_sort", "_sort_desc", "_facet", "_facet_array", "_facet_date", "_col", "_nocol", "_label")
"""Parameters whose value is the name of a column."""
FILTER_FORM = "_filter_column"
"""Beginning of the names of the parameters by which the form of the filters names columns."""
SEARCH_COLUMN = "_search_"
"""Beginning of the names of the parameters that search in one column."""

Pairs = Iterable[tuple[str, str]]


def check_query(query: NamedQuery, pairs: Pairs) -> None:
    """Raise BadRequest for a parameter that a named query does not have; those of Datasette begin with underscores."""
    for name, _ in pairs:
        if not name.startswith("_") and name not in query.defaults:
            raise _unknown(f"The query {query.name!r} has no parameter", name, query.defaults)


async def check_table(database: ServedDatabase, table: str, pairs: Pairs) -> None:
    """Raise BadRequest for a column that a table does not have, for an unknown comparison, and for a vain search."""
    pairs = list(pairs)
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
