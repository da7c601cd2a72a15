"""The SQLite file itself, byte for byte."""

import sqlite3
from pathlib import Path

from llm_kb.export import Tell

FILE = "llm_kb.db"


def write(connection: sqlite3.Connection, folder: Path, tell: Tell) -> None:
    """Write the database file into a folder."""
    tell(FILE)
    (folder / FILE).write_bytes(connection.serialize())
