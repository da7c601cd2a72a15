"""The generated parts of the documentation cover everything, and stale ones are told."""

import importlib
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from click import Group

from llm_kb import checks, dictionary
from llm_kb.cli import main
from llm_kb.settings import checkout

DOCS = (checkout() or Path()) / "docs"


@pytest.fixture
def generate(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program that writes them, which is no part of the package."""
    monkeypatch.syspath_prepend(str(DOCS))
    monkeypatch.delitem(sys.modules, "generate", raising=False)
    return importlib.import_module("generate")


def test_every_table_is_drawn_with_its_references(generate: ModuleType) -> None:
    text = "\n".join(generate.diagrams())
    entries = [entry for entry in dictionary.tables() if entry.kind != "vocabulary"]
    names = {entry.name for entry in entries}
    assert sorted(re.findall(r"^    (\w+) \{", text, re.MULTILINE)) == sorted(names)
    for entry in entries:
        for column in entry.columns:
            target = (column.references or "").partition(".")[0]
            if target in names:
                end = "|o" if column.nullable else "||"
                assert re.search(rf"^    {target} {re.escape(end)}--\S+ {entry.name} : {column.name}$", text, re.M)


def test_every_command_is_described_by_its_own_help(generate: ModuleType) -> None:
    headings = re.findall(r"^## `(.+)`$", "\n".join(generate.commands()), re.MULTILINE)
    assert {f"llm-kb {name}" for name in main.commands} <= set(headings)
    groups = {name: command for name, command in main.commands.items() if isinstance(command, Group)}
    assert {f"llm-kb {name} {inner}" for name, group in groups.items() for inner in group.commands} <= set(headings)


def test_every_check_is_told(generate: ModuleType) -> None:
    told = re.findall(r"^\| `([a-z-]+)` \|", "\n".join(generate.demands()), re.MULTILINE)
    assert sorted(told) == [check.id for check in checks.all_checks()]


def test_a_stale_part_is_told_and_then_written_anew(
    generate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text("No part of it is generated.\n")
    stale = tmp_path / "docs" / "checks.md"
    stale.write_text("Before.\n\n<!-- generated: checks -->\nold\n<!-- end -->\n\nAfter.\n")
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    assert generate.run(check=True) == 1
    assert "docs/checks.md" in capsys.readouterr().err
    assert "\nold\n" in stale.read_text()
    assert generate.run(check=False) == 0
    assert generate.run(check=True) == 0
    text = stale.read_text(encoding="utf-8")
    assert text.startswith("Before.\n") and text.endswith("After.\n") and "\nold\n" not in text
