"""Puts a bundle into the database that a revision runs on, and takes it out again."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from llm_kb.seeds.bundle import Bundle
from llm_kb.seeds.order import LOAD_ORDER
from llm_kb.seeds.rows import Values

ROWS_PER_DELETE = 200
"""How many rows one DELETE names: SQLite allows 32,766 parameters, older builds 999."""

TYPES: dict[type, type[sa.types.TypeEngine[Any]]] = {str: sa.Text, int: sa.Integer, float: sa.Double}


def insert(bundle: Bundle) -> None:
    """Insert every row of a bundle, tables in an order in which references point backwards."""
    for name, rows in bundle.rows.items():
        table = _light_table(name, rows)
        op.bulk_insert(table, [{c.name: row[c.name] for c in table.c} for row in rows])


def delete(bundle: Bundle) -> None:
    """Delete every row of a bundle by its primary key, in the opposite order."""
    for name in reversed(bundle.rows):
        rows = bundle.rows[name][::-1]
        table = _light_table(name, rows)
        key = sa.tuple_(*(table.c[column] for column in LOAD_ORDER[name]))
        for start in range(0, len(rows), ROWS_PER_DELETE):
            keys = [tuple(row[column] for column in LOAD_ORDER[name]) for row in rows[start : start + ROWS_PER_DELETE]]
            op.execute(sa.delete(table).where(key.in_(keys)))


def _light_table(name: str, rows: list[Values]) -> sa.TableClause:
    """A table of the columns that any of the rows fills, typed by what they hold."""
    held = {column: next((row[column] for row in rows if row[column] is not None), None) for column in rows[0]}
    return sa.table(name, *(sa.column(c, TYPES[type(value)]) for c, value in held.items() if value is not None))
