"""What commands have in common: the option that names the database, progress, and opening it."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import click

from llm_kb.current import database_for
from llm_kb.database import open_read_only

Command = Callable[..., Any]


def database_option(command: Command) -> Command:
    """Add `--db FILE`."""
    text = "The database file; without it the default one."
    return click.option("--db", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help=text)(command)


def tell(step: str) -> None:
    """Say on a terminal what is being done."""
    if sys.stderr.isatty():
        click.echo(f"… {step}", err=True)


def warn(message: str) -> None:
    """Say what the user should know on the standard error output."""
    click.echo(message, err=True)


@contextmanager
def opened(named: Path | None, *, may_be_outdated: bool = True) -> Iterator[sqlite3.Connection]:
    """A read-only connection to the database that the user means; to the last good build where none can be made."""
    path = database_for(named, tell, warn if may_be_outdated else None)
    with closing(open_read_only(path)) as connection:
        yield connection
