"""Builds the wheel of a copy of the repository, without a network: hatchling is installed for development."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from llm_kb.errors import KnowledgeBaseError, in_one_line

from .commits import TIME_VARIABLE


def build_wheel(root: Path, folder: Path, moment: datetime) -> Path:
    """Build the wheel of a copy of the repository into a folder; raises KnowledgeBaseError when that fails."""
    before = set(folder.glob("*.whl"))
    environment = {name: value for name, value in os.environ.items() if not name.startswith("HATCH_")}
    done = subprocess.run(
        # -P, so that no folder of the repository is taken for a module
        [sys.executable, "-P", "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=root,
        env=environment | {TIME_VARIABLE: str(int(moment.timestamp()))},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        message = f"The wheel cannot be built ({in_one_line(done.stderr.strip().rpartition(chr(10))[2])})"
        raise KnowledgeBaseError(f"{message}: correct pyproject.toml, or run 'make .venv/.development'.")
    (wheel,) = set(folder.glob("*.whl")) - before
    return wheel
