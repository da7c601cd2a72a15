"""Runs revisions: one transaction for all of them, derived objects dropped before the first and rebuilt after the last.

They are rebuilt where the run ends at an edition after which nothing but editions comes, the newest or an earlier one.
Commands that take no step (current, check, history, --sql …) write nothing, not even an empty file.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import context
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.script import Script
from alembic.util import CommandError

from llm_kb import derive, seeds
from llm_kb.migrate import check_foreign_keys, database_url, mark, migration_engine, refuse_foreign_database
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


def run_online(connection: sa.Connection) -> bool:
    """Run the steps that the command asks for, derive anew where they end at an edition, tell if any was taken."""
    context.configure(connection=connection, **OPTIONS)
    command = context.get_context().opts["fn"]
    taken: list[Any] = []
    migrating = False

    def steps(revision: Any, migration_context: MigrationContext) -> Iterable[Any]:
        nonlocal migrating
        taken.extend(command(revision, migration_context))
        migrating = any(isinstance(step, RevisionStep) for step in taken)
        if migrating:
            refuse_foreign_database(connection)
            derive.drop(connection)
        return taken

    context.configure(connection=connection, fn=steps, **OPTIONS)
    with context.begin_transaction():
        with seeds.caching_bundles():
            context.run_migrations()
        if migrating:
            check_foreign_keys(connection)
            mark(connection)
            derive_at(connection, context.get_context().get_current_heads())
    return bool(taken)


def derive_at(connection: sa.Connection, revisions: tuple[str, ...]) -> None:
    """Compute the derived objects of a database whose tables are those of the newest revision and hold an edition.

    Below the newest edition the fingerprint is left out, since the file is no build of everything that is here.
    """
    newest = tuple(context.script.get_heads())
    if set(revisions) == set(newest):
        derive.rebuild(connection)
    elif only_editions_follow(revisions, newest):
        derive.rebuild(connection)
        connection.exec_driver_sql("DELETE FROM build_info")


def only_editions_follow(revisions: tuple[str, ...], newest: tuple[str, ...]) -> bool:
    """Whether revisions hold an edition and have the newest tables."""
    script = context.script
    holds_edition = any(map(loads_edition, script.iterate_revisions(revisions, "base"))) if revisions else False
    return holds_edition and all(map(loads_edition, script.iterate_revisions(newest, revisions)))


def loads_edition(step: Script) -> bool:
    """Whether a revision loads an edition and leaves the tables as they are."""
    return hasattr(step.module, "EDITION")


def missing_file(url: sa.URL) -> Path | None:
    """The file of an SQLite database that does not exist yet, which SQLite makes as soon as it is opened."""
    on_file = url.get_backend_name() == "sqlite" and url.database not in (None, "", ":memory:")
    path = Path(str(url.database))
    return path if on_file and not path.exists() else None


try:
    url = sa.make_url(context.config.attributes.get("url") or database_url())
except sa.exc.ArgumentError as error:
    told = f"{DATABASE_URL_VARIABLE} is not a database address"
    raise CommandError(f"{told}: write one such as sqlite:////folder/file.db.") from error
if context.is_offline_mode():
    run_offline(url)
else:
    made, took_steps = missing_file(url), False
    try:
        with migration_engine(url).connect() as connection:
            took_steps = run_online(connection)
    finally:
        if made and not took_steps:
            made.unlink(missing_ok=True)
