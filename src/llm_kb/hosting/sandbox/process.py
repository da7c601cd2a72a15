"""A child process that answers requests, and is killed at a time-out."""

import json
import os
import select
import subprocess
import sys
import time
from typing import Any

from llm_kb.hosting.sandbox.frames import LENGTH, framed

CHUNK = 1 << 16
LARGEST_REPLY = 64_000_000
"""Maximum bytes of a reply; a longer one comes from a process that cannot be trusted."""

SECONDS_TO_BEGIN = 60
"""Start-up time-out: generous, for busy machines."""


class TooSlowError(Exception):
    """The reply timed out; the process has been killed."""


class GoneError(Exception):
    """The process ended without a reply."""


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
        environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
        try:
            self._running = subprocess.Popen(
                self.command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
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
                raise GoneError(f"a reply of {length} bytes")
            return self._read(length, deadline)
        except OSError as error:
            self.stop()
            raise GoneError(str(error)) from error
        except BaseException:
            self.stop()
            raise

    def _read(self, size: int, deadline: float) -> bytes:
        assert self._running and self._running.stdout
        received = bytearray()
        descriptor = self._running.stdout.fileno()
        readable = select.poll()
        readable.register(descriptor, select.POLLIN)
        while len(received) < size:
            if not readable.poll(max(0.0, deadline - time.monotonic()) * 1000):
                raise TooSlowError
            chunk = os.read(descriptor, min(CHUNK, size - len(received)))
            if not chunk:
                raise GoneError("no answer")
            received += chunk
        return bytes(received)

    def stop(self) -> None:
        """Kill the process."""
        running, self._running = self._running, None
        if running is not None:
            running.kill()
            running.wait()
            for pipe in (running.stdin, running.stdout):
                if pipe:
                    pipe.close()
