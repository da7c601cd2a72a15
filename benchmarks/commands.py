"""What commands that read a finished file take beside sqlite-utils, each as a whole process."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median

from . import databases
from .rounds import Figures, interleaved, milliseconds, rounded

SQL = "SELECT model, technique, statement FROM design_facts WHERE relation = 'uses' LIMIT 20"
SQLITE_UTILS = "sqlite-utils"
PEER = "import sys; sys.modules |= {'numpy': None, 'pandas': None}; from sqlite_utils.cli import cli; cli()"
"""sqlite-utils as it is where NumPy and pandas are not installed, which it would import."""
OURS = "import sys; from llm_kb.cli import main; main()"
NAMED = "--db FILE"
DEFAULT = "the default file"
COMMANDS = {
    "query SQL": ("query", SQL),
    "query facts": ("query", "facts", "-p", "model", "llama-3"),
    "show": ("show", "llama-3"),
    "tables": ("tables",),
}


def measure(times: int, rounds: int) -> Figures:
    """The milliseconds of each command on a named file and on the default one, and those of sqlite-utils."""
    with tempfile.TemporaryDirectory(dir=databases.folder()) as name:
        checkout = _checkout(Path(name))
        file = Path(shutil.copyfile(databases.database(times), checkout / "llm_kb.db"))
        calls = {SQLITE_UTILS: [PEER, str(file), SQL]}
        for command, arguments in COMMANDS.items():
            calls[f"{command}, {NAMED}"] = [OURS, *arguments, "--db", str(file)]
            if times == 1:  # the file of another size is no build of the seeds that are here
                calls[f"{command}, {DEFAULT}"] = [OURS, *arguments]
        runs = {what: partial(_run, call, checkout) for what, call in calls.items()}
        for run in runs.values():
            run()  # writes the compiled modules
        timings = interleaved({what: partial(milliseconds, run) for what, run in runs.items()}, rounds)
    return {"commands": {what: rounded(median(ms)) for what, ms in timings.items()}}


def _checkout(folder: Path) -> Path:
    """A checkout of its own, so that the default file is one of ours."""
    for name in ("src", "migrations", "seed"):
        shutil.copytree(databases.ROOT / name, folder / name)
    shutil.copyfile(databases.ROOT / "alembic.ini", folder / "alembic.ini")
    return folder


def _run(call: list[str], checkout: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src")}
    command = [sys.executable, "-c", *call]
    subprocess.run(command, cwd=checkout, env=environment, check=True, stdout=subprocess.DEVNULL)
