"""Commands in odd surroundings: closed streams, signals at any moment, a working folder that is gone."""

import importlib
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner

from llm_kb.cli import COMMANDS, main

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_tiny_editions")]

PROGRAM = ("-m", "llm_kb")
EVERY_READING = {
    "check": ["check"],
    "compare": ["compare", "kiwi", "owl-2"],
    "query": ["query", "SELECT 1"],
    "show": ["show", "kiwi"],
    "tables": ["tables"],
}


def closed(stream: int, *arguments: str | Path, program: tuple[str, ...] = PROGRAM) -> subprocess.CompletedProcess[str]:
    """A command that is run without one of its standard streams."""
    script = f'exec {stream}>&-; exec "$@"'
    call = ["sh", "-c", script, "sh", sys.executable, *program, *map(str, arguments)]
    return subprocess.run(call, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize("command", EVERY_READING)
def test_an_answer_without_standard_output_is_one_sentence(command: str, kb_file: Path) -> None:
    done = closed(1, *EVERY_READING[command], "--db", kb_file)
    assert done.returncode == 1
    assert done.stderr == "Error: Standard output is closed: redirect it to a file or a pipe.\n"


@pytest.mark.parametrize("stream", [0, 1, 2])
@pytest.mark.parametrize("command", ["build", "export", "help"])
def test_no_command_fails_with_a_traceback_where_a_stream_is_closed(
    command: str, stream: int, kb_file: Path, tmp_path: Path
) -> None:
    commands: dict[str, list[str | Path]] = {
        "build": ["build", "--db", tmp_path / "kb.db"],
        "export": ["export", "csv", tmp_path / "out", "--db", kb_file],
        "help": ["--help"],
    }
    done = closed(stream, *commands[command])
    told = r"\d+ doubts: 'llm-kb check --db .* lists them\.\n" if command == "build" and stream != 2 else ""
    assert done.returncode == 0
    assert re.fullmatch(told, done.stderr)
    if command == "build":
        with closing(sqlite3.connect(tmp_path / "kb.db")) as connection:
            assert connection.execute("PRAGMA quick_check").fetchone() == ("ok",)
    if command == "export":
        assert (tmp_path / "out" / "SHA256SUMS").is_file()


HELPING = """
import os, sys
from llm_kb import __main__
__main__._reserve_standard_descriptors()
from llm_kb import cli
for name in cli.COMMANDS:
    child = os.fork()
    if not child:
        sys.argv[1:] = [name, "--help"]
        sys.exit(__main__.main())
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        sys.exit(f"{name} fails")
"""
"""The help of each command in a child of one process, which imports what they share."""


@pytest.mark.parametrize("stream", [0, 1, 2])
def test_no_help_fails_with_a_traceback_where_a_stream_is_closed(stream: int) -> None:
    done = closed(stream, program=("-c", HELPING))
    assert (done.returncode, done.stderr) == (0, "")
    assert stream == 1 or done.stdout.count("Usage: ") == len(COMMANDS)


INTERRUPTING = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell that starts the tests in the background ignores it
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # and so does nohup
name, number = sys.argv[1], int(sys.argv[2])
class Finder:
    def find_spec(self, module, path=None, target=None):
        if module == name:
            os.kill(os.getpid(), number)
sys.meta_path.insert(0, Finder())
sys.argv[1:] = sys.argv[3:]
from llm_kb.__main__ import main
main()
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("module", ["click", "llm_kb.cli", "llm_kb.cli.query", "llm_kb.lookup", "tabulate"])
def test_a_signal_while_modules_load_ends_quietly(module: str, number: int, kb_file: Path) -> None:
    call = [
        sys.executable,
        "-c",
        INTERRUPTING,
        module,
        str(int(number)),
        "query",
        "select 1",
        "-t",
        "--db",
        str(kb_file),
    ]
    done = subprocess.run(call, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in {-number, 128 + number}
    assert (done.stdout, done.stderr) in {("", ""), ("", "Interrupted.\n")}


def test_an_error_that_a_library_raises_while_it_tidies_up_after_ctrl_c_is_no_traceback(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(*_: object) -> Path:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt:
            raise RuntimeError("Can't reconnect until invalid transaction is rolled back.")  # noqa: B904

    monkeypatch.setattr(importlib.import_module("llm_kb.build"), "build", interrupted)
    result = CliRunner().invoke(main, ["build", "--db", str(tmp_path / "kb.db")])
    assert (result.exit_code, result.stderr) == (128 + signal.SIGINT, "Interrupted.\n")


def test_an_error_of_ours_is_raised_as_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def wrong(*_: object) -> Path:
        raise RuntimeError("A slip.")

    monkeypatch.setattr(importlib.import_module("llm_kb.build"), "build", wrong)
    result = CliRunner().invoke(main, ["build", "--db", str(tmp_path / "kb.db")])
    assert isinstance(result.exception, RuntimeError)


@pytest.mark.parametrize(
    ("number", "delay"),
    [(signal.SIGINT, 0.1), (signal.SIGTERM, 0.3), (signal.SIGHUP, 0.5)],
)
def test_a_build_that_is_ended_by_a_signal_leaves_nothing_behind(number: int, delay: float, tmp_path: Path) -> None:
    call = [sys.executable, "-m", "llm_kb", "build", "--db", str(tmp_path / "kb.db")]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while not any(tmp_path.iterdir()) and process.poll() is None:
            time.sleep(0.01)
        time.sleep(delay)
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert "Traceback" not in said
    assert {path.name for path in tmp_path.iterdir()} <= {"kb.db"}
    assert process.returncode in {0, -number, 128 + number}


def test_a_relative_database_in_a_folder_that_is_gone_is_one_sentence(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    script = 'cd "$1"; rmdir "$1"; shift; exec "$@"'
    for arguments in (["query", "select 1"], ["build"], ["tables"], ["export", "csv", "out"], ["serve"], ["check"]):
        gone.mkdir(exist_ok=True)
        call = [sys.executable, "-m", "llm_kb", *arguments, "--db", "kb.db"]
        done = subprocess.run(
            ["sh", "-c", script, "sh", str(gone), *call],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONSAFEPATH": "1"},
        )
        assert done.returncode == 1, done
        assert "Traceback" not in done.stderr
        assert len(done.stderr.splitlines()) == 1
