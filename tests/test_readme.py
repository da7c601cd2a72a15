"""The README tells the truth: what it shows as a terminal's output is what the commands print."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from llm_kb.cli import main
from llm_kb.settings import checkout

ROOT = checkout() or Path()
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```console\n(.*?)```", README, re.DOTALL)
TRANSCRIPT = [part for block in BLOCKS for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part]


@pytest.mark.parametrize("part", TRANSCRIPT, ids=lambda part: part.splitlines()[0])
def test_a_command_of_the_readme_prints_what_it_shows(part: str, kb_file: Path) -> None:
    command, _, shown = part.partition("\n")
    program, *arguments = shlex.split(command)
    assert program == "llm-kb"
    result = CliRunner().invoke(main, [*arguments, "--db", str(kb_file)])
    assert result.stdout.rstrip() == shown.rstrip()


def test_the_readme_shows_a_transcript() -> None:
    assert len(TRANSCRIPT) >= 3


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_links_to_files_lead_to_files(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", path.read_text(encoding="utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []
