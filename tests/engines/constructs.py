"""A few statements that cover the SQL of all named queries, for an engine that takes long for each."""

from collections.abc import Mapping, Sequence

import sqlglot
from sqlglot import exp

from llm_kb.queries import NamedQuery
from tests.queries.values import cases

Statement = tuple[NamedQuery, Mapping[str, str]]
"""A named query with values of its parameters."""


def constructs(sql: str) -> frozenset[tuple[str, str]]:
    """The kinds of clauses, operators and functions in a statement for SQLite, each with the part of another it is."""
    return frozenset(
        (node.name if isinstance(node, exp.Anonymous) else type(node).__name__, str(node.arg_key))
        for node in sqlglot.parse_one(sql, dialect="sqlite").walk()
    )


MANY_ROWS = "descendants_of_model"
"""The query whose rows without a value take Spark as long as all other statements together."""


def covering(queries: Sequence[NamedQuery]) -> list[Statement]:
    """Few statements that cover every construct: without values, and with all values where that has more.

    Each is the one that has the most of what those before it lack.
    """
    chosen: list[Statement] = []
    covered: set[tuple[str, str]] = set()
    for place in (0, -1):
        offered = [(query, cases(query.defaults)[place]) for query in queries if place or query.name != MANY_ROWS]
        found = [constructs(query.statement(values).sql) for query, values in offered]
        while missing := max((each - covered for each in found), key=len):
            best = next(number for number, each in enumerate(found) if missing <= each)
            chosen.append(offered[best])
            covered |= found[best]
    return chosen
