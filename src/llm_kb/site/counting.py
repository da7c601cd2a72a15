"""Counts of facts as the page of their table asks for them, made to cost little however many facts there are.

Datasette counts by a column those rows that are left behind the page at hand, and goes through all facts for it. Here
it counts all rows that meet the conditions, and by `fact_counts` wherever that has the columns.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

TABLE, COUNTS = "design_facts", "fact_counts"
"""The table with a row for each fact, and that which knows how many facts agree in its columns."""

NUMBER = re.compile(r"select count\(\*\) (?P<rows>from .+)", re.DOTALL)
BY_COLUMN = re.compile(
    r"\s*select (?P<column>\S+) as value, count\(\*\) as count from \(.+\)"
    r"\s*where \S+ is not null\s+group by \S+ order by count desc, value limit (?P<limit>\d+)\s*",
    re.DOTALL,
)
"""Statements of Datasette's; what a visitor writes of them is always inside their brackets."""
OF_FACTS = re.compile(rf"from {TABLE} (where (?P<conditions>.+) )?", re.DOTALL)
CONDITION = re.compile(r'"(?P<column>\w+)" = :p\d+')


@dataclass(frozen=True)
class Counted:
    """What the number of rows of a table's page was asked for by: all conditions, but not where the page begins."""

    rows: str
    """From FROM on, as SQL."""
    values: Mapping[str, object]


@dataclass(frozen=True)
class Quick:
    """A statement that answers a count in less time."""

    sql: str
    values: Mapping[str, object]
    few: bool
    """Whether it reads the few rows of `fact_counts`, and nothing that a visitor wrote but as values."""


def counted(sql: str, values: Mapping[str, object]) -> Counted | None:
    """What a statement asks the number of rows of; None if it asks something else."""
    number = NUMBER.fullmatch(sql)
    return Counted(number["rows"], values) if number else None


def quick(sql: str, asked: Counted, known: Collection[str]) -> Quick | None:
    """What answers a count in less time; None where there is nothing, or the statement is no count.

    `known` are the columns of `fact_counts`.
    """
    conditions = _conditions(asked, known)
    by_column = BY_COLUMN.fullmatch(sql)
    if by_column is None:
        few = conditions is not None and counted(sql, asked.values) is not None
        return Quick(f"SELECT coalesce(sum(facts), 0) FROM {COUNTS} {conditions}", asked.values, True) if few else None
    column = by_column["column"]
    few = conditions is not None and column in known
    facts, given = ("sum(facts)", "<> ''") if few else ("count(*)", "IS NOT NULL")
    rows = f"FROM {COUNTS} {conditions}" if few else asked.rows
    statement = (
        f"SELECT {column} AS value, {facts} AS count FROM (SELECT * {rows}) WHERE {column} {given} "
        f"GROUP BY {column} ORDER BY count DESC, value LIMIT {by_column['limit']}"
    )
    return Quick(statement, asked.values, few)


def _conditions(asked: Counted, known: Collection[str]) -> str | None:
    """The conditions of a count from WHERE on, empty if there are none; None where `fact_counts` cannot meet them."""
    of_facts = OF_FACTS.fullmatch(asked.rows)
    conditions = (of_facts["conditions"] or "").split(" and ") if of_facts else [""]
    if of_facts is None or not known or "" in asked.values.values():
        return None
    if conditions == [""]:
        return ""
    columns = [CONDITION.fullmatch(condition) for condition in conditions]
    met = all(column and column["column"] in known for column in columns)
    return f"WHERE {' AND '.join(conditions)}" if met else None
