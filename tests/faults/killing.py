"""Kills work at random moments and tells what it left behind.

Usage: killing.py build TARGET OLD TIMES SEED, or killing.py export TARGET OLD TIMES SEED DATABASE. A script of its own,
because only a process without threads may fork. Each time the work begins with a copy of OLD at TARGET, and beside the
leftovers of the time before. Prints a JSON list of outcomes, after an outcome of work that was not killed.
"""

import contextlib
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Outcome:
    """What was there after one piece of work."""

    share: float
    """When it was killed, as a share of how long it takes."""
    killed: bool
    """Whether it was still at work."""
    contents: str
    """What the target holds, as a hash."""
    others: list[str]
    """The names of what lies beside the target."""


def hash_of(target: Path) -> str:
    """One hash of a file, or of the names and contents of all files of a folder."""
    total = hashlib.sha256()
    for path in [target] if target.is_file() else sorted(target.rglob("*")):
        if path.is_file():
            name = path.relative_to(target).as_posix()
            total.update(f"{name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return total.hexdigest()


def main() -> None:
    """Do as the arguments say."""
    target, old, times, chance = Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), random.Random(int(sys.argv[5]))
    work = _build(target) if sys.argv[1] == "build" else _export(target, Path(sys.argv[6]))
    _put(old, target)
    begin = time.monotonic()
    outcomes = [_killed(work, target, 1, 600)]
    seconds = time.monotonic() - begin
    for _ in range(times):
        _put(old, target)
        share = chance.uniform(0, 1.05)
        outcomes.append(_killed(work, target, share, share * seconds))
    sys.stdout.write(json.dumps([asdict(outcome) for outcome in outcomes]))


def _build(target: Path) -> Callable[[], object]:
    from llm_kb.build import build

    return lambda: build(target)


def _export(target: Path, database: Path) -> Callable[[], object]:
    from llm_kb.database import open_read_only
    from llm_kb.export import export

    def work() -> None:
        with contextlib.closing(open_read_only(database)) as connection:
            export(connection, "csv", target)

    return work


def _put(old: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    if old.is_dir():
        shutil.copytree(old, target)
    else:
        shutil.copyfile(old, target)


def _killed(work: Callable[[], object], target: Path, share: float, seconds: float) -> Outcome:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    end = time.monotonic() + seconds
    while not (ended := os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT)) and time.monotonic() < end:
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    others = sorted(path.name for path in target.parent.iterdir() if path != target)
    return Outcome(share, not ended, hash_of(target), others)


if __name__ == "__main__":
    main()
