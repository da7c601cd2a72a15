"""These tests build the tiny bundles, by the real chain of revisions."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kb_file(tiny_build: Path) -> Path:
    """What a build gives."""
    return tiny_build


@pytest.fixture(autouse=True)
def of_tiny_editions(on_tiny_editions: None) -> None:
    """All of them do so."""
