"""Keeps what was measured as JSON, so that parts can be measured again by themselves."""

import json
from pathlib import Path

from .databases import ROOT
from .rounds import Figures

FOLDER = ROOT / "docs" / "benchmarks"
"""Where the report lies."""
NAME = "report.json"


def read(folder: Path) -> Figures:
    """What has been measured: the machine, and by part and size the figures with their rounds and seconds."""
    path = folder / NAME
    found: Figures = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {"machine": {}, "parts": {}}
    return found


def add(folder: Path, machine: dict[str, str], part: str, times: int, figures: Figures) -> None:
    """Put the figures of a part at a size in the place of earlier ones."""
    report = read(folder)
    report["machine"] = machine
    sizes = report["parts"].setdefault(part, {})
    sizes[str(times)] = figures
    report["parts"][part] = dict(sorted(sizes.items(), key=lambda size: int(size[0])))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
