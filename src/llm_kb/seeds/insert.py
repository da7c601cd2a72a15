"""Puts a bundle into the database that a revision runs on, and takes it out again."""

from itertools import islice
from typing import Any

import sqlalchemy as sa
from alembic import op

from llm_kb.seeds.bundle import Bundle
from llm_kb.seeds.format import TABLES
from llm_kb.seeds.rows import Cell

ROWS_PER_INSERT = 5_000
"""Batch size of inserts, which bounds the rows in memory."""
ROWS_PER_DELETE = 200
"""Batch size of deletes: SQLite allows 32,766 parameters, older builds 999."""


TYPES: dict[str, sa.types.TypeEngine[Any]] = {"text": sa.Text(), "integer": sa.Integer(), "real": sa.Double()}


def insert(bundle: Bundle) -> None:
    """Insert every row of a bundle, tables in an order in which references point backward."""
    for name in bundle.rows:
        types = bundle.rows.column_types(name)
        table = sa.table(name, *(sa.column(column, TYPES[kind]) for column, kind in types.items()))
        rows = bundle.rows.stream(name, tuple(types))
        while batch := list(islice(rows, ROWS_PER_INSERT)):
            _insert(table, batch)


def _insert(table: sa.TableClause, rows: list[tuple[Cell, ...]]) -> None:
    """Insert a batch of rows, as tuples where the driver has positional parameters."""
    dialect = op.get_context().dialect
    if op.get_context().as_sql or not dialect.positional:
        op.bulk_insert(table, [dict(zip(table.c.keys(), cells, strict=True)) for cells in rows])
    else:
        op.get_bind().exec_driver_sql(str(sa.insert(table).compile(dialect=dialect)), rows)


def delete(bundle: Bundle) -> None:
    """Delete every row of a bundle by its primary key, in the opposite order."""
    for name in reversed(list(bundle.rows)):
        columns = TABLES[name].primary_key
        key = sa.tuple_(
            *(sa.column(column, TYPES[kind]) for column, kind in bundle.rows.column_types(name, columns).items())
        )
        rows = bundle.rows.stream(name, columns, backward=True)
        while batch := list(islice(rows, ROWS_PER_DELETE)):
            op.execute(sa.delete(sa.table(name)).where(key.in_(batch)))
