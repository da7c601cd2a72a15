"""A process that answers questions, and is ended when it takes too long."""

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
"""How many bytes a reply may have; what says it has more comes from a process that cannot be trusted."""

SECONDS_TO_BEGIN = 60
"""How long a process may take until it is ready: far less, but where the machine has much else to do."""


class TooSlowError(Exception):
    """There was no answer in time; the process has been ended."""


class GoneError(Exception):
    """The process ended without an answer."""


class Process:
    """A Python module that runs as a process of its own, started when it is first asked.

    Questions and replies are JSON, since what runs a visitor's SQL is not to be trusted with more. Only one thread may
    ask at a time.
    """

    def __init__(self, module: str, *arguments: str) -> None:
        self.command = [sys.executable, "-P", "-m", module, *arguments]
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def is_running(self) -> bool:
        """Whether the process runs."""
        return self._running is not None and self._running.poll() is None

    def start(self) -> None:
        """Start the process if it does not run, and wait until it says that it is ready; raises as `ask` does."""
        if not self.is_running:
            self.stop()
            self._spawn()
            self._exchange(b"", SECONDS_TO_BEGIN)

    def _spawn(self) -> None:
        # -P: nothing that happens to lie in the folder at hand is imported
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

    def ask(self, question: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The reply to a question; raises TooSlowError or GoneError, after which the next one asks a new process."""
        self.start()
        reply: dict[str, Any] = json.loads(self._exchange(framed(json.dumps(question).encode("ascii")), seconds))
        return reply

    def _exchange(self, message: bytes, seconds: float) -> bytes:
        """Send a message, and receive the next one; ends the process if that goes wrong."""
        assert self._running and self._running.stdin
        end = time.monotonic() + seconds
        try:
            self._running.stdin.write(message)
            (length,) = LENGTH.unpack(self._read(LENGTH.size, end))
            if length > LARGEST_REPLY:
                raise GoneError(f"a reply of {length} bytes")
            return self._read(length, end)
        except OSError as error:
            self.stop()
            raise GoneError(str(error)) from error
        except BaseException:
            self.stop()
            raise

    def _read(self, size: int, end: float) -> bytes:
        assert self._running and self._running.stdout
        found = bytearray()
        descriptor = self._running.stdout.fileno()
        readable = select.poll()
        readable.register(descriptor, select.POLLIN)
        while len(found) < size:
            if not readable.poll(max(0.0, end - time.monotonic()) * 1000):
                raise TooSlowError
            chunk = os.read(descriptor, min(CHUNK, size - len(found)))
            if not chunk:
                raise GoneError("no answer")
            found += chunk
        return bytes(found)

    def stop(self) -> None:
        """End the process, whatever it does."""
        running, self._running = self._running, None
        if running is not None:
            running.kill()
            running.wait()
            for pipe in (running.stdin, running.stdout):
                if pipe:
                    pipe.close()
