"""The run that figures are of: its day and commit, and the machine, described without its name."""

import os
import platform
import re
import shutil
import sqlite3
import subprocess
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .databases import ROOT

GIGABYTE = 1e9
VERSION = re.compile(r"\d+\.\d+\.\d+")
PACKAGES = ("datasette", "uvicorn", "uvloop", "duckdb", "sqlite-utils")


def described() -> dict[str, str]:
    """What a reader has to know of a run, by name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE
    return {
        "day": datetime.now(UTC).date().isoformat(),
        **_commit(),
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{memory:.0f} GB",
        "system": _system(),
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        **{package: version_string for package in PACKAGES if (version_string := _installed(package))},
        **{program: version_string for program in ("nginx", "wrk") if (version_string := _version(program))},
    }


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    names = re.findall(r"^model name\s*: (.+)$", cpuinfo.read_text(), re.MULTILINE) if cpuinfo.exists() else []
    return names[0] if names else platform.machine()


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.system()


def _installed(package: str) -> str:
    """The version of a package; empty where it is not installed."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _version(program: str) -> str:
    """The version of a program; empty where it is not installed."""
    if not shutil.which(program):
        return ""
    completed = subprocess.run([program, "-v"], capture_output=True, text=True, check=False)
    match = VERSION.search(completed.stderr + completed.stdout)
    return match[0] if match else "of an unknown version"


def _commit() -> dict[str, str]:
    """The commit that was measured, where this is a checkout of Git; files of the report are no change of it."""
    if not shutil.which("git"):
        return {}
    commit = _git("log", "-1", "--format=%h of %cs")
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs/benchmarks")
    return {"commit": f"{commit}, with changes" if changed else commit} if commit else {}


def _git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
