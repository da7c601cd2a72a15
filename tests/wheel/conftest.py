"""What an installed package builds is held against a build of the checkout."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kb_file(tiny_build: Path) -> Path:
    """What the checkout of the tiny bundles builds, to compare it with what its wheel builds."""
    return tiny_build
