"""What a command costs: as a script, `python processes.py COMMAND…` runs one and prints that as JSON.

The script is a process of its own because Linux counts the memory of the process that starts another one as the
other's, so that a large one would hide what a small command takes.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypedDict

KILOBYTE = 1024


class Cost(TypedDict):
    """Time and memory of a command."""

    seconds: float
    """From its start to its end."""
    cpu_seconds: float
    bytes: int
    """The most memory that it held at one time."""


def cost(command: Sequence[str | Path], folder: Path | None = None, variables: Mapping[str, str] | None = None) -> Cost:
    """Run a command in a folder, with further variables in its environment, and return its time and memory.

    Raises CalledProcessError when it fails.
    """
    script = [sys.executable, "-P", str(Path(__file__).resolve()), *map(str, command)]
    environment = {**os.environ, **(variables or {})}
    completed = subprocess.run(script, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE)
    measured: Cost = json.loads(completed.stdout)
    return measured


def main() -> None:
    """Run the command that stands in the arguments."""
    begin = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    measured = Cost(seconds=seconds, cpu_seconds=used.ru_utime + used.ru_stime, bytes=used.ru_maxrss * KILOBYTE)
    sys.stdout.write(json.dumps(measured))
    sys.exit(process.returncode)


if __name__ == "__main__":
    main()
