"""Fixtures of the tests of curation."""

import shutil
from pathlib import Path

import pytest

from llm_kb import settings

from ..checkout import Checkout, keep_editions, load_first
from ..tiny import BUNDLES
from .recipes import FIRST

TINY = "tiny"


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
    """Seeds and migrations with a tiny bundle for the first and only edition, that the commands of this process use."""
    copy_data(tmp_path, monkeypatch)
    keep_editions(tmp_path, FIRST)
    load_first(tmp_path, BUNDLES / TINY)
    return tmp_path


@pytest.fixture
def survey_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with the real first edition, for examples that name what is in it."""
    copy_data(tmp_path, monkeypatch, FIRST)
    keep_editions(tmp_path, FIRST)
    return tmp_path


def copy_data(folder: Path, monkeypatch: pytest.MonkeyPatch, *editions: str) -> None:
    """Let the commands of this process work on copies of the migrations and of these editions."""
    shutil.copytree(
        settings.data_directory("migrations"), folder / "migrations", ignore=shutil.ignore_patterns("__pycache__")
    )
    (folder / "seed").mkdir()
    for edition in editions:
        shutil.copytree(settings.data_directory("seed") / edition, folder / "seed" / edition)
    monkeypatch.setattr(settings, "data_directory", lambda name: folder / name)
