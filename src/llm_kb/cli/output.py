"""Output formats of commands that return rows: JSON by default, CSV, TSV, JSON lines or a table."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import wraps
from typing import Any, TextIO

import click

from llm_kb.errors import KnowledgeBaseError
from llm_kb.text import json_value, unique_names

Rows = Iterable[Sequence[Any]]
FORMATS = {
    "--json": ("json", "A JSON array of objects."),
    "--csv": ("csv", "Comma-separated values with a header."),
    "--tsv": ("tsv", "Tab-separated values with a header."),
    "--nl": ("nl", "One JSON object per line."),
    "-t/--table": ("table", "An aligned text table."),
}
"""The formats of rows and their help, by their flags."""


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose a format of rows, as the argument `output_format`."""
    return format_options(FORMATS)(command)


def format_options(formats: Mapping[str, tuple[str, str]]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add one option a format, of which at most one can be chosen, as the argument `output_format`."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def with_format(**arguments: Any) -> Any:
            chosen = {flag: name for flag, (name, _) in formats.items() if arguments.pop(f"as_{name}")}
            if len(chosen) > 1:
                raise click.UsageError(f"Only one output format is possible: choose one of {', '.join(chosen)}.")
            return command(**arguments, output_format=next(iter(chosen.values()), None))

        for flags, (name, text) in reversed([*formats.items()]):
            with_format = click.option(*flags.split("/"), f"as_{name}", is_flag=True, help=text)(with_format)
        return with_format

    return decorate


def write_rows(columns: Sequence[str], rows: Rows, output_format: str | None) -> None:
    """Write rows to standard output as JSON, or in the format that the user chose; equal column names are numbered."""
    with _standard_output() as stream:
        WRITERS[output_format or "json"](unique_names(columns), rows, stream)


def write_text(text: str) -> None:
    """Write a text to standard output, its styles only if that is a terminal."""
    with _standard_output() as stream:
        click.echo(text, file=stream)


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Standard output in UTF-8; a broken pipe ends the command without an error.

    Raises KnowledgeBaseError where it is closed, since the answer would be lost.
    """
    stream = sys.stdout
    if stream is None:
        raise KnowledgeBaseError("Standard output is closed: redirect it to a file or a pipe.")
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding="utf-8")
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None


def write_json(columns: Sequence[str], rows: Rows, stream: TextIO) -> None:
    """A JSON array of objects, one a line."""
    stream.write("[")
    separator = "\n  "
    for row in rows:
        stream.write(separator + _object(columns, row))
        separator = ",\n  "
    stream.write("\n]\n" if separator != "\n  " else "]\n")


def write_lines(columns: Sequence[str], rows: Rows, stream: TextIO) -> None:
    """One JSON object per line."""
    for row in rows:
        stream.write(_object(columns, row) + "\n")


def write_csv(columns: Sequence[str], rows: Rows, stream: TextIO, delimiter: str = ",") -> None:
    """Separated values with a header; NULL is an empty cell."""
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)


def _write_tsv(columns: Sequence[str], rows: Rows, stream: TextIO) -> None:
    write_csv(columns, rows, stream, "\t")


def _write_table(columns: Sequence[str], rows: Rows, stream: TextIO) -> None:
    from tabulate import tabulate  # only here, since its import takes as long as a query

    stream.write(tabulate(rows, headers=columns, tablefmt="simple", disable_numparse=True) + "\n")


def _object(columns: Sequence[str], row: Sequence[Any]) -> str:
    return json.dumps(dict(zip(columns, map(json_value, row), strict=True)), ensure_ascii=False, default=str)


WRITERS: dict[str, Callable[[Sequence[str], Rows, TextIO], None]] = {
    "json": write_json,
    "nl": write_lines,
    "csv": write_csv,
    "tsv": _write_tsv,
    "table": _write_table,
}
