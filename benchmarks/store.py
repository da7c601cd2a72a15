"""Keeps what was measured as JSON, so that parts can be measured again by themselves."""

import json
from pathlib import Path

from .databases import ROOT
from .rounds import Figures

FOLDER = ROOT / "docs" / "benchmarks"
"""Where the report lies."""
NAME = "report.json"


def read(folder: Path) -> Figures:
    """What has been measured: the runs, and by part and size the figures with their rounds, seconds and run.

    Figures that do not say of which run they are count as not measured.
    """
    path = folder / NAME
    report: Figures = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return report if "runs" in report else {"runs": [], "parts": {}}


def add(folder: Path, run: dict[str, str], part: str, times: int, figures: Figures) -> None:
    """Put the figures of a part at a size in the place of earlier ones.

    A run is a day, a commit and a machine; it is forgotten with its last figure.
    """
    report = read(folder)
    runs, parts = report["runs"], report["parts"]
    if run not in runs:
        runs.append(run)
    sizes = {**parts.get(part, {}), str(times): {"run": runs.index(run), **figures}}
    parts[part] = dict(sorted(sizes.items(), key=lambda size: int(size[0])))
    _forget_unused(report)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAME).write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _forget_unused(report: Figures) -> None:
    measured = [figures for sizes in report["parts"].values() for figures in sizes.values()]
    used = sorted({figures["run"] for figures in measured})
    report["runs"] = [report["runs"][number] for number in used]
    for figures in measured:
        figures["run"] = used.index(figures["run"])
