"""Plants a sample of faults and reports what sees them; exits with 1 if fewer than nine in ten are seen."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory, mkdtemp

from . import python, sql
from .choice import ROOT, Record
from .fault import Fault
from .runner import Runner

ENOUGH = 0.9

runner: Runner


def faults_by_file(only: str, room: str) -> Iterator[Iterator[Fault]]:
    """The faults that can be planted in each file whose path begins so, by place."""
    for path in sorted((ROOT / "src").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(room) and only in ("", "sql") and path.suffix == ".sql":
            yield sql.faults(name, path.read_text(encoding="utf-8"))
        elif name.startswith(room) and only in ("", "python") and path.suffix == ".py":
            yield python.faults(name, path.read_text(encoding="utf-8"))


def planted(only: str, room: str) -> list[Fault]:
    """All of them, by file and place."""
    return [fault for faults in faults_by_file(only, room) for fault in faults]


def set_up(folder: str, record: Record) -> None:
    """Give this process a copy of the checkout."""
    global runner
    runner = Runner(Path(mkdtemp(dir=folder)), record)


def seen_by(fault: Fault, slow: bool) -> str:
    """What sees a fault in the copy of this process."""
    return runner.seen_by(fault, slow)


def results(sample: list[Fault], record: Record, slow: bool, jobs: int) -> Iterator[str]:
    """What sees each fault, in order."""
    with (
        TemporaryDirectory(prefix="llm-kb-planted-") as folder,
        ProcessPoolExecutor(jobs, get_context("fork"), set_up, (folder, record)) as pool,
    ):
        yield from pool.map(seen_by, sample, [slow] * len(sample))


def main() -> int:
    """Plant a sample and report."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted", description=__doc__)
    parser.add_argument("--sample", type=int, default=100, help="how many faults to plant")
    parser.add_argument("--seed", type=int, default=1, help="which sample")
    parser.add_argument("--only", choices=("sql", "python"), default="", help="plant in one language only")
    parser.add_argument("--room", default="src/", help="plant in files only whose path begins so")
    parser.add_argument("--jobs", type=int, default=2, help="how many test runs at once")
    parser.add_argument("--slow", action="store_true", help="run the slow tests, too")
    parser.add_argument(
        "--record", type=Path, default=[], nargs="+", help="what each test runs, see tests.planted.recorder"
    )
    chosen = parser.parse_args()
    possible = planted(chosen.only, chosen.room)
    sample = Random(chosen.seed).sample(possible, min(chosen.sample, len(possible)))
    seen: Counter[str] = Counter()
    survivors = []
    for fault, by in zip(sample, results(sample, Record.read(chosen.record), chosen.slow, chosen.jobs), strict=True):
        print(f"{by or 'SURVIVED'} {fault.kind}: {fault.path}:{fault.line}", flush=True)  # noqa: T201
        seen[by] += 1
        survivors += [] if by else [fault]
    share = 1 - len(survivors) / len(sample)
    print(*("\n" + fault.diff for fault in survivors), sep="\n")  # noqa: T201
    told = f"{seen['tests']} by tests and {seen['types']} more by the type checker"
    print(f"\nOf {len(sample)} planted faults {share:.0%} were seen: {told}.")  # noqa: T201
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
