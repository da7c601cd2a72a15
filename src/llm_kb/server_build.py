"""Builds the knowledge base in a schema of a PostgreSQL database, and replaces the earlier build there at once.

Readers of the earlier build are not disturbed, and a build that fails leaves it as it was. The checks of contents are
written for SQLite and run on the build of a file; here the server enforces keys, references and constraints.
"""

from collections.abc import Callable

import sqlalchemy as sa

from llm_kb import derive, postgresql, seeds
from llm_kb.errors import KnowledgeBaseError
from llm_kb.migrate import upgrade
from llm_kb.settings import APPLICATION_ID

BUILDING, REPLACED = f"{postgresql.SCHEMA}_building", f"{postgresql.SCHEMA}_replaced"
"""The schemas of a build that is not finished, and of one that is being dropped."""
BINARY_COLLATIONS = {"C", "POSIX", "C.UTF-8", "C.utf8"}
"""Locales that sort texts by their characters' numbers, as SQLite does."""

READERS = """
    SELECT DISTINCT CASE WHEN acl.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(acl.grantee)) END
    FROM pg_namespace AS n
    CROSS JOIN LATERAL aclexplode(n.nspacl) AS acl
    WHERE n.nspname = %(schema)s AND acl.grantee <> n.nspowner AND acl.privilege_type = 'USAGE'
"""
"""Roles that may read a schema."""


def build_on_server(
    address: str,
    progress: Callable[[str], None] = lambda step: None,
    warn: Callable[[str], None] = lambda message: None,
) -> str:
    """Build the knowledge base on a server, and return the address of its schema, without a password.

    `progress` is called with each step as it begins, and `warn` with a sentence on what answers there will differ in.
    Raises KnowledgeBaseError where the server does not answer, a seed is broken, or the schema is not ours.
    """
    url = postgresql.server_url(address)
    seeds.verify_pins()
    with postgresql.connected(url, isolation_level="AUTOCOMMIT") as connection:
        _refuse_foreign_schema(connection)
        connection.exec_driver_sql("SELECT pg_advisory_lock(%(lock)s)", {"lock": APPLICATION_ID})
        if (collation := _collation(connection)) not in BINARY_COLLATIONS:
            warn(
                f"The database sorts texts by {collation}, so that rows come in another order than on SQLite: "
                "create it with 'LOCALE C' to have them in the same."
            )
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {BUILDING} CASCADE")
        connection.exec_driver_sql(f"CREATE SCHEMA {BUILDING}")
        try:
            progress("migrating and loading the seeds")
            upgrade(postgresql.in_schemas(url, BUILDING))
            progress("putting the schema in place")
            _put_in_place(connection)
        except BaseException:
            connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {BUILDING} CASCADE")
            raise
    return f"{postgresql.shown(url)}, schema {postgresql.SCHEMA}"


def _collation(connection: sa.Connection) -> str:
    sql = "SELECT datcollate FROM pg_database WHERE datname = current_database()"
    return str(connection.exec_driver_sql(sql).scalar_one())


def _refuse_foreign_schema(connection: sa.Connection) -> None:
    """Raise KnowledgeBaseError where a build would replace a schema that none made."""
    schemas = set(sa.inspect(connection).get_schema_names())
    for schema in sorted({postgresql.SCHEMA, BUILDING, REPLACED} & schemas):
        tables = set(sa.inspect(connection).get_table_names(schema))
        if tables and not tables & {"alembic_version", *derive.TABLES}:
            message = f"The schema {schema!r} is not of a knowledge base and would be lost"
            raise KnowledgeBaseError(f"{message}: rename it, or name another database.")


def _put_in_place(connection: sa.Connection) -> None:
    """Give the new schema the name and the readers of the old one, in one transaction, and drop the old one."""
    readers = connection.exec_driver_sql(READERS, {"schema": postgresql.SCHEMA}).scalars().all()
    there = postgresql.SCHEMA in sa.inspect(connection).get_schema_names()
    steps = [f"DROP SCHEMA IF EXISTS {REPLACED} CASCADE"]
    steps += [f"ALTER SCHEMA {postgresql.SCHEMA} RENAME TO {REPLACED}"] if there else []
    steps += [f"ALTER SCHEMA {BUILDING} RENAME TO {postgresql.SCHEMA}"]
    for reader in readers:
        steps += [f"GRANT USAGE ON SCHEMA {postgresql.SCHEMA} TO {reader}"]
        steps += [f"GRANT SELECT ON ALL TABLES IN SCHEMA {postgresql.SCHEMA} TO {reader}"]
    connection.exec_driver_sql(f"BEGIN; {'; '.join(steps)}; COMMIT")
    connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {REPLACED} CASCADE")
