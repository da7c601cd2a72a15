"""What each export costs as a whole process, which streams its rows."""

import sys
import tempfile
from functools import partial
from pathlib import Path

from llm_kb.export import FORMATS

from . import databases
from .processes import Cost, cost
from .rounds import Figures, interleaved, medians


def measure(times: int, rounds: int) -> Figures:
    """Seconds, CPU seconds and peak memory of `llm-kb export` in each format."""
    path = databases.database(times)
    with tempfile.TemporaryDirectory(dir=databases.folder()) as name:
        exports = {form.name: partial(_export, form.name, Path(name) / form.name, path) for form in FORMATS}
        costs = interleaved(exports, rounds)
    return {"formats": {output_format: medians(results) for output_format, results in costs.items()}}


def _export(output_format: str, folder: Path, database: Path) -> Cost:
    return cost([sys.executable, "-m", "llm_kb", "export", output_format, folder, "--db", database])
