"""What the tests of migrations share: commands on any database and folder of revisions, and a database's contents."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.script import ScriptDirectory

from llm_kb import settings
from llm_kb.derive import is_derived
from llm_kb.migrate import alembic_config
from llm_kb.settings import DATABASE_URL_VARIABLE, data_directory

Objects = dict[str, str | None]
Rows = dict[str, list[tuple[Any, ...]]]


def url_of(path: Path) -> str:
    """The SQLAlchemy address of an SQLite file."""
    return f"sqlite:///{path}"


def revisions() -> list[str]:
    """Every revision from the first to the newest."""
    script = ScriptDirectory.from_config(alembic_config("sqlite://"))
    return [revision.revision for revision in script.walk_revisions()][::-1]


def config_with(url: str, folder: Path, revision: str = "") -> Config:
    """A configuration whose revisions are those of the project, copied to `folder`, and one more after the newest."""
    copy = folder / "migrations"
    shutil.copytree(data_directory("migrations"), copy, ignore=shutil.ignore_patterns("__pycache__"))
    if revision:
        head = f'revision = "9999"\ndown_revision = "{revisions()[-1]}"\nbranch_labels = None\ndepends_on = None\n'
        imports = '"""Try something."""\n\nimport sqlalchemy as sa\nfrom alembic import op\n\n'
        (copy / "versions" / "9999_try_something.py").write_text(imports + head + revision, encoding="utf-8")
    config = alembic_config(url)
    config.set_main_option("script_location", str(copy).replace("%", "%%"))
    return config


def alembic(url: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Alembic's own command on a database in a process of its own."""
    root = settings.checkout()
    assert root is not None
    call = [sys.executable, "-m", "alembic", "-c", str(root / "alembic.ini"), *arguments]
    environment = {**os.environ, DATABASE_URL_VARIABLE: url}
    return subprocess.run(call, env=environment, capture_output=True, text=True, check=False)


def objects(path: Path, *, derived: bool = True) -> Objects:
    """The SQL of every table, view and index of a file, by name; without the derived ones if so asked."""
    with closing(sqlite3.connect(path)) as connection:
        listed = connection.execute("SELECT name, tbl_name, sql FROM sqlite_master").fetchall()
    return {name: sql for name, table, sql in listed if derived or not _is_derived(table)}


def _is_derived(table: str) -> bool:
    return is_derived(table) or table.startswith("sqlite_stat")


def rows(path: Path) -> Rows:
    """The rows of every table and view of a file in some fixed order, the inner tables of search left out."""
    inner = ("_config", "_data", "_docsize", "_idx", "_content")
    with closing(sqlite3.connect(path)) as connection:
        listed = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        names = [name for (name,) in listed if not name.endswith(inner)]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


def clauses(sql: str | None) -> list[str]:
    """The clauses of a statement in a fixed order, since rebuilding a table in batch mode may shuffle them."""
    lines = re.sub(r'^CREATE TABLE "(\w+)"', r"CREATE TABLE \1", sql or "").splitlines()
    return sorted(" ".join(line.split()).rstrip(",") for line in lines)


def contents(path: Path) -> tuple[Objects, Rows]:
    """Everything in a file that its reader can see."""
    return objects(path), rows(path)
