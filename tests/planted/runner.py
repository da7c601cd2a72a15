"""Runs tests on a copy of the checkout with a fault, each time in a fork that has loaded the libraries."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from itertools import count
from pathlib import Path

import pytest

from . import recorder
from .choice import ROOT, Record
from .fault import Fault
from .rooms import suite_for

LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".*_cache", "__pycache__", "*.db", "dist", ".bench")
LIBRARIES = ("alembic.config", "bs4", "datasette.app", "hypothesis", "networkx", "pybtex", "sqlalchemy.orm", "yaml")
"""What most tests import, and what is not of the checkout."""
SECONDS = 300
"""How long the tests of one fault may take; one that makes them hang is seen, too."""
PATIENCE = 6
"""How many times as many tests are run, and as long, of a fault that the likely ones do not see."""
QUICK = "not slow and not soak"
SLOW = "slow and not soak"


class Runner:
    """A copy of the checkout, in which one fault at a time is planted."""

    def __init__(self, folder: Path, record: Record, root: Path = ROOT) -> None:
        self.copy = folder / "checkout"
        self.output = folder / "output.txt"
        self.chosen = folder / "chosen.json"
        self.record = record
        self.moments = count(1_000_000_000)
        self.fails_anyway = cache(self._fails_anyway)
        shutil.copytree(root, self.copy, ignore=LEFT_OUT)
        for library in LIBRARIES:
            import_module(library)

    def seen_by(self, fault: Fault, slow: bool) -> str:
        """What sees the fault: "tests" where one fails that passes without it, else "types", or nothing."""
        rooms = [name for name in suite_for(fault.path) if (self.copy / name).exists()]
        chosen = self.record.tests_for(fault)
        is_seen = self._is_seen_by(fault, chosen or rooms, QUICK)
        if not is_seen and (more := [test for test in self.record.tests_for(fault, PATIENCE) if test not in chosen]):
            is_seen = self._is_seen_by(fault, more, QUICK)
        if is_seen or (slow and self._is_seen_by(fault, rooms, SLOW)):
            return "tests"
        return "types" if fault.path.endswith(".py") and self._is_refused(fault) else ""

    def _is_refused(self, fault: Fault) -> bool:
        """Whether the type checker, which CI runs too, refuses the fault and nothing else of the file."""
        with self._planted(fault):
            refused = self._checked(fault.path).returncode == 1
        return refused and self._checked(fault.path).returncode == 0

    def _checked(self, path: str) -> subprocess.CompletedProcess[str]:
        call = [sys.executable, "-m", "mypy", path]
        return subprocess.run(call, cwd=self.copy, capture_output=True, text=True, check=False)

    def _is_seen_by(self, fault: Fault, tests: list[str], marker: str) -> bool:
        left_out: list[str] = []
        while True:
            with self._planted(fault):
                failed = self.run(tests, marker, left_out)
            if failed is None and self.run(tests[:1], marker) is None:
                raise RuntimeError(f"The tests cannot be run: {self.output.read_text(encoding='utf-8')}")
            broken = [name for name in failed or () if self.fails_anyway(name)]
            if not broken:
                return failed != []
            left_out += broken

    @contextmanager
    def _planted(self, fault: Fault) -> Iterator[None]:
        """Write the fault into the file; its time is one that no compiled file has, and again its own afterwards."""
        path = self.copy / fault.path
        written, moment = path.stat().st_mtime, next(self.moments)
        path.write_text(fault.after, encoding="utf-8")
        os.utime(path, (moment, moment))
        try:
            yield
        finally:
            path.write_text(fault.before, encoding="utf-8")
            os.utime(path, (written, written))

    def _fails_anyway(self, test: str) -> bool:
        """Whether a test fails without a fault, and so says nothing."""
        broken = self.run([test], "not soak") != []
        if broken:
            print(f"fails without a fault, and is left out: {test}", flush=True)  # noqa: T201
        return broken

    def run(self, tests: list[str], marker: str, left_out: Iterable[str] = ()) -> list[str] | None:
        """The tests of these that fail, of which there is at most one; None where they hang or cannot be run."""
        self.chosen.write_text(json.dumps(tests))
        names = list(dict.fromkeys(test.partition("::")[0] for test in tests))
        only = ["--chosen", str(self.chosen)] if "::" in "".join(tests) else []
        call = ["-q", "-x", "-m", marker, *only]
        call += [*(f"--deselect={name}" for name in left_out), *names]
        process = os.fork()
        if process == 0:
            self._become_pytest(call)
        status = _ended(process)
        text = self.output.read_text(encoding="utf-8", errors="replace")
        failed = re.findall(r"^(?:FAILED|ERROR) (.+?)(?: - .*)?$", text, re.MULTILINE)
        return failed or ([] if status in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED) else None)

    def _become_pytest(self, call: list[str]) -> None:
        """Run pytest in this process on the copy, and end."""
        os.setsid()
        sys.stdout = sys.stderr = self.output.open("w", encoding="utf-8")
        os.dup2(sys.stdout.fileno(), 1)
        os.dup2(sys.stdout.fileno(), 2)
        os.chdir(self.copy)
        for name in [name for name in sys.modules if name.partition(".")[0] in ("llm_kb", "tests")]:
            del sys.modules[name]
        sys.path[:0] = [str(self.copy / "src"), str(self.copy)]
        os.environ["PYTHONPATH"] = str(self.copy / "src")
        status = 1
        try:
            status = int(pytest.main(call, plugins=[recorder]))
        finally:
            sys.stdout.flush()
            os._exit(status)


def _ended(process: int) -> int | None:
    """The exit code with which a process ended, or None if it was killed because it took too long."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        ended, status = os.waitpid(process, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.killpg(process, signal.SIGKILL)
    os.waitpid(process, 0)
    return None
