"""The tests of content read the real seeds up to the edition that the documents describe, whatever comes after it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from llm_kb.cli.bundles import newest
from llm_kb.database import open_read_only
from llm_kb.settings import data_directory

from ..conftest import Shared
from ..tiny import build_from

EDITION = "2026-11-since-the-survey"
"""The edition whose numbers and answers README, tutorial and the other documents print."""


@pytest.fixture(scope="session")
def kb_file(request: pytest.FixtureRequest, shared: Shared) -> Path:
    """The knowledge base of that edition, which is the one of all seeds as long as no other follows it."""
    if newest() == EDITION:
        newest_file: Path = request.getfixturevalue("edition_file")
        return newest_file
    return shared("content", lambda path: build_from(data_directory("seed") / EDITION, path))


@pytest.fixture
def survey(first_edition_file: Path) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the knowledge base of the first edition, which is the survey alone."""
    with closing(open_read_only(first_edition_file)) as connection:
        yield connection


@pytest.fixture(scope="session")
def companion_list(paper: Path) -> Path:
    """A local copy of the companion list as of the commit that sources.csv names, beside that of the survey."""
    file = paper.with_name("awesome-list-3948cd2.md")
    if not file.exists():
        pytest.skip(f"there is no {file.name} beside the survey's text")
    return file
