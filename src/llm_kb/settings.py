"""Where things are: migrations, seeds and the default database, in a checkout or in an installed wheel."""

import os
from functools import cache
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError

DATABASE_NAME = "llm_kb"
"""Name under which the database is served, whatever its file is called."""

DATABASE_URL_VARIABLE = "LLM_KB_DATABASE_URL"
"""Environment variable that chooses the database for Alembic, and that of drafts."""

SOURCES_VARIABLE = "LLM_KB_SOURCES"
"""Environment variable with the folders of the texts of sources, joined as in PATH."""

APPLICATION_ID = int.from_bytes(b"llmk")
"""SQLite's `application_id` of every database that we write, by which our files are told from those of others."""

PACKAGE = Path(__file__).resolve().parent


def checkout() -> Path | None:
    """The root of the checkout that this package runs from, or None when it is installed."""
    root = PACKAGE.parent.parent
    return root if (root / "alembic.ini").is_file() and (root / "migrations").is_dir() else None


ISSUES = "Issues"
"""Label of the project's URL in `pyproject.toml` at which corrections are suggested."""


@cache
def issues_url() -> str | None:
    """The URL of the project's issue tracker from the package metadata; None if there is none."""
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        urls = metadata("llm-kb").get_all("Project-URL") or []
    except PackageNotFoundError:
        return None
    labels = dict(url.split(", ", 1) for url in urls)
    return labels[ISSUES].rstrip("/") if ISSUES in labels else None


def data_directory(name: str) -> Path:
    """The folder `migrations` or `seed`, or the file of the changes: of the checkout, else inside the package."""
    return (checkout() or PACKAGE / "data") / name


def source_folders() -> list[Path]:
    """The folders of the texts of sources that the environment names; raises KnowledgeBaseError if one is not there."""
    folders = [Path(name) for name in os.environ.get(SOURCES_VARIABLE, "").split(os.pathsep) if name]
    for folder in folders:
        if not folder.is_dir():
            raise KnowledgeBaseError(f"{SOURCES_VARIABLE} names {str(folder)!r}, which is no folder: correct it.")
    return folders


def default_database() -> Path:
    """The database file that commands use by default."""
    return (checkout() or _user_data()) / f"{DATABASE_NAME}.db"


def _user_data() -> Path:
    """The folder in which the user's programs keep their data."""
    import platformdirs

    return Path(platformdirs.user_data_dir("llm-kb"))
