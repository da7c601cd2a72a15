"""Everything that is computed from the migrated tables: the dictionary, stored tables, views, search, statistics.

`drop` and `rebuild` run inside the transaction of a migration; a database at the newest revision has all derived
objects, one at an earlier revision none.
"""

import sqlalchemy as sa

from llm_kb.derive import dictionary_tables, search, stored
from llm_kb.derive.dictionary_tables import entries
from llm_kb.derive.names import SEARCH_TABLES, SEARCHED, STORED, TABLES, VIEWS, in_order, is_derived
from llm_kb.fingerprint import fingerprint
from llm_kb.settings import PACKAGE
from llm_kb.sqlfile import SqlFile, read_folder

__all__ = ["SEARCHED", "TABLES", "VIEWS", "drop", "entries", "fingerprint", "is_derived", "rebuild"]

STATISTICS = ("sqlite_stat1", "sqlite_stat4")


def drop(connection: sa.Connection) -> None:
    """Drop all derived objects, also those of another version of the package."""
    on_sqlite = connection.dialect.name == "sqlite"
    views = set(sa.inspect(connection).get_view_names())
    for file in reversed(_files()):
        connection.exec_driver_sql(f"DROP {'VIEW' if file.name in views else 'TABLE'} IF EXISTS {file.name}")
    for name in reversed([entry.name for entry in dictionary_tables.OWN]):
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")
    for name in (*SEARCH_TABLES, *STATISTICS) if on_sqlite else ():
        connection.exec_driver_sql(f"DROP TABLE IF EXISTS {name}")


def rebuild(connection: sa.Connection) -> None:
    """Compute every derived object of a database at the newest revision."""
    on_sqlite = connection.dialect.name == "sqlite"
    dictionary_tables.create(connection, fingerprint())
    connection.exec_driver_sql("ANALYZE")  # without statistics millions of rows are joined by the wrong index
    for file in _files():
        if file.name in STORED:
            stored.create(connection, file)
            connection.exec_driver_sql(f"ANALYZE {file.name}")
        else:
            connection.exec_driver_sql(f"CREATE VIEW {file.name} AS\n{file.sql}")
    if on_sqlite:
        search.create(connection)
    else:
        dictionary_tables.comment(connection)


def _files() -> list[SqlFile]:
    return in_order([*stored.files(), *read_folder(PACKAGE / "derive" / "views")])
