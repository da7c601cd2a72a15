"""What reads a finished file imports neither what makes one nor what serves one, so that it starts fast."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from llm_kb import cli, settings

pytestmark = pytest.mark.slow

HEAVY = (
    "alembic",
    "datasette",
    "jinja2",
    "llm_kb.schema",
    "networkx",
    "pybtex",
    "rapidfuzz",
    "sqlalchemy",
    "vl_convert",
)
"""Modules that take longer to import than a query takes."""

SCRIPT = """
import json, sys
from pathlib import Path
import llm_kb.current, llm_kb.cli.options
if sys.argv[1]:
    llm_kb.current.default_database = lambda: Path(sys.argv[1])
from llm_kb.cli import main
try:
    main(sys.argv[2:])
except SystemExit as end:
    assert not end.code, end.code
sys.stdout.write("\\n" + json.dumps(sorted(sys.modules)))
"""


def imported(*arguments: str | Path, default: Path | str = "") -> set[str]:
    """The modules that a command has imported at its end; it works on the file `default` unless it names another."""
    call = [sys.executable, "-c", SCRIPT, str(default), *map(str, arguments)]
    done = subprocess.run(call, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


READING = {
    "a SELECT": ("query", "SELECT model FROM design_facts LIMIT 1"),
    "a SELECT as a table": ("query", "SELECT model FROM design_facts LIMIT 1", "-t"),
    "a named query": ("query", "facts", "-p", "model", "owl-2"),
    "a card": ("show", "owl-2"),
    "the tables": ("tables",),
    "the named queries": ("tables", "--queries"),
    "models side by side": ("compare", "owl-2", "swift-3"),
}


@pytest.mark.parametrize("command", READING.values(), ids=READING)
def test_reading_a_named_file_imports_nothing_heavy(command: tuple[str, ...], kb_file: Path) -> None:
    assert imported(*command, "--db", kb_file).isdisjoint(HEAVY)


@pytest.mark.parametrize("command", READING.values(), ids=READING)
def test_reading_the_default_file_imports_nothing_heavy(command: tuple[str, ...], kb_file: Path) -> None:
    assert imported(*command, default=kb_file).isdisjoint(HEAVY)


@pytest.mark.usefixtures("on_tiny_editions")
def test_what_a_build_imports_is_found(tmp_path: Path) -> None:
    assert {"alembic", "sqlalchemy", "llm_kb.schema"} <= imported("build", "--db", tmp_path / "kb.db")


def test_opening_a_file_in_python_imports_nothing_heavy(kb_file: Path) -> None:
    code = "import json, sys, llm_kb; llm_kb.open(sys.argv[1]).facts(model='owl-2'); print(json.dumps([*sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code, kb_file], capture_output=True, text=True, check=True)
    assert set(json.loads(done.stdout)).isdisjoint(HEAVY)


def test_every_module_of_a_command_is_a_command() -> None:
    shared = {
        "bundles",
        "cards",
        "engines",
        "layout",
        "options",
        "output",
        "seed_sources",
        "source_card",
        "specification_rows",
    }
    modules = {path.stem for path in (settings.PACKAGE / "cli").glob("[a-z]*.py")}
    assert set(cli.COMMANDS) == modules - shared
