"""What an offender is: something that spoils a sound copy of the knowledge base, and the row that is then at fault."""

from typing import NamedTuple

FACT = "paper-2-2-3-5--gpt-4--dense-architecture--uses--unstated"
CLAIM = "gpt-4--dense-architecture--uses--unstated"


class Offender(NamedTuple):
    """What makes a copy of the knowledge base offend against a check."""

    check: str
    row: str
    """The row that the check then tells, as its table and key."""
    statement: str


def updated(table: str, key: str, assignments: str, column: str = "id") -> str:
    """The statement that changes one row."""
    return f"UPDATE {table} SET {assignments} WHERE {column} = '{key}'"
