"""How many explicit facts have a statement that names their technique, and which do not.

The name, the abbreviation or an alias counts. A fact whose statement has none of them is listed in `unnamed.csv`
with the reason.
"""

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from llm_kb.checks.mentions import mentions
from llm_kb.settings import PACKAGE

REASONS = PACKAGE / "checks" / "unnamed.csv"
MIN_BY_STATEMENT = 0.90
"""Minimum share of explicit facts whose statement names their technique."""
MIN_BY_STATEMENT_OR_PHRASE = 0.97
"""Minimum share of those whose statement or phrase does."""
EXPLICIT = """
    WITH names (technique_id, name) AS (
        SELECT id, name FROM techniques
        UNION
        SELECT id, abbreviation FROM techniques WHERE abbreviation IS NOT NULL
        UNION
        SELECT technique_id, alias FROM technique_aliases
    )
    SELECT f.fact_id, f.statement, f.phrase, json_group_array(names.name)
    FROM design_facts AS f
    INNER JOIN names ON f.technique_id = names.technique_id
    WHERE f.basis = 'explicit'
    GROUP BY f.fact_id
    ORDER BY f.fact_id
"""


@dataclass(frozen=True)
class ExplicitFact:
    """An explicit fact, and whether its statement or phrase names its technique."""

    id: str
    statement: str
    phrase: str
    names: str
    """The names of its technique as a JSON array."""
    by_statement: bool
    by_phrase: bool

    @property
    def problem(self) -> str:
        """What is wrong with it, with the texts and the names."""
        names = ", ".join(json.loads(self.names))
        return f"names none of {names} in {self.statement!r}, phrase {self.phrase!r}"


@dataclass(frozen=True)
class Shares:
    """The shares of explicit facts whose text names their technique."""

    facts: int
    by_statement: float
    by_statement_or_phrase: float

    def __str__(self) -> str:
        return (
            f"{self.by_statement:.1%} of the {self.facts:,} explicit facts have a statement that names"
            f" their technique, {self.by_statement_or_phrase:.1%} a statement or phrase that does"
        )


def explicit_facts(connection: sqlite3.Connection) -> list[ExplicitFact]:
    """Every current explicit fact, ordered by id."""
    return [
        ExplicitFact(fact, statement, phrase, names, bool(mentions(statement, names)), bool(mentions(phrase, names)))
        for fact, statement, phrase, names in connection.execute(EXPLICIT)
    ]


def shares(facts: Iterable[ExplicitFact]) -> Shares:
    """The shares of facts whose text names their technique; 1 if there are no facts."""
    named = [(fact.by_statement, fact.by_statement or fact.by_phrase) for fact in facts]
    number = len(named) or 1
    by_statement, by_either = (sum(column) for column in zip(*named, strict=True)) if named else (1, 1)
    return Shares(len(named), by_statement / number, by_either / number)


def unnamed(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Each fact whose statement does not name its technique and that has no reason, and a share that is too low."""
    facts = explicit_facts(connection)
    with REASONS.open(encoding="utf-8", newline="") as file:
        reasons = {row["fact_id"] for row in csv.DictReader(file)}
    for fact in facts:
        if not fact.by_statement and fact.id not in reasons:
            yield f"design_facts {fact.id}", fact.problem
    found = shares(facts)
    if found.by_statement < MIN_BY_STATEMENT or found.by_statement_or_phrase < MIN_BY_STATEMENT_OR_PHRASE:
        required = f"{MIN_BY_STATEMENT:.0%} and {MIN_BY_STATEMENT_OR_PHRASE:.0%}"
        yield "dictionary_tables design_facts", f"{found}, below the required {required}"
