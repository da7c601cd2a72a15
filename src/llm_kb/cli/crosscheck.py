"""`llm-kb crosscheck`."""

from pathlib import Path

import click

from llm_kb.cli.options import database_option, opened
from llm_kb.cli.output import output_options, write_rows, write_text
from llm_kb.crosscheck.catalogs import CATALOGS
from llm_kb.wording import CATALOG_OUTCOMES


@click.command()
@click.argument("catalog", type=click.Choice([*CATALOGS]), metavar="|".join(CATALOGS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--outcome",
    type=click.Choice([*CATALOG_OUTCOMES]),
    multiple=True,
    help="List the rows of this outcome (repeatable).",
)
@click.option(
    "--write", is_flag=True, help="Keep the values of matched models in catalog_values.csv of the newest bundle."
)
@click.option("--edition", metavar="EDITION", help="The bundle to write to (default: the newest).")
@database_option
@output_options
def crosscheck(
    catalog: str,
    file: Path,
    outcome: tuple[str, ...],
    write: bool,
    edition: str | None,
    db: Path | None,
    output_format: str | None,
) -> None:
    """Compare a copy of a catalog of models with the knowledge base.

    FILE is a copy of the catalog: a checkout or api.json of models.dev, LiteLLM's
    model_prices_and_context_window.json, or Epoch AI's CSV of models. Without a format the numbers are printed, and
    each value that differs or that the catalog leaves empty, with the passage behind ours.
    """
    from llm_kb.crosscheck import comparison, report

    with opened(db) as connection:
        result = comparison.crosscheck(connection, catalog, file)
    if write:
        _write(comparison.seed_rows(result), result.catalog.source_id, edition)
    rows = [
        [row[name] for name in comparison.COLUMNS] for row in result.rows if not outcome or row["outcome"] in outcome
    ]
    if output_format or outcome:
        write_rows(comparison.COLUMNS, rows, output_format)
    else:
        write_text(report.text(result))


def _write(rows: list[dict[str, str]], source_id: str, edition: str | None) -> None:
    """Replace the rows of a catalog in the bundle."""
    from llm_kb.cli.bundles import bundle_files

    bundle = bundle_files(edition, to_write=True)
    others = [row for row in bundle.own("catalog_values") if row["source_id"] != source_id]
    bundle.write("catalog_values", [*others, *rows])
    click.echo(f"Wrote {len(rows)} rows of {source_id} to {bundle.folder.name}/catalog_values.csv.", err=True)
