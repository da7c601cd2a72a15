"""Fixtures that all tests share: the tiny knowledge base, a private copy of it, and the survey's text."""

import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from llm_kb.build import build
from llm_kb.database import open_read_only
from llm_kb.settings import DATABASE_URL_VARIABLE, SOURCES_VARIABLE, data_directory
from tests.postgresql import running_server

from .tiny import build_crowded, build_from, build_makers, build_tiny

PAPER_VARIABLE = "LLM_KB_PAPER"
FIRST_EDITION = "2025-06-paper"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line for each reason how many tests were skipped."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = Counter(report.longrepr[2].removeprefix("Skipped: ") for report in skipped)
    for reason, count in reasons.items():
        terminalreporter.write_line(f"{count} tests skipped: {reason}")


@pytest.fixture(autouse=True)
def no_database_url(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test works on a database that the developer's environment names."""
    monkeypatch.delenv(DATABASE_URL_VARIABLE, raising=False)


@pytest.fixture(scope="session")
def kb_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny knowledge base, built once; not to be changed."""
    return build_tiny(tmp_path_factory.mktemp("kb") / "llm_kb.db")


@pytest.fixture(scope="session")
def makers_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny knowledge base with the edition of makers, built once; not to be changed."""
    return build_makers(tmp_path_factory.mktemp("makers") / "llm_kb.db")


@pytest.fixture
def makers(makers_file: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the knowledge base with the edition of makers."""
    with closing(open_read_only(makers_file)) as connection:
        yield connection


@pytest.fixture(scope="session")
def crowded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny knowledge base with 1,200 authorships and fifteen times the facts; not to be changed."""
    return build_crowded(tmp_path_factory.mktemp("crowded") / "llm_kb.db")


@pytest.fixture(scope="session")
def edition_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base of the real seeds, built once; for the tests of its content alone, and not to be changed."""
    return build(tmp_path_factory.mktemp("edition") / "llm_kb.db")


@pytest.fixture(scope="session")
def first_edition_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The knowledge base of the first edition of the real seeds, built once, and not to be changed."""
    folder = data_directory("seed") / FIRST_EDITION
    return build_from(folder, tmp_path_factory.mktemp("first") / "llm_kb.db")


@pytest.fixture
def kb(kb_file: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the knowledge base."""
    with closing(open_read_only(kb_file)) as connection:
        yield connection


@contextmanager
def copied(file: Path, folder: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of a file in a folder, which may be spoilt; foreign keys are not enforced."""
    with closing(sqlite3.connect(shutil.copyfile(file, folder / "copy.db"))) as connection:
        yield connection


@pytest.fixture
def kb_copy(kb_file: Path, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A copy of the knowledge base that a test may spoil."""
    with copied(kb_file, tmp_path) as connection:
        yield connection


@pytest.fixture(scope="session")
def paper() -> Path:
    """The survey's text, which is not ours to keep here: tests that need it are skipped without it."""
    named = os.environ.get(PAPER_VARIABLE)
    if named and Path(named).is_file():
        return Path(named)
    reason = f"{PAPER_VARIABLE} does not name the survey's Markdown, so nothing is held against its text"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def source_folders() -> list[Path]:
    """The folders of the texts of developers' documents, which are not ours either."""
    named = os.environ.get(SOURCES_VARIABLE, "")
    folders = [Path(name) for name in named.split(os.pathsep) if name]
    if folders and all(folder.is_dir() for folder in folders):
        return folders
    reason = f"{SOURCES_VARIABLE} does not name folders of sources, so nothing is held against their texts"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL server of the tests' own."""
    with running_server() as address:
        yield address
