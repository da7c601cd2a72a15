"""These tests still read the knowledge base of the real seeds."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kb_file(first_edition_file: Path) -> Path:
    """The knowledge base of the first edition."""
    return first_edition_file
