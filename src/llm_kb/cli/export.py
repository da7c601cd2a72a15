"""`llm-kb export`."""

from pathlib import Path

import click

from llm_kb.cli.options import database_option, opened


@click.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(["csv", "json"]))
@click.argument("directory", type=click.Path(path_type=Path, file_okay=False))
@database_option
def export(form: str, directory: Path, db: Path | None) -> None:
    """Write every table and view into DIRECTORY, one file each; FORMAT is csv or json."""
    from llm_kb.export import export

    with opened(db) as connection:
        count = export(connection, form, directory)
    click.echo(f"Wrote {count} files to {directory}.")
