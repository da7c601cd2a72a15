"""A child process that answers requests, and is killed at a time-out."""

import json
import os
import subprocess
import sys
import time
from multiprocessing.connection import wait
from typing import Any

from llm_kb.hosting.sandbox.frames import LENGTH, framed

CHUNK = 1 << 16
LARGEST_REPLY = 64_000_000
"""Maximum bytes of a reply; a longer one comes from a process that cannot be trusted."""

SECONDS_TO_BEGIN = 20
"""Start-up time-out: generous, for busy machines."""
ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH")
"""Environment variables that are passed on: what Python needs to start, and nothing else."""
SECONDS_TO_END = 1
"""How long a process that has closed its output may take to end."""
STDERR_BYTES = 64 * 1024
"""What a pipe holds: a process that writes more to standard error is stopped by it, and killed at its time-out."""


class TooSlowError(Exception):
    """The reply timed out; the process has been killed."""


class GoneError(Exception):
    """The process ended without a reply."""

    def __init__(self, message: str, code: int | None = None, is_out_of_memory: bool = False) -> None:
        """`code` is the exit code as subprocess has it."""
        super().__init__(message)
        self.signal = -code if code and code < 0 else None
        self.is_out_of_memory = is_out_of_memory


class Process:
    """A Python module that runs as a child process, started at the first call.

    Requests and replies are JSON, since a process that runs a client's SQL is not trusted. Not thread-safe.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self.command = [sys.executable, "-P", "-m", module, *arguments]
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether the process runs."""
        return self._running is not None and self._running.poll() is None

    def start(self) -> None:
        """Start the process if it does not run, and wait until it is ready; raises as `call` does."""
        if not self.is_running:
            self.stop()
            self._spawn()
            self._exchange(b"", SECONDS_TO_BEGIN)

    def _spawn(self) -> None:
        # -P: nothing is imported from the working directory
        environment = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
        try:
            self._running = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=environment,
                bufsize=0,
                start_new_session=True,  # else Ctrl-C would end it before the requests that need it
            )
        except OSError as error:
            raise GoneError(str(error)) from error

    def call(self, request: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The reply to a request; raises TooSlowError or GoneError, after which the next call starts a new process."""
        self.start()
        reply: dict[str, Any] = json.loads(self._exchange(framed(json.dumps(request).encode("ascii")), seconds))
        return reply

    def _exchange(self, message: bytes, seconds: float) -> bytes:
        """Send a message, and receive the next one; kills the process on any error."""
        assert self._running and self._running.stdin
        deadline = time.monotonic() + seconds
        try:
            self._running.stdin.write(message)
            (length,) = LENGTH.unpack(self._read(LENGTH.size, deadline))
            if length > LARGEST_REPLY:
                raise GoneError(f"a reply of {length} bytes", is_out_of_memory=True)
            return self._read(length, deadline)
        except (OSError, EOFError) as error:
            raise self._ended() from error
        except BaseException:
            self.stop()
            raise

    def _ended(self) -> GoneError:
        """Why a process has ended that answers no more."""
        running = self._running
        assert running and running.stderr
        try:
            running.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()
        os.set_blocking(running.stderr.fileno(), False)
        lines = (running.stderr.read(STDERR_BYTES) or b"").decode("utf-8", "replace").strip().splitlines()
        reason = lines[-1] if lines else f"exit code {running.returncode}"
        self.stop()
        return GoneError(reason, running.returncode, is_out_of_memory=any("MemoryError" in line for line in lines))

    def _read(self, size: int, deadline: float) -> bytes:
        assert self._running and self._running.stdout
        received = bytearray()
        descriptor = self._running.stdout.fileno()
        while len(received) < size:
            if not wait([descriptor], max(0.0, deadline - time.monotonic())):
                raise TooSlowError
            chunk = os.read(descriptor, min(CHUNK, size - len(received)))
            if not chunk:
                raise EOFError
            received += chunk
        return bytes(received)

    def stop(self) -> None:
        """Kill the process."""
        running, self._running = self._running, None
        if running is not None:
            running.kill()
            running.wait()
            for pipe in (running.stdin, running.stdout, running.stderr):
                if pipe:
                    pipe.close()
