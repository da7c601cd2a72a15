"""What a connection that runs SQL of visitors may do, and how large what it handles may be."""

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
"""SQLite's limits (https://www.sqlite.org/limits.html): far above what the knowledge base needs, in bytes or pieces."""

DENIED_FUNCTIONS = frozenset(
    {
        *("fts3_tokenizer", "load_extension", "readfile", "writefile", "edit"),
        *("printf", "format"),
        *("sqlite_source_id", "sqlite_compileoption_get", "sqlite_compileoption_used"),
    }
)
"""Functions that reach out of the database, that no limit holds (`printf` pads for seconds without a stop), or that
tell how the server is made."""

DENIED_TABLES = frozenset({"fts3tokenize", "dbstat", "sqlite_dbpage", "sqlite_stmt", "bytecode", "tables_used"})
"""Tables that SQLite makes up, and that tell of the process or can be led to foreign memory."""

PRAGMAS = frozenset(
    {
        *("data_version", "foreign_key_list", "index_info", "index_list", "index_xinfo", "schema_version"),
        *("table_info", "table_list", "table_xinfo"),
    }
)
"""Pragmas that describe the schema; the others tell of the machine or change how the connection works."""

SCHEMA = frozenset({"sqlite_master", "sqlite_schema", "sqlite_temp_master"})
WRITES_TO_SCHEMA = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
"""What SQLite asks for, and does not do, when it makes a virtual table such as json_each known."""

READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE})


def bound(connection: sqlite3.Connection) -> None:
    """Let a connection handle nothing that is larger than what visitors need."""
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)


def forbid_all_but_reading(connection: sqlite3.Connection) -> None:
    """Let a connection do nothing but read the knowledge base: for all else a statement is refused before it runs."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.set_authorizer(_verdict)


def _verdict(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
    return sqlite3.SQLITE_OK if _allowed(action, (first or "").lower(), (second or "").lower()) else sqlite3.SQLITE_DENY


def _allowed(action: int, first: str, second: str) -> bool:
    if action == sqlite3.SQLITE_FUNCTION:
        return second not in DENIED_FUNCTIONS
    if action == sqlite3.SQLITE_READ:
        return first not in DENIED_TABLES
    if action == sqlite3.SQLITE_PRAGMA:
        # a function such as pragma_table_info, or the statement without a value that could change something
        return first in PRAGMAS
    return action in READING or (action in WRITES_TO_SCHEMA and first in SCHEMA)
