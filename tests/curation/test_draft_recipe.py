"""The recipe of CONTRIBUTING.md for several curators, followed to the letter."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from llm_kb.cli import main
from llm_kb.settings import DATABASE_URL_VARIABLE
from tests.postgresql import new_database

from ..drafts.desk import Desk, as_typed, make_curators
from .recipes import RECIPES, Step

pytestmark = pytest.mark.slow
EDITION = "2025-07-additions-of-july"


@pytest.fixture
def desk(survey_data: Path, postgresql: str, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty database beside the first edition of the real seeds."""
    make_curators(postgresql)
    url = as_typed(new_database(postgresql, "several"))
    monkeypatch.setenv(DATABASE_URL_VARIABLE, url)
    return Desk(url, survey_data / "seed" / EDITION)


def follow(step: Step, desk: Desk) -> str:
    """Do what a block says, and return what its commands printed."""
    if step.kind == "sql":
        desk.sql(step.file, step.text)
        return ""
    printed = ""
    for part in re.split(r"^\$ ", step.text.replace("EDITION", EDITION), flags=re.MULTILINE)[1:]:
        command, _, shown = part.partition("\n")
        result = CliRunner().invoke(main, shlex.split(command)[1:])
        assert (result.exit_code, result.stderr) == (0, ""), command
        assert not shown or result.stdout == shown, command
        printed += result.stdout
    return printed


def test_two_curators_fill_one_bundle(desk: Desk) -> None:
    printed = [follow(step, desk) for step in RECIPES["Several curators on one draft"]]
    log = [line for line in "".join(printed).splitlines() if re.match(r" *[0-9]+ +2[0-9]{3}-", line)]
    assert [line.split()[3:5] for line in log] == [
        *(["ann", "models"], ["ann", "model_aliases"], ["ann", "entries"]),
        *(["ben", "techniques"], ["ben", "entries"], ["ben", "files"]),
    ]
    texts = {name: data.decode() for name, data in desk.files().items()}
    assert texts["models.csv"].endswith("\nopenelm-7b,OpenELM-7B,variant,openelm,apple,0,,\n")
    assert "description: Adds a variant of OpenELM and FlashAttention-2.\n" in texts["edition.yaml"]
    assert texts["facts/4.2.yaml"].count("- at: ") == 2
    assert "SHA256SUMS" in texts
    assert "This database has no draft" in desk.refused("changes")
