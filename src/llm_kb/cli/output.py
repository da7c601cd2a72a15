"""Output formats of commands that return rows: JSON by default, CSV, TSV, JSON lines or a table."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TextIO

import click

Rows = Iterable[Sequence[Any]]
FORMATS = {
    "--json": ("json", "A JSON array of objects."),
    "--csv": ("csv", "Comma-separated values with a header."),
    "--tsv": ("tsv", "Tab-separated values with a header."),
    "--nl": ("nl", "One JSON object a line."),
    "-t": ("table", "A table for people."),
}


def output_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that choose a format, as the argument `output_format`."""
    for flag, (value, text) in reversed(FORMATS.items()):
        names = (flag, "--table") if flag == "-t" else (flag,)
        command = click.option(*names, "output_format", flag_value=value, help=text)(command)
    return command


def write_rows(columns: Sequence[str], rows: Rows, output_format: str | None) -> None:
    """Write rows to standard output as JSON, or in the format that the user chose."""
    with _standard_output() as stream:
        WRITERS[output_format or "json"](columns, rows, stream)


def write_text(text: str) -> None:
    """Write a text to standard output, its styles only if that is a terminal."""
    with _standard_output() as stream:
        click.echo(text, file=stream)


@contextmanager
def _standard_output() -> Iterator[TextIO]:
    """Standard output in UTF-8; a broken pipe ends the command without an error."""
    stream = sys.stdout
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
    """One JSON object a line."""
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
    return json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False, default=str)


WRITERS: dict[str, Callable[[Sequence[str], Rows, TextIO], None]] = {
    "json": write_json,
    "nl": write_lines,
    "csv": write_csv,
    "tsv": _write_tsv,
    "table": _write_table,
}
