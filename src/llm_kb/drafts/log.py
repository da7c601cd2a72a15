"""Reads the log of a draft: who changed which row when, and which rows several curators changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from llm_kb.drafts.draft import draft_in
from llm_kb.drafts.tables import edited_tables
from llm_kb.errors import KnowledgeBaseError
from llm_kb.sqlfile import read_sql
from llm_kb.text import did_you_mean

STATEMENT = Path(__file__).with_name("changes.sql")
COLUMNS = (
    *("change_id", "changed_at", "changed_by", "table_name", "row_key", "new_row_key"),
    *("operation", "before", "after", "shared_by"),
)
"""The columns of `changes`."""


def changes(
    connection: sa.Connection, curator: str | None = None, table: str | None = None, *, shared: bool = False
) -> Iterator[tuple[Any, ...]]:
    """The changes of the draft in their order, perhaps of one curator, of one table, or of rows with several curators.

    Of a row that was changed, `before` and `after` have the columns that differ. Raises KnowledgeBaseError where there
    is no draft or no such table.
    """
    tables = edited_tables(draft_in(connection).format)
    if table is not None and table not in tables:
        near = did_you_mean(table, tables)
        cure = f"did you mean {near!r}?" if near else f"it has {', '.join(tables)}."
        raise KnowledgeBaseError(f"The draft has no table {table!r}: {cure}")
    types = [sa.bindparam(name, type_=sa.Text) for name in ("curator", "table_name")]
    statement = sa.text(read_sql(STATEMENT).sql).bindparams(*types, sa.bindparam("shared", type_=sa.Boolean))
    for row in connection.execute(statement, {"curator": curator, "table_name": table, "shared": shared}):
        values = dict(row._mapping)
        before, after = _different(values["before"], values["after"])
        yield tuple((values | {"before": before, "after": after})[name] for name in COLUMNS)


def _different(before: dict[str, Any] | None, after: dict[str, Any] | None) -> tuple[Any, Any]:
    """Two versions of a row without the columns in which they agree; one version alone is whole."""
    if before is None or after is None:
        return before, after
    names = [name for name in before if before[name] != after.get(name)]
    return {name: before[name] for name in names}, {name: after.get(name) for name in names}
