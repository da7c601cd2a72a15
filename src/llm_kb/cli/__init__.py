"""The command line: one command a module, one output grammar, errors as one sentence with the cure."""

import importlib
import signal
import sqlite3
from typing import Any

import click

from llm_kb import __version__
from llm_kb.errors import KnowledgeBaseError, in_one_line

COMMANDS = (
    *("build", "check", "compare", "crosscheck", "diff", "draft", "export", "query", "seed", "serve", "show"),
    *("tables", "verify"),
)
"""The commands, each in a module of its name."""

SIGNALED = 128
"""The exit status after a signal is its number and this, as shells have it."""

_signals: list[int] = []
"""The signals that have interrupted the command."""


def interrupt(number: int, frame: object) -> None:
    """Handle a signal by raising KeyboardInterrupt, so that scratch folders are removed; the next one ends at once."""
    _signals.append(number)
    signal.signal(number, signal.SIG_DFL)
    raise KeyboardInterrupt


class LazyGroup(click.Group):
    """A click group that imports commands lazily, and turns the package's errors into messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(f"llm_kb.cli.{cmd_name}"), cmd_name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the requested command."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise
        except (Exception, KeyboardInterrupt) as error:
            if _is_interruption(error):
                click.echo(_with_notes("Interrupted.", error), err=True)
                raise click.exceptions.Exit(SIGNALED + (_signals[0] if _signals else signal.SIGINT)) from error
            if isinstance(error, KnowledgeBaseError | sqlite3.DatabaseError | OSError):
                raise click.ClickException(_with_notes(_message_of(error), error)) from error
            raise


def _is_interruption(error: BaseException | None) -> bool:
    """Whether an error comes from Ctrl-C, which SQLite reports as SQLITE_INTERRUPT when a statement was running.

    A library that tidies up after Ctrl-C may raise an error of its own on top of it.
    """
    if error is None or isinstance(error, KeyboardInterrupt):
        return error is not None
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
        return True
    return _is_interruption(error.__cause__ or error.__context__)


def _message_of(error: BaseException) -> str:
    """The message of an error: one sentence with the cure."""
    if isinstance(error, sqlite3.DatabaseError):
        return f"The database cannot be read ({in_one_line(error)}): free disk space, or choose another file with --db."
    if isinstance(error, FileNotFoundError) and error.filename is None:
        return "The working directory no longer exists: change to another one."
    if isinstance(error, OSError) and error.filename is None:
        return f"The output cannot be written ({error.strerror}): free disk space, or write elsewhere."
    if isinstance(error, OSError):
        message = f"{error.filename!r} cannot be read or written ({error.strerror})"
        return f"{message}: check its permissions and the disk space."
    return str(error)


def _with_notes(message: str, error: BaseException) -> str:
    """A message with the notes of its error, on the same line or on lines below."""
    notes = getattr(error, "__notes__", [])
    if notes and not message.endswith((".", "!", "?")):
        message += "."
    return ("\n" if "\n" in message else " ").join([message, *notes])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(version)s")
def main() -> None:
    """A knowledge base of LLM design choices: every fact with its source sentence."""
