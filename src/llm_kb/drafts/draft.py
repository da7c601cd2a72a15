"""The draft in a database: which bundle it is of, its contents at one instant, and the hashes by which files are known.

Curators change the tables in whatever client they like; nothing here changes a row.
"""

from typing import Any, NamedTuple

import sqlalchemy as sa

from llm_kb.drafts.contents import Rendered, render
from llm_kb.drafts.tables import BUNDLE, EXPORTS, SCHEMA, SPELLINGS, edited_tables
from llm_kb.errors import KnowledgeBaseError


class Draft(NamedTuple):
    """What the database says of its draft."""

    edition: str
    format: int
    started_by: str
    sums: tuple[str, ...]
    """The hashes of the files when the draft was started, and of every export since; see `sums.py`."""


def draft_in(connection: sa.Connection) -> Draft:
    """The draft of a database; raises KnowledgeBaseError where there is none."""
    if (found := find(connection)) is None:
        raise KnowledgeBaseError("This database has no draft: 'llm-kb draft start' makes one.")
    return found


def find(connection: sa.Connection) -> Draft | None:
    """The draft of a database, or None; raises KnowledgeBaseError where the schema has another purpose."""
    inspector = sa.inspect(connection)
    if SCHEMA not in inspector.get_schema_names():
        return None
    if BUNDLE.name not in inspector.get_table_names(SCHEMA):
        raise KnowledgeBaseError(f"The schema {SCHEMA!r} of this database is not a draft: use another database.")
    edition, version, started_by, sums = connection.execute(
        sa.select(BUNDLE.c.edition, BUNDLE.c.format, BUNDLE.c.started_by, BUNDLE.c.sums)
    ).one()
    exported = connection.scalars(sa.select(EXPORTS.c.sums).order_by(EXPORTS.c.export_id))
    return Draft(edition, version, started_by, (sums, *exported))


def files_in(connection: sa.Connection, version: int) -> Rendered:
    """The files of the draft as it is now; of one instant if the transaction is `snapshot`'s."""
    contents: dict[str, list[dict[str, Any]]] = {}
    for table in (*edited_tables(version).values(), SPELLINGS):
        order: list[sa.ColumnElement[Any]] = [table.c.row_position] if "row_position" in table.c else []
        order += [sa.collate(column, "C") for column in table.primary_key]
        contents[table.name] = [dict(row._mapping) for row in connection.execute(sa.select(table).order_by(*order))]
    return render(contents, version)


def snapshot(connection: sa.Connection) -> sa.Connection:
    """A connection whose next transaction reads one instant of the database, whatever others write meanwhile."""
    return connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
