"""Fixtures that all tests share: the tiny knowledge base, a private copy of it, and the survey's text."""

import fcntl
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from llm_kb.build import build
from llm_kb.database import open_read_only
from llm_kb.settings import DATABASE_URL_VARIABLE, SOURCES_VARIABLE, data_directory
from tests.postgresql import running_server

from .checkout import FIRST_EDITION, Checkout, working_in
from .tiny import build_crowded, build_from, build_makers, build_tiny

PAPER_VARIABLE = "LLM_KB_PAPER"

Shared = Callable[[str, Callable[[Path], object]], Path]


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


@pytest.fixture(scope="session", autouse=True)
def no_flushing() -> Iterator[None]:
    """What this process writes need not outlast a loss of power, so that no test waits for a disk."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Shared:
    """A way to make a file once for all workers of a run; it has a name, and is not to be changed."""
    folder = tmp_path_factory.getbasetemp()
    folder = folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder

    def make_once(name: str, make: Callable[[Path], object]) -> Path:
        path = folder / name / "llm_kb.db"
        path.parent.mkdir(exist_ok=True)
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                make(path)
        return path

    return make_once


@pytest.fixture(scope="session")
def kb_file(shared: Shared) -> Path:
    """The tiny knowledge base, built once; not to be changed."""
    return shared("tiny", build_tiny)


@pytest.fixture(scope="session")
def makers_file(shared: Shared) -> Path:
    """The tiny knowledge base with the edition of makers, built once; not to be changed."""
    return shared("makers", build_makers)


@pytest.fixture
def makers(makers_file: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the knowledge base with the edition of makers."""
    with closing(open_read_only(makers_file)) as connection:
        yield connection


@pytest.fixture(scope="session")
def crowded_file(shared: Shared) -> Path:
    """The tiny knowledge base with 1,200 authorships and fifteen times the facts; not to be changed."""
    return shared("crowded", build_crowded)


@pytest.fixture(scope="session")
def edition_file(shared: Shared) -> Path:
    """The knowledge base of the real seeds, built once; for the tests of its content alone, and not to be changed."""
    return shared("editions", build)


@pytest.fixture(scope="session")
def first_edition_file(shared: Shared) -> Path:
    """The knowledge base of the first edition of the real seeds, built once, and not to be changed."""
    return shared("first-edition", lambda path: build_from(data_directory("seed") / FIRST_EDITION, path))


@pytest.fixture(scope="session")
def tiny_checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a checkout whose editions are the tiny bundles; not to be changed."""
    made = Checkout(tmp_path_factory.mktemp("checkout"))
    made.take_tiny_editions()
    return made.root


@pytest.fixture(scope="session")
def tiny_build(shared: Shared, tiny_checkout: Path) -> Path:
    """What a build makes in that checkout; not to be changed."""
    with working_in(tiny_checkout):
        return shared("tiny-build", build)


@pytest.fixture
def on_tiny_editions(tiny_checkout: Path) -> Iterator[None]:
    """Let a test build and migrate the tiny bundles, which takes a tenth of the time of the editions."""
    with working_in(tiny_checkout):
        yield


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
