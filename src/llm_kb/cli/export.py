"""`llm-kb export`."""

import sys
from pathlib import Path

import click

from llm_kb.cli.options import database_option, opened
from llm_kb.export import FORMATS

WIDTH = max(len(form.name) for form in FORMATS)
HELP = "\n".join(
    (
        "Export the knowledge base to DIRECTORY, which must be new, empty or an earlier export in the same FORMAT:",
        "",
        "\b",
        *(f"{form.name:{WIDTH}}  {form.description}" for form in FORMATS),
        "",
        "SHA256SUMS lists the hashes of the files. Exports of the same database are byte-identical.",
    )
)


@click.command(help=HELP)
@click.argument("output_format", metavar="FORMAT", type=click.Choice([form.name for form in FORMATS]))
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@database_option
def export(output_format: str, directory: Path, db: Path | None) -> None:
    """Export the knowledge base in one of the formats."""
    from llm_kb.export import export

    with opened(db) as connection:
        try:
            count = export(connection, output_format, directory, _show_progress)
        finally:
            _show_progress("")
    click.echo(f"Wrote {count} {'file' if count == 1 else 'files'} to {directory}.")


def _show_progress(file: str) -> None:
    """Show the file being written on a terminal, overwriting the previous line."""
    if sys.stderr.isatty():
        click.echo("\r\x1b[K" + (f"… writing {file}" if file else ""), nl=False, err=True)
