"""The SQLite file itself, byte for byte."""

import shutil
import sqlite3
from pathlib import Path

from llm_kb.export import Progress

FILE = "llm_kb.db"


def write(connection: sqlite3.Connection, folder: Path, progress: Progress) -> None:
    """Write the database file into a folder."""
    progress(FILE)
    (_, _, source) = connection.execute("PRAGMA database_list").fetchone()
    shutil.copyfile(source, folder / FILE)
