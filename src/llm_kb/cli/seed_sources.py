"""Commands of `llm-kb seed` that enter documents and find passages in their texts."""

import hashlib
from pathlib import Path
from typing import Any

import click

from llm_kb.cli.bundles import bundle_files
from llm_kb.errors import KnowledgeBaseError
from llm_kb.settings import SOURCES_VARIABLE, source_folders
from llm_kb.text import counted

text_file = click.Path(path_type=Path, exists=True, dir_okay=False)
edition_option = click.option("--edition", metavar="EDITION", help="The bundle (default: the newest).")
write_option = click.option("--write", is_flag=True, help="Add the rows to the bundle instead of only printing them.")


@click.command()
@click.argument("file", type=text_file)
@click.argument("words", metavar="SENTENCE|PHRASE...", nargs=-1, required=True)
@click.option("--at", metavar="PLACE", help="A page (p12), lines (L12-L20), a heading or a key (model.n_heads).")
@edition_option
@write_option
def passage(file: Path, words: tuple[str, ...], at: str | None, edition: str | None, write: bool) -> None:
    """Find a sentence or phrase in the text FILE of a source, for passages.csv.

    With --at: print the row of the passage whose PHRASE stands at that place; white space, hyphens at line ends,
    ligatures and typographic quotes may differ. Several phrases make one passage.

    Without: print `ranges,sha256` of a SENTENCE of a source with sections. Give a sentence that is split by a page
    break as two arguments.
    """
    from llm_kb.seeds.passages import located, passage_row
    from llm_kb.sourcetext import SourceText
    from llm_kb.sourcetext.library import read_text

    text = read_text(file)
    if at is None:
        if write:
            raise click.UsageError("--write needs --at: the sentences of a source with sections are numbered by hand.")
        click.echo(",".join(located(text, words)))
        return
    bundle = bundle_files(edition, to_write=True)
    source = bundle.source_of(hashlib.sha256(text.encode()).hexdigest())
    if source is None:
        raise KnowledgeBaseError(f"No source has the hash of {str(file)!r}: enter it first ('llm-kb seed source').")
    taken = {row["at"] for row in bundle.rows("passages") if row["source_id"] == source}
    row = passage_row(SourceText(text, file.name), source, at, words, taken)
    if row["at"] in taken:
        raise KnowledgeBaseError(f"{source} has a passage {row['at']} already: leave out the number for the next one.")
    click.echo(bundle.lines("passages", [row]), nl=False)
    if write:
        bundle.append("passages", [row])


@click.command()
@click.argument("edition", required=False)
@click.option(
    "--sources",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help=f"A folder with texts of sources (repeatable; default: those in {SOURCES_VARIABLE}).",
)
def passages(edition: str | None, sources: tuple[Path, ...]) -> None:
    """Write the rows of passages.csv that facts of the bundle EDITION (default: the newest) still lack.

    For sources without sections. A passage is the stretch of the phrases of its entries; a row whose phrases have
    changed is computed anew. Phrases that do not stand exactly once at their place are listed, and exit status is 1.
    """
    from llm_kb.seeds.passages import draft_passages

    folders = sources or source_folders()
    if not folders:
        raise click.UsageError("No texts to search: name their folders with --sources.")
    bundle = bundle_files(edition, to_write=True)
    drafted = draft_passages(bundle, folders)
    if drafted.added or drafted.corrected:
        bundle.write("passages", drafted.rows)
    click.echo(f"Added {counted(len(drafted.added), 'row')} to {bundle.folder.name}/passages.csv.")
    if drafted.corrected:
        click.echo(f"Corrected {counted(len(drafted.corrected), 'row')} whose phrases had changed.")
    for problem in drafted.problems:
        click.echo(problem, err=True)
    raise SystemExit(1 if drafted.problems else 0)


COLUMNS = {
    "id": "Id of the source (default: from the name of the file).",
    "title": "Title as printed (default: the first heading or line).",
    "kind": "Kind of document, a term of source_kinds (default: by the text or the manifest).",
    "publisher": "Id of the institution that published it.",
    "date": "Date printed on it, as YYYY-MM-DD.",
    "url": "URL of the document.",
    "read": "How far it was read: whole, or which part.",
    "repository": "Repository that has it, as OWNER/NAME on GitHub, or host and path.",
    "revision": "Revision of the repository.",
    "path": "Path within the repository.",
    "license": "License of the document.",
    "authors": "Authors as printed, separated by semicolons.",
    "description": "What it is, in your own words.",
}
"""Options that fill columns of sources.csv and documents.csv."""
STORED = {"kind": "kind_id", "publisher": "publisher_id"}


def _column_options(command: Any) -> Any:
    for name, text in reversed(COLUMNS.items()):
        shown = "DATE" if name == "date" else name.upper()
        command = click.option(f"--{name}", metavar=shown, help=text, required=name == "read")(command)
    return command


@click.command()
@click.argument("document")
@click.option("--manifest", type=text_file, help="A manifest, one JSON object a line, that lists DOCUMENT.")
@click.option("--text", "texts", multiple=True, type=text_file, help="A further text of it (repeatable).")
@click.option("--original", type=text_file, help="The original, such as a PDF, from which the text was converted.")
@click.option(
    "--model", "models", multiple=True, metavar="MODEL", help="Id of a model that it speaks for (repeatable)."
)
@click.option("--official/--copy", default=None, help="From the publisher's own place, or a copy by others.")
@_column_options
@edition_option
@write_option
def source(
    document: str,
    manifest: Path | None,
    texts: tuple[Path, ...],
    original: Path | None,
    models: tuple[str, ...],
    official: bool | None,
    edition: str | None,
    write: bool,
    **columns: str | None,
) -> None:
    """Print the rows that enter DOCUMENT: the file of its text, or its text, path or URL in a manifest.

    Hashes, pages and kind of text are measured; a file NAME.flow.txt is flowing text.
    """
    from llm_kb.seeds.entering import enter, enter_from_manifest

    bundle = bundle_files(edition, to_write=True)
    given = {STORED.get(name, name): value for name, value in columns.items() if value is not None}
    if official is not None:
        given["official"] = str(int(official))
    if original:
        given["original_sha256"] = hashlib.sha256(original.read_bytes()).hexdigest()
    if manifest:
        entered = enter_from_manifest(bundle, manifest, document, given, models)
    else:
        entered = enter(bundle, text_file.convert(document, None, None), texts, given, models)
    for table, rows in entered.rows.items():
        click.echo(f"{table}.csv: {bundle.lines(table, rows)}", nl=False)
        if write:
            bundle.append(table, rows)
