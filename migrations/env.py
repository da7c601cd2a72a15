"""Runs revisions: one transaction for all of them, derived objects dropped before the first and rebuilt after the last.

Commands that take no step (current, check, history, --sql …) write nothing derived.
"""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.util import CommandError

from llm_kb import derive
from llm_kb.database import check_foreign_keys, database_url, migration_engine
from llm_kb.schema import Base
from llm_kb.settings import DATABASE_URL_VARIABLE


def include_object(item: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Leave derived tables and their indexes out of `alembic check`."""
    table = item.table.name if kind == "index" else name
    return not (kind in ("table", "index") and reflected and derive.is_derived(table))


OPTIONS: dict[str, Any] = {
    "target_metadata": Base.metadata,
    "include_object": include_object,
    "render_as_batch": True,
    "transactional_ddl": True,
}


def run_offline(url: sa.URL) -> None:
    """Print the SQL of the steps instead of running them."""
    context.configure(url=url, literal_binds=True, dialect_opts={"paramstyle": "named"}, **OPTIONS)
    with context.begin_transaction():
        context.run_migrations()


def run_online(connection: sa.Connection) -> None:
    """Run the steps that the command asks for, and derive anew when they end at the newest revision."""
    context.configure(connection=connection, **OPTIONS)
    command = context.get_context().opts["fn"]
    migrating = False

    def steps(revision: Any, migration_context: MigrationContext) -> Iterable[Any]:
        nonlocal migrating
        taken = list(command(revision, migration_context))
        migrating = any(isinstance(step, RevisionStep) for step in taken)
        if migrating:
            derive.drop(connection)
        return taken

    context.configure(connection=connection, fn=steps, **OPTIONS)
    with context.begin_transaction():
        context.run_migrations()
        if migrating:
            check_foreign_keys(connection)
            if set(context.get_context().get_current_heads()) == set(context.script.get_heads()):
                derive.rebuild(connection)


try:
    url = sa.make_url(context.config.attributes.get("url") or database_url())
except sa.exc.ArgumentError as error:
    told = f"{DATABASE_URL_VARIABLE} is not a database address"
    raise CommandError(f"{told}: write one such as sqlite:////folder/file.db.") from error
if context.is_offline_mode():
    run_offline(url)
else:
    with migration_engine(url).connect() as connection:
        run_online(connection)
