"""Shared by commands: the `--db` option, progress and warnings on standard error, and opening the database."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click

from llm_kb.current import database_for
from llm_kb.database import explaining_errors, open_read_only

Command = Callable[..., Any]


def database_option(command: Command) -> Command:
    """Add `--db FILE`."""
    text = "Database file (default: the one in the checkout or user data folder)."
    return click.option("--db", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=text)(command)


def show_progress(step: str) -> None:
    """Show a step of the progress on standard error, if that is a terminal."""
    if sys.stderr.isatty():
        click.echo(f"… {step}", err=True)


def warn(message: str) -> None:
    """Print a warning to standard error."""
    click.echo(message, err=True)


@contextmanager
def opened(requested: Path | None, *, allow_stale: bool = True) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the requested or default database, or to a stale build where that is allowed."""
    path = database_for(requested, show_progress, warn if allow_stale else None)
    with closing(open_read_only(path)) as connection, explaining_errors(path):
        yield connection
