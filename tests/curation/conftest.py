"""Fixtures of the tests of curation."""

import shutil
from pathlib import Path

import pytest

from llm_kb import settings

from ..checkout import Checkout, keep_editions
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
    """A copy of the seeds and migrations with the first edition alone, that the commands of this process work on."""
    copy_data(tmp_path, monkeypatch)
    keep_editions(tmp_path, FIRST)
    return tmp_path


@pytest.fixture
def all_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Such a copy with all editions."""
    copy_data(tmp_path, monkeypatch)
    return tmp_path


def copy_data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("seed", "migrations"):
        shutil.copytree(settings.data_directory(name), folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(settings, "data_directory", lambda name: folder / name)
