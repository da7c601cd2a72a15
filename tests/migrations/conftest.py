"""The real chain of revisions, with the tiny bundles for editions, is held against a build."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kb_file(tiny_build: Path) -> Path:
    """What a build gives, to compare it with what migrations give."""
    return tiny_build
