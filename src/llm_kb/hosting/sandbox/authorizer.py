"""SQLite's run-time limits and a read-only authorizer, for connections that run clients' SQL."""

import sqlite3
from collections.abc import Collection

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

FUNCTIONS = frozenset(
    {
        *("->", "->>", "abs", "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "avg", "bm25"),
        *("ceil", "ceiling", "char", "coalesce", "concat", "concat_ws", "cos", "cosh", "count", "cume_dist"),
        *("current_date", "current_time", "current_timestamp", "date", "datetime", "degrees", "dense_rank"),
        *("escape_fts", "exp", "first_value", "floor", "glob", "group_concat", "hex", "highlight", "if"),
        *("ifnull", "iif", "instr", "json", "json_array", "json_array_insert", "json_array_length"),
        *("json_each", "json_error_position", "json_extract", "json_group_array", "json_group_object"),
        *("json_insert", "json_object", "json_patch", "json_pretty", "json_quote", "json_remove"),
        *("json_replace", "json_set", "json_tree", "json_type", "json_valid", "jsonb", "jsonb_array"),
        *("jsonb_array_insert", "jsonb_extract", "jsonb_group_array", "jsonb_group_object", "jsonb_insert"),
        *("jsonb_object", "jsonb_patch", "jsonb_remove", "jsonb_replace", "jsonb_set", "julianday", "lag"),
        *("last_value", "lead", "length", "like", "likelihood", "likely", "ln", "log", "log10", "log2"),
        *("lower", "ltrim", "match", "max", "median", "min", "mod", "nth_value", "ntile", "nullif"),
        *("octet_length", "percent_rank", "percentile", "percentile_cont", "percentile_disc", "pi", "pow"),
        *("power", "quote", "radians", "random", "randomblob", "rank", "replace", "round", "row_number"),
        *("rtrim", "sign", "sin", "sinh", "snippet", "soundex", "sqlite_version", "sqrt", "strftime"),
        *("string_agg", "substr", "substring", "subtype", "sum", "tan", "tanh", "time", "timediff", "total"),
        *("trim", "trunc", "typeof", "unhex", "unicode", "unistr", "unistr_quote", "unixepoch", "unlikely"),
        *("upper", "zeroblob"),
    }
)
"""Functions that only compute a value, and end in time: `printf` and `format` pad for seconds without a stop."""

VIRTUAL_TABLES = frozenset({"json_each", "json_tree", "jsonb_each", "jsonb_tree"})
"""Eponymous virtual tables that may be read; others disclose the state of the process, or read foreign memory."""

DENIED_TABLES = frozenset({"fts3tokenize", "dbstat", "sqlite_dbpage", "sqlite_stmt", "bytecode", "tables_used"})
"""Eponymous virtual tables whose rows must not even be counted."""

PRAGMAS = frozenset(
    {
        *("data_version", "foreign_key_list", "index_info", "index_list", "index_xinfo", "schema_version"),
        *("table_info", "table_list", "table_xinfo"),
    }
)
"""Pragmas that describe the schema; others disclose the machine or change the connection."""

SCHEMA = frozenset({"sqlite_master", "sqlite_schema", "sqlite_temp_master", "sqlite_temp_schema"})
WRITES_TO_SCHEMA = frozenset({sqlite3.SQLITE_INSERT, sqlite3.SQLITE_UPDATE, sqlite3.SQLITE_DELETE})
"""Actions that SQLite requests, but does not perform, when it registers a virtual table such as json_each."""

READING = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_RECURSIVE})


def set_limits(connection: sqlite3.Connection) -> None:
    """Set SQLite's run-time limits on a connection."""
    for limit, value in LIMITS.items():
        connection.setlimit(limit, value)


def install_authorizer(connection: sqlite3.Connection) -> None:
    """Make a connection read-only: any other statement is denied when it is prepared.

    The tables that may be read are those that there are now.
    """
    connection.execute("PRAGMA trusted_schema = OFF")
    names = connection.execute("SELECT lower(name) FROM sqlite_master WHERE type IN ('table', 'view')")
    tables = SCHEMA | VIRTUAL_TABLES | {f"pragma_{name}" for name in PRAGMAS} | {name for (name,) in names}

    def authorize(action: int, first: str | None, second: str | None, database: str | None, trigger: str | None) -> int:
        is_allowed = _is_allowed(action, (first or "").lower(), (second or "").lower(), tables)
        return sqlite3.SQLITE_OK if is_allowed else sqlite3.SQLITE_DENY

    connection.set_authorizer(authorize)


def _is_allowed(action: int, first: str, second: str, tables: Collection[str]) -> bool:
    if action == sqlite3.SQLITE_FUNCTION:
        return second in FUNCTIONS
    if action == sqlite3.SQLITE_READ:
        return first in tables or (not second and first not in DENIED_TABLES)  # without a column it may be a CTE
    if action == sqlite3.SQLITE_PRAGMA:
        # a table-valued function such as pragma_table_info, or the statement without a value to set
        return first in PRAGMAS
    return action in READING or (action in WRITES_TO_SCHEMA and first in SCHEMA)
