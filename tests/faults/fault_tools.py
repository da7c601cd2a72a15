"""What the tests of faults share: processes that are killed or kept from writing."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from .killing import Outcome

KILLING = Path(__file__).with_name("killing.py")
MARK = ".scratch"
"""How the names of scratch folders end."""
LITTLE_ROOM = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
from llm_kb.cli import main
main(sys.argv[2:], prog_name="llm-kb")
"""
NAMESPACE = ("unshare", "--mount") if os.geteuid() == 0 else ("unshare", "--user", "--map-root-user", "--mount")
"""What lets a command mount for itself and what it starts, where the system allows it."""


def kills(kind: str, target: Path, old: Path, times: int, seed: int, *further: Path) -> list[Outcome]:
    """What was left each time that a build or an export over a copy of `old` was killed; first of one that was not."""
    command = [sys.executable, *map(str, (KILLING, kind, target, old, times, seed, *further))]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=1200)
    assert "Traceback" not in done.stderr, done.stderr
    return [Outcome(**outcome) for outcome in json.loads(done.stdout)]


def run(*arguments: object, room: int | None = None, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    """What a command of llm-kb says, where no file may have more than `room` bytes, or within another command."""
    program = ["-m", "llm_kb"] if room is None else ["-c", LITTLE_ROOM, str(room)]
    command = [*before, sys.executable, *program, *map(str, arguments)]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=environment)


def said(done: subprocess.CompletedProcess[str]) -> str:
    """What a command that failed complained of, which must be one line."""
    assert done.returncode == 1, (done.stdout, done.stderr)
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def can_mount() -> bool:
    """Whether a command may mount for itself here."""
    try:
        return subprocess.run([*NAMESPACE, "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    process: subprocess.Popen[str]
    address: str
    """Where it listens, without a slash at the end."""

    def ended(self) -> tuple[int, str]:
        """The status with which it ends when it is told to, and what it has complained of."""
        self.process.terminate()
        _, complaints = self.process.communicate(timeout=30)
        return self.process.returncode, complaints


@contextmanager
def served(path: Path, **environment: str) -> Iterator[Server]:
    """A server of a knowledge base, as `llm-kb serve` starts it, killed at the end."""
    command = [sys.executable, "-m", "llm_kb", "serve", "--db", str(path), "--port", "0"]
    surroundings = {**os.environ, **environment}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, text=True, env=surroundings, stdout=pipe, stderr=pipe) as process:
        try:
            assert process.stdout and process.stderr
            announced = process.stdout.readline()
            assert "http" in announced, process.stderr.read()
            yield Server(process, next(word for word in announced.split() if word.startswith("http")).rstrip("/"))
        finally:
            process.kill()
