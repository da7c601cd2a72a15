"""Looks up models, techniques, institutions and publications by id, name or alias, with "did you mean" suggestions.

It also checks the values of the parameters of named queries: an unknown one is an error, not an empty result.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from llm_kb import queries
from llm_kb.errors import KnowledgeBaseError
from llm_kb.queries import LISTS, NamedQuery, QueryResult, Reader, naming
from llm_kb.queries import values as values_of_parameters
from llm_kb.text import did_you_mean, listed, nearest

Row = dict[str, Any]

COMPARED = {"first", "second"}
"""Parameters of comparisons, whose answers have rows even where one of the values is unknown, as with lists."""

MAX_SUGGESTIONS = 3
"""Maximum number of suggestions."""
MIN_SIMILARITY = 65
"""Minimum similarity, of 100, of a suggestion: "YaRN" is like no name, and "grop" like GRPO."""


def find(connection: Reader, kind: str, name: str) -> list[Row]:
    """The rows of the things of a kind that have this id, name or other name: mostly one, none for an unknown name."""
    return rows(connection, LISTS[kind], **{kind: name}) if name.strip() else []


def rows(connection: Reader, query: str, **values: str) -> list[Row]:
    """The rows of a named query, by column; raises KnowledgeBaseError for a query or parameter that there is not."""
    result = queries.run(connection, query, naming.resolved(connection, queries.get(query), values))
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


def run(connection: Reader, query: str, values: Mapping[str, str]) -> QueryResult:
    """Run a named query, with names in any spelling, and check its values.

    Raises KnowledgeBaseError for an unknown query or parameter, for an ambiguous name, and as `check` does.
    """
    values = naming.resolved(connection, queries.get(query), values)
    result = queries.run(connection, query, values)
    check(connection, queries.get(query), values, is_empty=not result.rows)
    return result


def check(connection: Reader, query: NamedQuery, values: Mapping[str, str], *, is_empty: bool) -> None:
    """Raise KnowledgeBaseError, with the nearest, for a value of a named query that nothing has.

    For the values that are checked see `values_to_check`.
    """
    for parameter, value in values_to_check(query, values, is_empty=is_empty):
        _check_value(connection, query, parameter, value)


def values_to_check(query: NamedQuery, values: Mapping[str, str], *, is_empty: bool) -> list[tuple[str, str]]:
    """The parameters and values that may be why rows are missing from an answer.

    These are all of them where the answer is empty, else those of lists and comparisons; defaults are not, which name
    what the first edition has.
    """
    return [
        (parameter.name, value)
        for parameter in query.parameters
        if (text := values.get(parameter.name) or "") != parameter.default
        and (is_empty or parameter.is_list or parameter.name in COMPARED)
        for value in (queries.listed_values(text) if parameter.is_list else filter(None, [text.strip()]))
    ]


def _check_value(connection: Reader, query: NamedQuery, parameter: str, value: str) -> None:
    kind = naming.KINDS.get(parameter)
    if kind and not find(connection, kind, value):
        raise unknown(connection, value, [kind])
    if kind != "publication":  # of which other spellings, such as [11], are found, too
        values_of_parameters.check(connection, query, parameter, value)


def check_table(name: str, tables: Iterable[str]) -> None:
    """Raise KnowledgeBaseError, with the nearest, for a name that none of these tables has."""
    tables = list(tables)
    if name.lower() not in map(str.lower, tables):
        near = did_you_mean(name, tables)
        cure = f"did you mean {near!r}?" if near else "'llm-kb tables' lists them."
        raise KnowledgeBaseError(f"There is no table {name!r}: {cure}")


def unknown(connection: Reader, name: str, kinds: Iterable[str]) -> KnowledgeBaseError:
    """The error for a name that none of the kinds has, with the nearest matches as suggestions."""
    kinds = list(kinds)
    message = f"There is no {listed(kinds)} {name!r}"
    if "publication" in kinds and name.strip().isdigit():
        numbers = [row["number"] for row in rows(connection, LISTS["publication"])]
        return KnowledgeBaseError(f"{message}: publications are numbered {min(numbers)} to {max(numbers)}.")
    candidates = (pair for kind in kinds if kind != "publication" for pair in naming.known_names(connection, kind))
    ids = nearest(name, candidates, MAX_SUGGESTIONS, MIN_SIMILARITY)
    cure = f"did you mean {' or '.join(map(repr, ids))}?" if ids else "the query 'search' finds names."
    return KnowledgeBaseError(f"{message}: {cure}")


@dataclass(frozen=True)
class OtherModel:
    """A model other than the subject of a fact, with its role and how far the sentence says that."""

    id: str
    name: str
    role: str
    basis: str
    note: str | None
    """Why the role is implied or ambiguous."""


def other_models(fact: Row) -> list[OtherModel]:
    """The other models of a row of the named query `facts`."""
    return [OtherModel(**other) for other in json.loads(fact["other_model_list"] or "[]")]
