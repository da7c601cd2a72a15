"""Addresses of the site: every route, with the parameters that anything reads and values of all sorts."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes

from datasette.utils import tilde_encode
from hypothesis import strategies as st

from llm_kb import queries
from llm_kb.settings import DATABASE_NAME
from llm_kb.site.paths import FOLDERS
from llm_kb.site.routes import PAGES

from .vocabulary import COLUMNS_READ, ENDINGS, ODD, OPERATORS, OTHERS, PAGES_READ, STATEMENTS, SWITCHES, WORDS


def _one_of(values: Sequence[str]) -> st.SearchStrategy[str]:
    """Strategy for one of many values, which are not told in what hypothesis says of it."""
    return st.integers(0, len(values) - 1).map(lambda place: values[place])


texts = st.one_of(_one_of(ODD), st.text(max_size=12).map(lambda text: text.encode("utf-8", "replace").decode()))
raw = st.one_of(texts.map(str.encode), st.binary(max_size=8))

GROUP = re.compile(r"\(\?P<(\w+)>[^)]*\)")
"""A named part of the pattern of an address."""

KEY = "SELECT name FROM pragma_table_info(?) WHERE pk ORDER BY pk"


@dataclass(frozen=True)
class Contents:
    """What there is to be asked for: of each table its columns, some keys of rows, and some values."""

    columns: dict[str, list[str]]
    keys: dict[str, list[tuple[Any, ...]]]
    values: list[str]


def contents(connection: sqlite3.Connection) -> Contents:
    """What a database holds: a few rows of each table and view."""
    names = sorted(
        name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
    )
    found = Contents({}, {}, [])
    for name in names:
        cursor = connection.execute(f'SELECT * FROM "{name}" LIMIT 2')
        found.columns[name] = [column for column, *_ in cursor.description]
        rows = [dict(zip(found.columns[name], row, strict=True)) for row in cursor]
        key = [column for (column,) in connection.execute(KEY, (name,))]
        found.keys[name] = [tuple(row[column] for column in key) for row in rows] if key else []
        found.values.extend(str(value) for row in rows for value in row.values() if value is not None)
    return found


OFTEN = ("design_facts", "models", "evidence", "bibliography", "techniques_fts", "measurements", "models_overview")
"""Tables that are asked for as often as all together."""

Pair = tuple[bytes, bytes]
Pairs = st.SearchStrategy[list[Pair]]


def addresses(there: Contents) -> st.SearchStrategy[str]:
    """Strategy for targets of requests: pages of the site, tables, rows, named queries, statements and other places."""
    known = _one_of(sorted({value[:200] for value in there.values}))
    value = st.one_of(known.map(str.encode), _one_of(WORDS).map(str.encode), raw)
    every = sorted({column for columns in there.columns.values() for column in columns})
    anything = _of_table(every, value)
    statement = _pair(st.just("sql"), _one_of(STATEMENTS).map(str.encode) | raw)
    asked = _pair(st.sampled_from(["a", "b", *_parameters()]), value) | anything
    tables = st.sampled_from(OFTEN) | st.sampled_from(sorted(there.columns))
    somewhere = _one_of(OTHERS) | raw.map(lambda data: "/" + quote_from_bytes(data))
    of_our_own = st.builds(_target, _paths_of_pages(there, value), _pairs(_pair(st.sampled_from(PAGES_READ), value)))
    of_a_table = tables.flatmap(
        lambda name: _targets(f"/{DATABASE_NAME}/{name}", _of_table(there.columns[name], value))
    )
    of_a_query = st.sampled_from([query.name for query in queries.all_queries()]).flatmap(
        lambda name: _targets(f"/{DATABASE_NAME}/{name}", asked)
    )
    return st.one_of(
        of_our_own,
        of_a_table,
        of_a_table,
        of_a_query,
        _targets(f"/{DATABASE_NAME}", statement | asked),
        st.builds(_target, _paths_of_rows(there, value), _pairs(anything)),
        st.builds(_target, somewhere, _pairs(anything)),
    )


def _of_table(columns: list[str], value: st.SearchStrategy[bytes]) -> st.SearchStrategy[Pair]:
    """A parameter of a table's page."""
    column = st.one_of(_one_of(columns), _one_of(columns), texts)
    return st.one_of(
        _pair(_one_of(SWITCHES), value),
        _pair(st.sampled_from(COLUMNS_READ), column.map(str.encode)),
        _pair(st.builds("{}__{}".format, column, st.sampled_from(OPERATORS)), value),
        _pair(column | texts, value),
    )


def _targets(path: str, pair: st.SearchStrategy[Pair]) -> st.SearchStrategy[str]:
    return st.builds(lambda ending, pairs: _target(path + ending, pairs), st.sampled_from(ENDINGS), _pairs(pair))


def _pair(names: st.SearchStrategy[str], values: st.SearchStrategy[bytes]) -> st.SearchStrategy[Pair]:
    return st.tuples(names.map(str.encode), values)


def _pairs(pair: st.SearchStrategy[Pair]) -> Pairs:
    return st.lists(pair, max_size=5)


def _target(path: str, pairs: list[Pair]) -> str:
    query = "&".join(f"{quote_from_bytes(name)}={quote_from_bytes(value)}" for name, value in pairs)
    return f"{path}?{query}" if query else path


def _parameters() -> list[str]:
    return sorted({parameter for query in queries.all_queries() for parameter in query.defaults})


def _paths_of_pages(there: Contents, value: st.SearchStrategy[bytes]) -> st.SearchStrategy[str]:
    """Addresses by the patterns of the site's pages, with identifiers that there are or are not."""
    tables = {"fact": "evidence", "question": "research_questions"}

    def part(kind: str) -> st.SearchStrategy[str]:
        there_are = [str(key[0]) for key in there.keys.get(tables.get(kind, f"{kind}s"), [])]
        identifiers = st.sampled_from([*there_are, *FOLDERS, "0", "1", "999999"]).map(str.encode) | value
        return identifiers.map(lambda identifier: quote_from_bytes(identifier, safe=""))

    def path(pattern: str) -> st.SearchStrategy[str]:
        pieces = GROUP.split(pattern.strip("^$").replace("\\", ""))
        return st.tuples(*(part(p) if place % 2 else st.just(p) for place, p in enumerate(pieces))).map("".join)

    return st.sampled_from([pattern for pattern, _ in PAGES]).flatmap(path)


def _paths_of_rows(there: Contents, value: st.SearchStrategy[bytes]) -> st.SearchStrategy[str]:
    def path(table: str) -> st.SearchStrategy[str]:
        keys = st.sampled_from(there.keys[table]).map(lambda key: ",".join(tilde_encode(str(part)) for part in key))
        other = value.map(lambda data: quote_from_bytes(data, safe=",~"))
        return st.builds(f"/{DATABASE_NAME}/{table}/{{}}{{}}".format, keys | other, st.sampled_from(ENDINGS))

    return st.sampled_from([name for name, keys in there.keys.items() if keys]).flatmap(path)
