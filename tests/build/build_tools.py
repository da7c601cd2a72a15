"""What the tests of building share: a copy of the data that a test may spoil, and builds in processes of their own."""

import importlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from llm_kb import seeds
from llm_kb.settings import data_directory

SOURCES = ("llm_kb.migrate", "llm_kb.seeds.bundle", "llm_kb.fingerprint")
"""Modules that ask where migrations and seeds are."""

BUILD = "import sys; from pathlib import Path; from llm_kb.build import build; build(Path(sys.argv[1]))"


@dataclass(frozen=True)
class Data:
    """A copy of the migrations and seeds that builds use instead of the real ones."""

    root: Path

    @property
    def bundle(self) -> Path:
        """The folder of the first edition."""
        return self.root / "seed" / "tiny"

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands in a file of the bundle."""
        path = self.bundle / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def pin(self) -> None:
        """Tell the migration the hash that the bundle has now."""
        sums = seeds.sums_of(self.bundle)
        (self.bundle / seeds.SUMS).write_text(sums, encoding="utf-8")
        revision = next((self.root / "migrations" / "versions").glob("*_load_tiny.py"))
        text = re.sub(r'SHA256 = "\w+"', f'SHA256 = "{seeds.digest(sums)}"', revision.read_text(encoding="utf-8"))
        revision.write_text(text, encoding="utf-8")


def copied_data(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Data:
    """Copy the migrations and seeds to a folder, and let builds use the copy."""
    for name in ("migrations", "seed"):
        shutil.copytree(data_directory(name), folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for module in SOURCES:
        monkeypatch.setattr(importlib.import_module(module), "data_directory", lambda name: folder / name)
    return Data(folder)


def start(code: str, *arguments: str, folder: Path, **environment: str) -> subprocess.Popen[str]:
    """Start a process of Python in a folder, with this environment beside our own."""
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(process: subprocess.Popen[str]) -> str:
    """Wait for a process that must not fail, and return what it printed."""
    printed, complaint = process.communicate(timeout=120)
    assert process.returncode == 0, complaint
    return printed
