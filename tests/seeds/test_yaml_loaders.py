"""libyaml only makes reading faster: without it the same is read, and the same is told."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest
import yaml

from llm_kb.seeds import Problem, SeedError, nodes, read
from llm_kb.seeds.problems import Problems

from .breakages import edit
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
    monkeypatch.setattr(nodes, "FAST_LOADER", yaml.SafeLoader)
    assert told(tmp_path / "slow") == fast


def test_the_same_is_read_without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read(BUNDLES / "tiny-correction")
    monkeypatch.setattr(nodes, "FAST_LOADER", yaml.SafeLoader)
    slow = read(BUNDLES / "tiny-correction")
    assert (slow, slow.earlier) == (fast, fast.earlier)


@pytest.mark.parametrize("loader", [nodes.FAST_LOADER, yaml.SafeLoader])
def test_only_what_is_nested_too_deeply_is_refused(loader: type, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "FAST_LOADER", loader)
    problems = Problems()
    reader = nodes.YamlReader("facts/2.1.yaml", problems)
    assert reader.compose("[" * 20 + "]" * 20)
    assert not problems.collected
    assert reader.compose("[" * 21 + "]" * 21) is None
    (problem,) = problems.collected
    assert problem.message.endswith("is nested too deeply, write it as the format has it")


def test_what_stands_above_a_fault_of_yaml_is_told_too(bundle_copy: Path) -> None:
    facts = bundle_copy / "facts/2.1.yaml"
    edit("[song-copying, rule-list]", "[song-coping, rule-list]")(facts)
    edit("- {model: finch, omits: rule-list}", "- {model: finch, omits: rule-list")(facts)
    with pytest.raises(SeedError) as caught:
        read(bundle_copy)
    told = [problem.message for problem in caught.value.problems]
    assert len(told) == 2
    assert "song-coping" in told[0]
    assert "is not YAML" in told[1]


@pytest.mark.parametrize("loader", [nodes.FAST_LOADER, yaml.SafeLoader])
@pytest.mark.parametrize("text", ["- a\n---\n- b\n", "entries:\n- a\n---\nentries:\n- b\n", "a\n---\nb\n"])
def test_a_second_document_in_a_file_is_told_however_the_first_is_read(
    text: str, loader: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(nodes, "FAST_LOADER", loader)
    reads: list[Callable[[nodes.YamlReader], object]] = [
        lambda reader: reader.compose(text),
        lambda reader: [*reader.entries(text, "the file")],
        lambda reader: [*reader.lists(text, "entries", "silent")],
    ]
    for read_all in reads:
        problems = Problems()
        read_all(nodes.YamlReader("facts/2.1.yaml", problems))
        assert any("another document" in str(problem) for problem in problems.collected), text
