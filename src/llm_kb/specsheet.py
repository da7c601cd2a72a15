"""The specification sheet with the types of its columns, for Python."""

import sqlite3
from typing import Any

from llm_kb import lookup

Row = tuple[Any, ...]

TYPES = {"INTEGER": "Int64", "REAL": "Float64", "TEXT": "string"}
"""The type of a column in pandas by its type in the database; all of them have missing values."""
FLAGS = {"open_weights": "boolean", "tied_embeddings": "boolean"}
"""The attributes that are true or false, as the columns of the sheet a contract."""

SHEET = """
    SELECT sheet.*
    FROM spec_sheet AS sheet
    WHERE
        (:model = '' OR sheet.model_id IN (SELECT model_id FROM model_names WHERE name = :model))
        AND (:institution = '' OR sheet.institution_id = :institution)
    ORDER BY sheet.model, sheet.model_id
"""


def rows(connection: sqlite3.Connection, model: str = "", institution: str = "") -> tuple[list[Row], dict[str, str]]:
    """The rows of a model with its variants, or of a developer, or all; and the type of each column in their order.

    Raises KnowledgeBaseError, with the nearest, for a model or developer that there is not.
    """
    values = {
        "model": _identifier(connection, "model", model),
        "institution": _identifier(connection, "institution", institution),
    }
    return [tuple(row) for row in connection.execute(SHEET, values)], types(connection)


def types(connection: sqlite3.Connection) -> dict[str, str]:
    """The type in pandas of each column of the specification sheet, by column in their order."""
    declared = connection.execute("SELECT name, type FROM pragma_table_info('spec_sheet') ORDER BY cid")
    return {name: FLAGS.get(name) or TYPES[kind] for name, kind in declared}


def _identifier(connection: sqlite3.Connection, kind: str, name: str) -> str:
    """The identifier of a model or developer by any of its names; empty for an empty name."""
    if not name.strip():
        return ""
    found = lookup.find(connection, kind, name)
    if not found:
        raise lookup.unknown(connection, name, [kind])
    return str(found[0][f"{kind}_id"])
