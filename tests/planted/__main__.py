"""Plants a sample of faults and reports which of them the tests see; exits with 1 if fewer than nine in ten are."""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from random import Random
from threading import local

from . import python, sql
from .fault import Fault
from .rooms import suite_for

ROOT = Path(__file__).resolve().parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "*.db", "dist", ".bench")
SECONDS = 600
"""How long the tests of one fault may take; one that makes them hang is seen, too."""
ENOUGH = 0.9

worker = local()


def planted(only: str, room: str) -> list[Fault]:
    """Every fault that can be planted in files whose path begins so, by file and place."""
    found: list[Fault] = []
    for path in sorted((ROOT / "src").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(room) and only in ("", "sql") and path.suffix == ".sql":
            found += sql.faults(name, path.read_text(encoding="utf-8"))
        elif name.startswith(room) and only in ("", "python") and path.suffix == ".py":
            found += python.faults(name, path.read_text(encoding="utf-8"))
    return found


def is_seen(fault: Fault, slow: bool) -> bool:
    """Whether a test fails on a copy of the checkout with the fault, and passes without it."""
    path = _copy() / fault.path
    left_out: list[str] = []
    while True:
        path.write_text(fault.after, encoding="utf-8")
        try:
            done = run(suite_of(fault), slow, "-x", *(f"--deselect={name}" for name in left_out))
        except subprocess.TimeoutExpired:
            return True
        finally:
            path.write_text(fault.before, encoding="utf-8")
        broken = [name for name in failed(done) if fails_anyway(name, slow)]
        if not broken:
            return done.returncode != 0
        left_out += broken


def _copy() -> Path:
    """The copy of the checkout of this thread, which is deleted at the end."""
    if not hasattr(worker, "folder"):
        worker.folder = tempfile.TemporaryDirectory(prefix="llm-kb-planted-")
        shutil.copytree(ROOT, Path(worker.folder.name) / "checkout", ignore=LEFT_OUT)
    return Path(worker.folder.name) / "checkout"


@cache
def fails_anyway(test: str, slow: bool) -> bool:
    """Whether a test fails without a fault, and so says nothing."""
    broken = run((test,), slow).returncode == 1
    if broken:
        print(f"fails without a fault, and is left out: {test}", flush=True)  # noqa: T201
    return broken


def failed(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The tests that failed in a run."""
    return re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", done.stdout, re.MULTILINE)


def suite_of(fault: Fault) -> tuple[str, ...]:
    """The tests for a fault that there are."""
    return tuple(name for name in suite_for(fault.path) if (ROOT / name).exists())


def run(tests: tuple[str, ...], slow: bool, *options: str) -> subprocess.CompletedProcess[str]:
    """Run tests in this thread's copy of the checkout."""
    copy = _copy()
    marker = "not soak" if slow else "not slow and not soak"
    call = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", marker, *options, *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(call, cwd=copy, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False)


def main() -> int:
    """Plant a sample and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted", description=__doc__)
    parser.add_argument("--sample", type=int, default=100, help="how many faults to plant")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--only", choices=("sql", "python"), default="", help="plant in one language only")
    parser.add_argument("--room", default="src/", help="plant in files only whose path begins so")
    parser.add_argument("--jobs", type=int, default=2, help="how many test runs at once")
    parser.add_argument("--slow", action="store_true", help="run the slow tests, too")
    chosen = parser.parse_args()
    possible = planted(chosen.only, chosen.room)
    sample = Random(chosen.seed).sample(possible, min(chosen.sample, len(possible)))
    survivors = []
    with ThreadPoolExecutor(chosen.jobs) as pool:
        for fault, seen in zip(sample, pool.map(lambda fault: is_seen(fault, chosen.slow), sample), strict=True):
            print(f"{'seen    ' if seen else 'SURVIVED'} {fault.kind}: {fault.path}:{fault.line}", flush=True)  # noqa: T201
            survivors += [] if seen else [fault]
    share = 1 - len(survivors) / len(sample)
    print(*("\n" + fault.diff for fault in survivors), sep="\n")  # noqa: T201
    print(f"\n{len(sample) - len(survivors)} of {len(sample)} planted faults were seen ({share:.0%}).")  # noqa: T201
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
