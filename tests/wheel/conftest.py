"""What an installed package builds is held against a build of the checkout."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def kb_file(edition_file: Path) -> Path:
    """The knowledge base of the real seeds, to compare it with what the wheel builds."""
    return edition_file
