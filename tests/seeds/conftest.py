"""Fixtures of the seed loader's tests: private copies of the tiny bundles."""

import shutil
from pathlib import Path

import pytest

BUNDLES = Path(__file__).resolve().parent.parent / "bundles"


@pytest.fixture
def bundle_copy(tmp_path: Path) -> Path:
    """The folder of a copy of the bundle `tiny` that a test may spoil, with its siblings beside it."""
    copy = tmp_path / BUNDLES.name
    shutil.copytree(BUNDLES, copy)
    return copy / "tiny"
