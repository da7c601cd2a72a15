"""A folder of tiny seeds, an empty database on the tests' own server, and roles of two curators."""

import shutil
from pathlib import Path

import pytest

from llm_kb import settings
from llm_kb.drafts.start import start
from llm_kb.postgresql import connected
from tests.postgresql import new_database

from ..tiny import BUNDLES, MAKERS
from .desk import CURATORS, Desk, as_typed, make_curators

EDITIONS = ("tiny", "tiny-correction", "tiny-almanac", "tiny-flock", MAKERS)


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the tiny bundles and a migration for each; commands work on it."""
    versions = tmp_path / "migrations" / "versions"
    versions.mkdir(parents=True)
    for number, edition in enumerate(EDITIONS, 1):
        shutil.copytree(BUNDLES / edition, tmp_path / "seed" / edition)
        text = f'EDITION = "{edition}"\nSHA256 = ""\n'
        (versions / f"{number:04}_load_{edition.replace('-', '_')}.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(settings, "data_directory", lambda name: tmp_path / name)
    return tmp_path


@pytest.fixture(scope="session")
def server(postgresql: str) -> str:
    """The address of the server, which has a role for each curator."""
    make_curators(postgresql)
    return postgresql


@pytest.fixture(scope="session")
def settled(server: str) -> Desk:
    """A draft that both curators may change, which nobody does."""
    desk = Desk(as_typed(new_database(server, "settled")), BUNDLES / MAKERS)
    with connected(desk.url) as connection, connection.begin():
        start(connection, desk.bundle, CURATORS)
    return desk


@pytest.fixture
def desk(server: str, root: Path) -> Desk:
    """A database without a draft, with the bundle that one can be made of."""
    return Desk(as_typed(new_database(server, "drafts")), root / "seed" / MAKERS)


@pytest.fixture
def draft(server: str, settled: Desk, root: Path) -> Desk:
    """A draft of that bundle that both curators may change."""
    return Desk(as_typed(new_database(server, "drafts", template="settled")), root / "seed" / MAKERS)
