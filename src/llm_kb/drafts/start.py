"""Starts a draft: the tables with the rows of a bundle, the triggers that log changes, and the rights of curators."""

from collections.abc import Collection
from pathlib import Path

import sqlalchemy as sa

from llm_kb.drafts.contents import format_of, read_bundle
from llm_kb.drafts.draft import find
from llm_kb.drafts.sums import sums_of_folder
from llm_kb.drafts.tables import BUNDLE, CHANGES, EXPORTS, OWN, POSITION, SCHEMA, edited_tables
from llm_kb.errors import KnowledgeBaseError

LOG = Path(__file__).with_name("log.sql")
LOCK = int.from_bytes(b"llmkb")
"""The advisory lock that only one start or end of a draft holds at a time."""

IS_ROLE = "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = :name)"
IS_OWNER = "SELECT pg_has_role(:name, relowner, 'MEMBER') FROM pg_class WHERE oid = to_regclass(:log)"
"""Whether a role has the rights of the owner of the log; a superuser has those of every role."""


def start(connection: sa.Connection, bundle: Path, curators: Collection[str] = ()) -> int:
    """Copy a bundle into the database as its draft, and return the number of rows.

    All or nothing, within a transaction of the caller. Raises KnowledgeBaseError where there is a draft already, the
    bundle cannot be taken apart, or `grant` refuses a curator.
    """
    version = format_of(bundle)
    sums, contents = sums_of_folder(bundle), read_bundle(bundle, version)
    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
    if (draft := find(connection)) is not None:
        message = f"There is a draft of {draft.edition} already, started by {draft.started_by}"
        raise KnowledgeBaseError(f"{message}: end that one ('llm-kb draft end'), or use another database.")
    connection.execute(sa.schema.CreateSchema(SCHEMA))
    connection.execute(sa.schema.CreateSequence(POSITION))
    OWN.create_all(connection)
    connection.execute(sa.insert(BUNDLE).values(edition=bundle.name, format=version, sums=sums))
    edited = edited_tables(version)
    next(iter(edited.values())).metadata.create_all(connection)
    for name, table in (edited | OWN.tables).items():
        if rows := contents.get(name.removeprefix(f"{SCHEMA}.")):
            known = [{key: row[key] for key in row if key in table.c} for row in rows]
            connection.execute(sa.insert(table), known)
    last = max(map(len, contents.values()), default=0)
    connection.execute(sa.select(sa.func.setval(f"{SCHEMA}.{POSITION.name}", last + 1)))
    _log_changes(connection, edited)
    grant(connection, curators, version)
    return sum(map(len, contents.values()))


def _log_changes(connection: sa.Connection, edited: dict[str, sa.Table]) -> None:
    connection.exec_driver_sql(LOG.read_text(encoding="utf-8"))
    for table in edited.values():
        keys = ", ".join(f"'{column.name}'" for column in table.primary_key)
        name = f"{SCHEMA}.{table.name}"
        for when, function in (
            ("AFTER INSERT OR UPDATE OR DELETE", f"FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.log_change({keys})"),
            ("BEFORE TRUNCATE", f"EXECUTE FUNCTION {SCHEMA}.refuse_truncate()"),
        ):
            trigger = function.rpartition(".")[2].partition("(")[0]
            connection.exec_driver_sql(f"CREATE TRIGGER {trigger} {when} ON {name} {function}")


def grant(connection: sa.Connection, curators: Collection[str], version: int) -> None:
    """Let roles change the draft, and read the log without changing it.

    Raises KnowledgeBaseError for a role that does not exist, or that could change the log.
    """
    tables = ", ".join(f"{SCHEMA}.{name}" for name in edited_tables(version))
    quote = connection.dialect.identifier_preparer.quote_identifier
    for curator in curators:
        _refuse_unfit(connection, curator)
        role = quote(curator)
        for rights in (
            f"USAGE ON SCHEMA {SCHEMA}",
            f"SELECT ON ALL TABLES IN SCHEMA {SCHEMA}",
            f"USAGE ON SEQUENCE {SCHEMA}.{POSITION.name}",
            f"INSERT, UPDATE, DELETE ON {tables}",
            f"INSERT (sums) ON {SCHEMA}.{EXPORTS.name}",
        ):
            connection.exec_driver_sql(f"GRANT {rights} TO {role}")


def _refuse_unfit(connection: sa.Connection, curator: str) -> None:
    if not connection.scalar(sa.text(IS_ROLE), {"name": curator}):
        message = f"The server has no role {curator!r}"
        raise KnowledgeBaseError(f"{message}: create it ('CREATE ROLE … LOGIN'), or mend the name.")
    if connection.scalar(sa.text(IS_OWNER), {"name": curator, "log": f"{SCHEMA}.{CHANGES.name}"}):
        message = f"The role {curator!r} could change the log, as the draft's owner, a member of it or a superuser"
        raise KnowledgeBaseError(f"{message}: name a role of its own for each curator.")
