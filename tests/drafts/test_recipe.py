"""The recipe of CONTRIBUTING.md for several curators, followed to the letter."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from llm_kb import settings
from llm_kb.cli import main

from ..checkout import keep_editions
from ..curation.recipes import FIRST, RECIPES, Step
from .desk import Desk

pytestmark = pytest.mark.slow
EDITION = "2025-07-additions-of-july"


@pytest.fixture
def desk(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An empty database, and the first edition of the real seeds alone."""
    for name in ("seed", "migrations"):
        shutil.rmtree(tmp_path / name)
        original = Path(__file__).resolve().parents[2] / name
        shutil.copytree(original, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    keep_editions(tmp_path, FIRST)
    monkeypatch.setenv(settings.DATABASE_URL_VARIABLE, desk.url)
    return Desk(desk.url, tmp_path / "seed" / EDITION)


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
