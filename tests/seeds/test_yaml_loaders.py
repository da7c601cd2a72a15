"""libyaml only makes reading faster: without it the same is read, and the same is told."""

from pathlib import Path
from shutil import copytree

import pytest
import yaml

from llm_kb.seeds import Problem, SeedError, nodes, read

from .breakages_of_yaml import YAML
from .conftest import BUNDLES


def told(folder: Path) -> list[list[Problem]]:
    """The problems of the bundle after each breakage of YAML."""
    found = []
    for number, breakage in enumerate(YAML):
        copytree(BUNDLES, folder / str(number))
        breakage.spoil(folder / str(number) / breakage.bundle / breakage.file)
        with pytest.raises(SeedError) as caught:
            read(folder / str(number) / breakage.bundle)
        found.append(caught.value.problems)
    return found


@pytest.mark.slow
def test_the_same_is_told_without_libyaml(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = told(tmp_path / "fast")
    monkeypatch.setattr(nodes, "FAST", yaml.SafeLoader)
    assert told(tmp_path / "slow") == fast


def test_the_same_is_read_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read(BUNDLES / "tiny-correction")
    monkeypatch.setattr(nodes, "FAST", yaml.SafeLoader)
    slow = read(BUNDLES / "tiny-correction")
    assert (slow, slow.earlier) == (fast, fast.earlier)
