"""Benchmark of builds, beside a bare sqlite3 script that writes the same tables, rows, indexes and search contents."""

import compileall
import shutil
import sys
import tempfile
from pathlib import Path

from . import bare, databases
from .growth import grow_seeds
from .processes import Cost, cost
from .rounds import Figures, interleaved, medians


def measure(times: int, rounds: int) -> Figures:
    """Build the knowledge base `times` as large, and the same file with the script, each as a whole process.

    The last build is kept for the other parts.
    """
    place = databases.place(times)
    with tempfile.TemporaryDirectory(dir=databases.folder()) as name:
        folder = Path(name)
        ours, theirs, grown = folder / "ours.db", folder / "bare.db", folder / "checkout"
        grow_seeds(times, grown)
        compileall.compile_dir(grown, quiet=2)
        costs_by_side = interleaved({"ours": lambda: built(grown, ours), "bare": lambda: copied(ours, theirs)}, rounds)
        size = {"file_bytes": ours.stat().st_size, "bare_file_bytes": theirs.stat().st_size}
        shutil.move(ours, place)
    return {**size, **{side: medians(costs) for side, costs in costs_by_side.items()}}


def built(checkout: Path, target: Path) -> Cost:
    """What `llm-kb build` costs in a checkout."""
    command: list[str | Path] = [sys.executable, "-m", "llm_kb", "build", "--db", target]
    return cost(command, checkout, {"PYTHONPATH": str(checkout / "src")})


def copied(source: Path, target: Path) -> Cost:
    """What the bare script costs."""
    target.unlink(missing_ok=True)
    return cost([sys.executable, "-P", Path(bare.__file__), source, target])
