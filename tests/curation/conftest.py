"""Fixtures of the tests of curation."""

import shutil
from pathlib import Path

import pytest

from llm_kb import settings

from .checkout import Checkout
from .recipes import FIRST


@pytest.fixture(scope="session")
def kb_file(first_edition_file: Path) -> Path:
    """The knowledge base of the first edition of the real seeds, which the recipes change."""
    return first_edition_file


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """A checkout with the first edition alone, that a test may change."""
    made = Checkout(tmp_path)
    made.keep_editions(FIRST)
    return made


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the seeds and migrations that the commands of this process work on."""
    for name in ("seed", "migrations"):
        shutil.copytree(settings.data_directory(name), tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(settings, "data_directory", lambda name: tmp_path / name)
    return tmp_path
