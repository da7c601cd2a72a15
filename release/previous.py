"""The database of the last release, from the revisions of the repository: what it held, in the tables of today."""

from collections.abc import Collection
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory

from llm_kb import derive, seeds
from llm_kb.migrate import alembic_config, check_foreign_keys, mark, migration_engine, sqlite_url


def build_editions(editions: Collection[str], target: Path) -> None:
    """Build a database of these editions alone into a new file, with the tables of the newest revision.

    Only so can all rows be compared: at the revision of an old edition, tables that came later do not exist.
    """
    url = sqlite_url(target)
    newest_first = ScriptDirectory.from_config(alembic_config(url)).walk_revisions()
    modules = [script.module for script in newest_first][::-1]
    with migration_engine(url).begin() as connection, seeds.caching_bundles():
        with Operations.context(MigrationContext.configure(connection)):
            for module in modules:
                if getattr(module, "EDITION", None) in {None, *editions}:
                    module.upgrade()
        check_foreign_keys(connection)
        mark(connection)
        derive.rebuild(connection)
        connection.exec_driver_sql("DELETE FROM build_info")  # it is no build of everything that is here
