"""SQLite's run-time limits and a read-only authorizer, for connections that run clients' SQL."""

import sqlite3

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 250_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 50_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 100_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 500,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
"""SQLite's run-time limits (https://www.sqlite.org/limits.html): far above what the knowledge base needs."""

DENIED_FUNCTIONS = frozenset(
    {
        *("fts3_tokenizer", "load_extension", "readfile", "writefile", "edit"),
        *("printf", "format"),
        *("sqlite_source_id", "sqlite_compileoption_get", "sqlite_compileoption_used"),
    }
)
"""Functions that reach outside of the database, that ignore time-outs (`printf` pads for seconds without a stop), or
that disclose how the server is built."""

DENIED_TABLES = frozenset({"fts3tokenize", "dbstat", "sqlite_dbpage", "sqlite_stmt", "bytecode", "tables_used"})
"""Eponymous virtual tables that disclose the state of the process or can be used to read foreign memory."""

PRAGMAS = frozenset(
    {
        *("data_version", "foreign_key_list", "index_info", "index_list", "index_xinfo", "schema_version"),
        *("table_info", "table_list", "table_xinfo"),
    }
)
"""Pragmas that describe the schema; others disclose the machine or change the connection."""

SCHEMA = frozenset({"sqlite_master", "sqlite_schema", "sqlite_temp_master"})
WRITES_TO_SCHEMA = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
"""Actions that SQLite requests, but does not perform, when it registers a virtual table such as json_each."""

READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE})


def set_limits(connection: sqlite3.Connection) -> None:
    """Set SQLite's run-time limits on a connection."""
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)


def install_authorizer(connection: sqlite3.Connection) -> None:
    """Make a connection read-only: any other statement is denied when it is prepared."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.set_authorizer(_authorize)


def _authorize(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    return (
        sqlite3.SQLITE_OK if _is_allowed(action, (first or "").lower(), (second or "").lower()) else sqlite3.SQLITE_DENY
    )


def _is_allowed(action: int, first: str, second: str) -> bool:
    if action == sqlite3.SQLITE_FUNCTION:
        return second not in DENIED_FUNCTIONS
    if action == sqlite3.SQLITE_READ:
        return first not in DENIED_TABLES
    if action == sqlite3.SQLITE_PRAGMA:
        # a table-valued function such as pragma_table_info, or the statement without a value to set
        return first in PRAGMAS
    return action in READING or (action in WRITES_TO_SCHEMA and first in SCHEMA)
