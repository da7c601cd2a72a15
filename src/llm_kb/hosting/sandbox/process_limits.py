"""Limits that a worker process sets for itself, as far as the system has them."""

import os
import resource
from contextlib import suppress
from pathlib import Path

STATM = Path("/proc/self/statm")
"""Memory of this process in pages, on Linux."""
SECONDS_BEYOND = 2
"""CPU seconds beyond the time-out of a request after which the kernel kills the process (RLIMIT_CPU)."""


def set_limit(limit: int, value: int, *, is_final: bool = False) -> None:
    """Set a resource limit, which is never raised again if it `is_final`; macOS refuses that of the address space."""
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(limit)
        soft = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (soft, soft if is_final else hard))


def limit_cpu(seconds: float) -> None:
    """Let the kernel kill the process some CPU seconds beyond a time-out that begins now, whoever is left to do it."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    set_limit(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + seconds) + 1 + SECONDS_BEYOND)


def lower_priority(niceness: int) -> None:
    """Lower the CPU priority of the process."""
    os.nice(niceness)


def resident_bytes() -> int:
    """Resident memory of the process; 0 on systems without /proc."""
    try:
        return int(STATM.read_text().split()[1]) * resource.getpagesize()
    except OSError:
        return 0
